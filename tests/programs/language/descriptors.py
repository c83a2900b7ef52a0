"""Descriptors: data and non-data, lookup order, set_name, errors."""


class Data:
    def __set_name__(self, owner, name):
        self.name = name
        print("set_name", owner.__name__, name)

    def __get__(self, obj, owner=None):
        if obj is None:
            return f"class access {self.name} {owner.__name__}"
        return f"get {self.name} {obj.__dict__.get('_' + self.name)}"

    def __set__(self, obj, value):
        obj.__dict__["_" + self.name] = value

    def __delete__(self, obj):
        del obj.__dict__["_" + self.name]


class NonData:
    def __get__(self, obj, owner=None):
        return ("nondata", obj is None)


class SetOnly:
    def __set__(self, obj, v):
        obj.__dict__["so"] = ("set", v)


class C:
    d = Data()
    n = NonData()
    so = SetOnly()
    plain = 1


c = C()
print(C.d, c.d, C.n, c.n)
c.d = 5
c.__dict__["d"] = "shadow?"
c.__dict__["n"] = "shadowed"
print(c.d, c.n, c.__dict__)
del c.d
print(c.d)
try:
    del c.d
except KeyError as e:
    print("KeyError", e)
print(type(c.so).__name__)
c.so = 3
print(c.so)
try:
    del c.so
except AttributeError as e:
    print(type(e).__name__, e)
C.d = "replaced"
print(c.d, C.d)
print(C.__dict__["n"].__get__(None, C), C.__dict__["n"].__get__(c))


class Lazy:
    def __init__(self, f):
        self.f = f

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        v = obj.__dict__[self.name] = self.f(obj)
        return v


class L:
    @Lazy
    def value(self):
        print("computed", end=" ")
        return 42


l = L()
print(l.value, l.value, l.__dict__)


class Raises:
    def __get__(self, o, t):
        raise AttributeError("descriptor says no")


class WithGetattr:
    r = Raises()

    def __getattr__(self, name):
        return f"fallback {name}"


class Without:
    r = Raises()


print(WithGetattr().r)
try:
    Without().r
except AttributeError as e:
    print(e)
print(hasattr(Without(), "r"), getattr(Without(), "r", "default"))


class SetNameFails:
    def __set_name__(self, o, n):
        raise ValueError("set_name failed")


try:
    class Broken:
        attr = SetNameFails()
except ValueError as e:
    print(e, e.__notes__)


def func(self, *a):
    return a


bound = func.__get__("obj", str)
print(bound(1), bound.__self__, func.__get__(None, str) is func)


class Callable:
    def __call__(self, *a):
        return a


class Holds:
    m = Callable()
    s = staticmethod(Callable())
    k = classmethod(Callable())
    builtin = len


h = Holds()
print(h.m(1), h.s(1), h.k(1) == (Holds, 1), h.builtin([1, 2]))


class Typed:
    def __init__(self, t): self.t = t
    def __set_name__(self, o, n): self.n = "_" + n
    def __get__(self, o, t=None): return getattr(o, self.n) if o else self
    def __set__(self, o, v):
        if not isinstance(v, self.t):
            raise TypeError(f"{self.n[1:]} must be {self.t.__name__}")
        setattr(o, self.n, v)


class Person:
    name = Typed(str)
    age = Typed(int)


p = Person()
p.name, p.age = "Al", 3
try:
    p.age = "x"
except TypeError as e:
    print(e)
print(p.name, p.age, Person.name.n)


class MetaDesc(type):
    d = Data()


class ViaMeta(metaclass=MetaDesc):
    d = "own class attribute"


print(ViaMeta.d)
