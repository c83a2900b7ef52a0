"""__slots__: layout, inheritance, descriptors, conflicts, errors."""
import weakref


class P:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


p = P(1, 2)
print(p.x, p.y, P.__slots__, hasattr(p, "__dict__"), type(P.x).__name__, P.x.__get__(p), P.x.__name__)
for code in ["p.z = 1", "p.__dict__", "del p.x; p.x", "del p.x", "P.x.__get__(5)", "P.nope", "vars(p)", "weakref.ref(p)", "p.__class__ = int"]:
    try:
        exec(code)
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
p.x = 10
print(p.x)


class Child(P):
    pass


c = Child(1, 2)
c.z = 3
print(c.__dict__, c.x, Child.__slots__)


class Child2(P):
    __slots__ = ["w", "__dict__", "__weakref__"]


c2 = Child2(1, 2)
c2.w, c2.other = 5, 6
print(c2.w, c2.__dict__, weakref.ref(c2)() is c2)


class One:
    __slots__ = "single"


o = One()
o.single = 1
print(o.single)
try:
    o.s = 1
except AttributeError as e:
    print(e)


class Private:
    __slots__ = ("__secret",)

    def __init__(self):
        self.__secret = "s"


print(Private()._Private__secret, [n for n in vars(Private) if "secret" in n])


class Empty:
    __slots__ = ()


try:
    Empty().a = 1
except AttributeError as e:
    print(e)


def make(slots, bases=(), **ns):
    try:
        t = type("T", bases, {"__slots__": slots, **ns})
        print("ok", t.__slots__ if isinstance(t.__slots__, (tuple, dict)) else type(t.__slots__).__name__)
        return t
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


make(("a",), a=1)
make((5,))
make(("not valid",))
make(("a", "a"))
make(("__dict__", "__dict__"))
make({"a": "doc of a"})
make((c for c in "ab"))
make(("x",), (int,))
make((), (int,))
make(("y",), (tuple,))
make(("z",), (list,))
make(("q",), (P,))
make(("__weakref__",), (Child2,))


class S1:
    __slots__ = ("a",)


class S2:
    __slots__ = ("b",)


try:
    class Both(S1, S2):
        __slots__ = ()
except TypeError as e:
    print(e)


class Over(S1):
    __slots__ = ("a",)


ov = Over()
ov.a = "new"
print(ov.a, S1.a is Over.a)
try:
    S1.a.__get__(ov)
except AttributeError as e:
    print(e)


class Default:
    __slots__ = ("v",)

    def __getattr__(self, n):
        return f"default {n}"


d = Default()
print(d.v)
d.v = 1
print(d.v)


class L(list):
    __slots__ = ("extra",)


l = L([1, 2])
l.extra = "e"
print(l, l.extra)
