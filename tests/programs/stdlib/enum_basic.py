"""enum.Enum and IntEnum: members, aliases, auto, lookups, methods, errors."""
from enum import *


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    BLUE = "b"

    def describe(self): return f"{self.name}={self.value}"

    @classmethod
    def first(cls): return next(iter(cls))

    @property
    def lower(self): return self.name.lower()


print(Color.RED, repr(Color.RED), Color(1), Color["GREEN"], Color.CRIMSON is Color.RED, Color.RED.name, Color.RED.value, list(Color), len(Color), Color.BLUE.describe(), Color.first(), Color.RED.lower, Color.RED in Color, 1 in Color, "zz" in Color, list(Color.__members__.items()), type(Color.RED).__name__, isinstance(Color.RED, Color), Color.RED == 1, Color.RED == Color.RED, Color.RED != Color.GREEN, hash(Color.RED) == hash(Color.RED), {Color.RED: "r"}[Color.CRIMSON], list(reversed(Color)), bool(Color.RED), str(Color.RED), f"{Color.RED}", f"{Color.RED:>12}", "%s" % Color.RED, Color, Color.RED.__class__)


class Auto(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()


class Str(StrEnum):
    X = auto()
    Y = "why"


class Num(IntEnum):
    ONE = 1
    TWO = 2


print([m.value for m in Auto], Str.X, repr(Str.X), Str.X == "x", f"{Str.Y}", Str.Y.upper(), Num.ONE + 1, Num.ONE < Num.TWO, Num.ONE == 1, repr(Num.TWO), str(Num.TWO), f"{Num.TWO:03d}", [10, 20, 30][Num.ONE], Num(2), max(Num), sorted([Num.TWO, Num.ONE]), isinstance(Num.ONE, int), int(Num.TWO), Num.ONE | Num.TWO)


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def density(self): return round(self.mass / self.radius, 3)


class Coded(Enum):
    A = "a", 1
    B = "b", 2

    def __new__(cls, text, n):
        o = object.__new__(cls)
        o._value_ = text
        o.n = n
        return o


class Miss(Enum):
    DEFAULT = 0

    @classmethod
    def _missing_(cls, v): return cls.DEFAULT if v == "ask" else None


class Gen(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last): return f"{name}-{count}"
    P = auto()
    Q = auto()


print(Planet.EARTH.density, Planet((0.64, 3.39)), Planet.MARS.mass, Coded("a").n, Coded.B.value, Miss("ask"), Gen.P.value, Gen.Q.value)
F = Enum("F", "a b c")
G = Enum("G", {"x": 10, "y": 20})
H = IntEnum("H", ["p", "q"], start=5)
print(list(F), G.y, list(H), F.a.value, G.__module__)


@unique
class U(Enum):
    A = 1


class WithInner(Enum):
    A = 1
    _ignore_ = ["tmp"]
    tmp = 5
    def m(self): return 1
    @nonmember
    class Inner: pass
    B = member(2)


print(list(WithInner), WithInner.A.m(), hasattr(WithInner, "tmp"), WithInner.Inner.__name__)


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


err(lambda: Color(9))
err(lambda: Color["NOPE"])
err(lambda: Color.NOPE)
err(lambda: setattr(Color, "RED", 5))
err(lambda: delattr(Color, "RED"))
err(lambda: setattr(Color.RED, "value", 5))
err(lambda: setattr(Color.RED, "name", 5))
err(lambda: type("Sub", (Color,), {}))
err(lambda: Color.RED < Color.GREEN)
err(lambda: Color())
err(lambda: Miss("x"))
err(lambda: unique(Color))
err(lambda: Enum("D", "a a"))
err(lambda: Color.RED + 1)
err(lambda: Num("x"))
err(lambda: Color.RED.GREEN)
err(lambda: exec("class D(Enum):\n a = 1\n a = 2"))
err(lambda: StrEnum("S", {"a": 5}))
err(lambda: [] in Color)


def act(c):
    match c:
        case Color.RED: return "stop"
        case Color.GREEN: return "go"
        case _: return "?"


print([act(c) for c in Color], dir(Color.RED)[-3:], [n for n in dir(Color) if n[0] != "_"][:4], Color.__doc__, Color.RED.__doc__, Color.__name__, Color.__members__["CRIMSON"])
