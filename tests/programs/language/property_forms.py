"""property: getter, setter, deleter, inheritance, documentation, errors."""


class Temp:
    def __init__(self, c=0):
        self._c = c

    @property
    def celsius(self):
        "Degrees C."
        return self._c

    @celsius.setter
    def celsius(self, v):
        if v < -273:
            raise ValueError("too cold")
        self._c = v

    @celsius.deleter
    def celsius(self):
        print("deleted")
        self._c = None

    @property
    def readonly(self):
        return 1

    writeonly = property(None, lambda self, v: print("wrote", v))

    def _get(self): return "g"
    old = property(_get, doc="old style")


t = Temp(5)
t.celsius = 30
t.celsius += 2
print(t.celsius, Temp.celsius.__doc__, Temp.old.__doc__, t.old)
del t.celsius
print(t.celsius)
t.writeonly = 7
for code in ["t.readonly = 2", "del t.readonly", "t.writeonly", "del t.writeonly", "t.celsius = -300", "t.old = 1"]:
    try:
        exec(code)
    except (AttributeError, ValueError) as e:
        print(type(e).__name__, e)
print(type(Temp.celsius).__name__, Temp.celsius.fget.__name__, Temp.readonly.fset, Temp.celsius.__name__)


class Sub(Temp):
    @Temp.celsius.getter
    def celsius(self):
        return ("sub", self._c)

    @property
    def readonly(self):
        return super().readonly + 1


s = Sub(1)
s.celsius = 9
print(s.celsius, s.readonly, Sub.celsius.fset is Temp.celsius.fset)


class Doc:
    p = property(lambda self: 1, doc="given")
    q = p.getter(lambda self: 2)
    none = property()


print(Doc.p.__doc__, Doc.q.__doc__, Doc().q, Doc.none.__doc__)
try:
    Doc().none
except AttributeError as e:
    print(e)
p = property(lambda o: ("got", o))
print(p.__get__(5), p.__get__(None, int) is p, p.fget(1))
try:
    p.__set__(5, 1)
except AttributeError as e:
    print(e)


class Inst:
    @property
    def x(self): return "prop"


i = Inst()
i.__dict__["x"] = "dict"
print(i.x)


class Prop2(property):
    def __get__(self, o, t=None):
        return ("prop2", super().__get__(o, t))


class HasP2:
    @Prop2
    def v(self): return 5


print(HasP2().v)


class AttrErr:
    @property
    def bad(self):
        return self.missing

    def __getattr__(self, n):
        return f"getattr({n})"


print(AttrErr().bad)


class AttrErr2:
    @property
    def bad(self):
        return [].missing


try:
    AttrErr2().bad
except AttributeError as e:
    print(e, e.name, e.obj)


class ClsProp(type):
    @property
    def cp(cls): return cls.__name__ + " prop"


class WithCp(metaclass=ClsProp): ...


print(WithCp.cp)
try:
    WithCp().cp
except AttributeError as e:
    print(e)
try:
    WithCp.cp = 1
except AttributeError as e:
    print(e)
