"""match: mapping and class patterns, __match_args__, positional and keyword parts."""
from dataclasses import dataclass
from collections import OrderedDict, defaultdict


def mapping(m):
    match m:
        case {"type": "point", "x": x, "y": y, **rest}:
            return f"point {x} {y} {rest}"
        case {"type": str(t)}:
            return f"type {t}"
        case {1: [a, *_], None: n}:
            return f"odd {a} {n}"
        case {"only": _, **more} if not more:
            return "only"
        case {}:
            return f"any mapping of {len(m)}"
        case _:
            return "no mapping"


for m in ({"type": "point", "x": 1, "y": 2, "z": 3}, {"type": "line"}, {"type": 5}, {1: [7, 8], None: "n"}, {"only": 1}, {"only": 1, "b": 2},
          {}, OrderedDict(a=1), [], "str", defaultdict(int)):
    print(mapping(m))
d = defaultdict(list)
match d:
    case {"missing": x}:
        print("no")
    case _:
        print("not created", dict(d))


@dataclass
class Point:
    x: int
    y: int = 0


class Loose:
    __match_args__ = ("first", "second")

    def __init__(self, **kw):
        self.__dict__.update(kw)


def cls(v):
    match v:
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=yy):
            return f"y axis {yy}"
        case Point(xx, y=5):
            return f"y=5 at {xx}"
        case Point():
            return "point"
        case Loose("one", s):
            return f"loose one {s}"
        case Loose(first=f):
            return f"loose {f}"
        case Loose():
            return "loose without"
        case int(n) | float(n):
            return f"number {n}"
        case bool():
            return "never"
        case str(s):
            return f"str {s}"
        case [Point(x=a), Point(x=b)]:
            return f"two points {a} {b}"
        case dict(m):
            return f"dict {m}"
        case (list() | tuple() | set() | frozenset()) as c:
            return f"collection {c}"
        case type():
            return "a class"
        case object():
            return "object"


for v in (Point(0), Point(0, 3), Point(4, 5), Point(1, 1), Loose(first="one", second=2), Loose(first="one"), Loose(), True, 2.5, "s",
          [Point(1), Point(2)], {"k": 1}, [1], {1}, int, None):
    print(cls(v))


class Bad:
    __match_args__ = ["x"]


class Bad2:
    __match_args__ = (5,)


class Twice:
    __match_args__ = ("a",)
    a = 1


def err(code, **ns):
    try:
        exec(code, {**globals(), **ns})
    except TypeError as e:
        print(e)


err("match Bad():\n case Bad(1): pass")
err("match Bad2():\n case Bad2(1): pass")
err("match Twice():\n case Twice(1, a=1): pass")
err("match Point(1):\n case Point(1, 2, 3): pass")
err("match 5:\n case int(1, 2): pass")
err("match object():\n case object(1): pass")
err("match 5:\n case x(): pass", x=5)


class Prop:
    @property
    def p(self):
        print("get p")
        return 1

    @property
    def boom(self):
        raise ValueError("boom")


match Prop():
    case Prop(p=2): print("two")
    case Prop(nope=1): print("nope")
    case Prop(p=1): print("one")
try:
    match Prop():
        case Prop(boom=1): pass
except ValueError as e:
    print("propagated", e)


class Meta(type):
    def __instancecheck__(cls, o):
        return o == 42


class Answer(metaclass=Meta): pass


match 42:
    case Answer(): print("instancecheck is used")
