"""__init_subclass__, __class_getitem__, __set_name__, __new__, __instancecheck__ and friends."""


class Plugin:
    registry = {}

    def __init_subclass__(cls, /, key=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry[key or cls.__name__] = cls
        print("subclass", cls.__name__, key)


class A(Plugin): pass
class B(Plugin, key="bee"): pass
class C(B, key="sea"): pass


print({k: v.__name__ for k, v in Plugin.registry.items()})
try:
    class D(Plugin, other=1): pass
except TypeError as e:
    print(e)
try:
    class E(other=1): pass
except TypeError as e:
    print(e)


class Box:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}<{item}>"


class SubBox(Box): pass


print(Box[int], SubBox[1, 2], Box["s", ...], Box[1:2])
for code in ["int[0]", "A[1]", "Box()[1]", "Plugin[0]", "list[int]()", "dict[str, int]"]:
    try:
        print(eval(code))
    except TypeError as e:
        print(e)


class Cached:
    pool = {}

    def __new__(cls, name):
        if name in cls.pool:
            return cls.pool[name]
        self = super().__new__(cls)
        cls.pool[name] = self
        return self

    def __init__(self, name):
        self.inits = getattr(self, "inits", 0) + 1


print(Cached("a") is Cached("a"), Cached("a").inits)


class NewOther:
    def __new__(cls):
        return 42

    def __init__(self):
        print("never called")


print(NewOther())


class BadInit:
    def __init__(self):
        return 5


class NoNew:
    def __new__(cls):
        pass


try:
    BadInit()
except TypeError as e:
    print(e)
print(NoNew())
for code in ["object.__new__()", "object.__new__(5)", "object.__new__(int)", "int.__new__(str)", "A(1)", "A(x=1)", "object(1)", "A.__new__(A, 1)", "A.__init__(A(), 1)"]:
    try:
        print(type(eval(code)).__name__)
    except TypeError as e:
        print(e)


class OnlyNew:
    def __new__(cls, a): return super().__new__(cls)


class OnlyInit:
    def __init__(self, a): super().__init__()


print(type(OnlyNew(1)).__name__, type(OnlyInit(1)).__name__)
try:
    class BothBad:
        def __new__(cls, a): return super().__new__(cls, a)
    BothBad(1)
except TypeError as e:
    print(e)


class Even(type):
    def __instancecheck__(cls, o):
        return isinstance(o, int) and o % 2 == 0

    def __subclasscheck__(cls, s):
        return s is float


class EvenInt(metaclass=Even): pass


print(isinstance(4, EvenInt), isinstance(3, EvenInt), issubclass(float, EvenInt), issubclass(int, EvenInt), isinstance(3, (str, EvenInt, int)))


class Attrs:
    def __getattribute__(self, n):
        if n == "magic":
            return "from getattribute"
        return super().__getattribute__(n)

    def __getattr__(self, n):
        return f"missing {n}"

    def __setattr__(self, n, v):
        super().__setattr__(n, ("set", v))

    def __delattr__(self, n):
        print("del", n)
        super().__delattr__(n)

    def __dir__(self):
        return ["z", "a"]


a = Attrs()
a.v = 1
print(a.magic, a.v, a.nope, dir(a))
del a.v
try:
    del a.v
except AttributeError as e:
    print(e)
print(object.__getattribute__(a, "__dict__"), a.__class__.__name__)


class Fmt:
    def __mro_entries__(self, bases):
        return (Box, A)


class FromEntries(Fmt()): pass


print([c.__name__ for c in FromEntries.__mro__], FromEntries.__orig_bases__[0].__class__.__name__)
