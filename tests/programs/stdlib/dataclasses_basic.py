"""dataclasses: fields, defaults, comparison, repr, order, frozen, post-init, helpers."""
from dataclasses import *


@dataclass
class P:
    x: int
    y: int = 5
    tags: list = field(default_factory=list)

    def norm(self): return self.x ** 2 + self.y ** 2


p = P(1)
p.tags.append("t")
print(p, P(1).tags, P(1) == P(1), P(1) == P(2), P(1) != (1, 5, []), p.norm(), P(y=1, x=2), [f.name for f in fields(P)], asdict(p), astuple(p), replace(p, x=9), is_dataclass(P), is_dataclass(p), is_dataclass(int), P.__match_args__, P.__doc__, P.y, hasattr(P, "x"), P.__hash__)


@dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = 0
    note: str = field(default="", compare=False, repr=False)


print(V(1, 2) < V(1, 3), sorted([V(2), V(1, 5), V(1)]), V(1, note="a") == V(1, note="b"), hash(V(1)) == hash(V(1)), {V(1): "k"}[V(1)], V(1) <= V(1), max(V(1), V(2)), replace(V(1), minor=7))


@dataclass
class Init:
    a: int
    b: int = field(init=False)
    c: InitVar[int] = 10
    total: int = field(init=False, default=0)

    def __post_init__(self, c):
        self.b = self.a * 2
        self.total = self.a + self.b + c


print(Init(1), Init(1, 100), [f.name for f in fields(Init)])


@dataclass
class Base:
    a: int
    b: int = 2


@dataclass
class Sub(Base):
    c: int = 3
    a: str = "over"


print(Sub(), Sub(1, 2, 3), Base(1) == Sub(1), [(f.name, f.default if f.default is not MISSING else "-") for f in fields(Sub)])


@dataclass(slots=True)
class S:
    x: int
    y: int = 1


@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2


@dataclass
class Mixed:
    a: int
    _: KW_ONLY
    b: int
    c: int = 3


@dataclass(eq=False, repr=False)
class Bare:
    x: int = 1


@dataclass(unsafe_hash=True)
class UH:
    x: int


@dataclass
class Node:
    v: int
    next: "Node | None" = None


n = Node(1, Node(2))
n.next.next = n
print(S(1), hasattr(S(1), "__dict__"), S.__slots__, K(a=1), Mixed(1, b=2), Bare() == Bare(), hash(UH(1)) == hash(UH(1)), n, Node(1, Node(2)))
M = make_dataclass("M", ["x", ("y", int), ("z", int, field(default=5))], namespace={"s": lambda self: self.x + self.y})
print(M(1, 2), M(1, 2).s(), asdict(Node(1, Node(2))), astuple(Node(1, Node(2))), asdict(P(1, tags=[P(2)])), asdict(p, dict_factory=lambda kv: sorted(k for k, _ in kv)))


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


err(lambda: P())
err(lambda: P(1, 2, 3, 4))
err(lambda: P(1, z=2))
err(lambda: setattr(V(1), "major", 2))
err(lambda: delattr(V(1), "major"))
err(lambda: P(1) < P(2))
err(lambda: hash(P(1)))
err(lambda: V(1) < 5)
err(lambda: K(1))
err(lambda: setattr(S(1), "q", 1))
err(lambda: fields(5))
err(lambda: asdict(5))
err(lambda: replace(Init(1), b=5))
err(lambda: replace(5, a=1))
err(lambda: Mixed(1, 2))
err(lambda: dataclass(type("B", (), {"__annotations__": {"a": int, "b": int}, "a": 1})))
err(lambda: dataclass(type("B", (), {"__annotations__": {"a": list}, "a": []})))
err(lambda: field(default=1, default_factory=list))
err(lambda: dataclass(order=True, eq=False)(type("B", (), {})))
err(lambda: dataclass(frozen=True)(type("B", (P,), {})))
err(lambda: make_dataclass("Q", ["1x"]))
err(lambda: make_dataclass("Q", ["x", "x"]))
err(lambda: FrozenInstanceError.__mro__[1].__name__)
match P(1, 2):
    case P(a, b): print("match", a, b)
