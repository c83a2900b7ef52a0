"""Classes whose __hash__, __eq__, __lt__, __len__, __iter__ and friends fail or lie."""


class Raises:
    def __hash__(self): raise ValueError("hash")
    def __eq__(self, o): raise ValueError("eq")
    def __lt__(self, o): raise ValueError("lt")
    def __len__(self): raise ValueError("len")
    def __iter__(self): raise ValueError("iter")
    def __bool__(self): raise ValueError("bool")
    def __repr__(self): raise ValueError("repr")
    def __str__(self): raise ValueError("str")
    def __format__(self, s): raise ValueError("format")
    def __contains__(self, x): raise ValueError("contains")
    def __getitem__(self, k): raise ValueError("getitem")
    def __setitem__(self, k, v): raise ValueError("setitem")
    def __delitem__(self, k): raise ValueError("delitem")
    def __getattr__(self, n): raise ValueError("getattr " + n)
    def __setattr__(self, n, v): raise ValueError("setattr")
    def __call__(self): raise ValueError("call")
    def __enter__(self): raise ValueError("enter")
    def __exit__(self, *a): raise ValueError("exit")
    def __add__(self, o): raise ValueError("add")
    def __index__(self): raise ValueError("index")
    def __next__(self): raise ValueError("next")
    def __reversed__(self): raise ValueError("reversed")
    def __length_hint__(self): raise ValueError("length_hint")
    def __dir__(self): raise ValueError("dir")
    def __instancecheck__(self, o): raise ValueError("instancecheck")


r = Raises()


def with_r():
    with r:
        pass


def del_item(): del r[0]
def set_attr(): r.x = 1
def set_item(): r[0] = 1


for f in (lambda: hash(r), lambda: {r}, lambda: {r: 1}, lambda: {}[r], lambda: r == 1, lambda: r in [1], lambda: [1].index(r), lambda: [r, r].count(5), lambda: sorted([r, r]), lambda: len(r), lambda: list(r), lambda: [*r], lambda: bool(r), lambda: not r, lambda: r and 1, lambda: repr(r), lambda: str(r), lambda: f"{r}", lambda: [r].__repr__(), lambda: print(r), lambda: "%s" % r, lambda: "{}".format(r), lambda: 1 in r, lambda: r[0], set_item, del_item, lambda: r.zz, set_attr, r, with_r, lambda: r + 1, lambda: [1][r], lambda: next(r), lambda: reversed(r), lambda: dir(r), lambda: isinstance(1, r), lambda: max(r, r), lambda: (r,) == (1,), lambda: {"a": r} == {"a": 1}, lambda: any([r]), lambda: [x for x in [1] if r], lambda: 1 if r else 2, lambda: hasattr(r, "q"), lambda: "".join(r), lambda: dict(r), lambda: sum(r), lambda: int(r), lambda: range(r), lambda: print(*r), lambda: bytes(r), lambda: set(r), lambda: min(r), lambda: zip(r), lambda: tuple(r), lambda: str.join(",", r)):
    try:
        print("ok", type(f()).__name__, end="; ")
    except (ValueError, TypeError) as e:
        print(e, end="; ")
print()


class Liar:
    def __init__(self, n=0): self.n = n
    def __len__(self): return 10 ** 6
    def __hash__(self): return self.n
    def __eq__(self, o): return True
    def __lt__(self, o): return True
    def __iter__(self): return iter([1, 2])
    def __getitem__(self, i): return i if i < 3 else [][0]


x = Liar()
print(list(x), tuple(x), [*x], len(x), sorted([Liar(1), Liar(2)])[0].n in (1, 2), {Liar(1): "a"}[Liar(1)], [5].index(x), x in [1], [1, 2] == [x, x], dict.fromkeys([Liar(1), Liar(1)]).__len__())


class Float:
    def __hash__(self): return 1.5
    def __len__(self): return 2.0
    def __iter__(self): return [1]
    def __repr__(self): return b"x"
    def __bool__(self): return "yes"
    def __index__(self): return "1"
    def __contains__(self, x): return "truthy"
    def __enter__(self): return self
    def __exit__(self, *a): return "truthy"
    def __next__(self): return self
    def __format__(self, s): return None
    def __dir__(self): return [3, 1]
    def __int__(self): return 1.5
    def __round__(self): return "rounded"
    def __lt__(self, o): return []


f = Float()
for g in (lambda: hash(f), lambda: len(f), lambda: iter(f), lambda: repr(f), lambda: bool(f), lambda: [1, 2][f], lambda: 1 in f, lambda: next(f) is f, lambda: format(f), lambda: dir(f), lambda: int(f), lambda: round(f), lambda: f < f, lambda: sorted([f, f]) and 1, lambda: max(f, f) is f, lambda: {f}, lambda: "ab" * f, lambda: [0] * f):
    try:
        print(g(), end="; ")
    except TypeError as e:
        print(e, end="; ")
with f:
    raise ValueError("swallowed by a truthy string")
print("after with")


class Big:
    def __len__(self): return 2 ** 100
    def __hash__(self): return 2 ** 100
    def __index__(self): return 2 ** 100
    def __length_hint__(self): return 2 ** 100
    def __iter__(self): return iter([])


for g in (lambda: len(Big()), lambda: isinstance(hash(Big()), int), lambda: [1][Big()], lambda: list(Big()), lambda: bool(Big()), lambda: "a" * Big(), lambda: [1, 2][:Big()], lambda: range(Big())[0], lambda: bytes(Big()), lambda: chr(Big()), lambda: 1 << Big()):
    try:
        print(g(), end="; ")
    except (OverflowError, IndexError, MemoryError, ValueError, TypeError) as e:
        print(type(e).__name__, e, end="; ")
print()
