"""copy: shallow, deep, memo, hooks, replace, reductions."""
import copy

a = [1, [2, 3], {"k": [4]}]
s, d = copy.copy(a), copy.deepcopy(a)
a[1].append("x"); a[2]["k"].append("y")
print(a, s, d, s[1] is a[1], d[1] is a[1])
for x in (5, "s", 2.5, None, (1, 2), frozenset([1]), b"b", range(3), len, int, True, ..., lambda: 0, slice(1)):
    if copy.copy(x) is not x or copy.deepcopy(x) is not x: print("differs", type(x).__name__)
t = ([1], 2)
print(copy.copy(t) is t, copy.deepcopy(t) is t, copy.deepcopy(t), copy.deepcopy((1, (2,))), copy.copy({1, 2}), copy.deepcopy({"a": {1: [2]}}), copy.copy(bytearray(b"x")), copy.deepcopy([bytearray(b"y")]))
shared = [0]
p = copy.deepcopy([shared, shared])
print(p[0] is p[1], p[0] is shared)
r = [1]; r.append(r)
q = copy.deepcopy(r)
print(q[1] is q, q is not r)


class Plain:
    def __init__(self, v): self.v = v


o = Plain([1])
c, dc = copy.copy(o), copy.deepcopy(o)
print(c.v is o.v, dc.v is o.v, dc.v, type(dc).__name__, c is o)


class Hooks:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return ("deep", type(memo).__name__)


print(copy.copy(Hooks()), copy.deepcopy(Hooks()), copy.deepcopy([Hooks()]))


class Slots:
    __slots__ = ("a", "b")


sl = Slots(); sl.a = [1]
cs = copy.deepcopy(sl)
print(cs.a, hasattr(cs, "b"), cs.a is sl.a, copy.copy(sl).a is sl.a)


class State:
    def __init__(self): self.x, self.cache = 1, "heavy"
    def __getstate__(self): return {"x": self.x}
    def __setstate__(self, st): self.__dict__.update(st, restored=True)


print(copy.copy(State()).__dict__, copy.deepcopy(State()).__dict__)


class Reduce:
    def __init__(self, a, b): self.a, self.b = a, b
    def __reduce__(self): return (Reduce, (self.a, "reduced"))


print(vars(copy.copy(Reduce(1, 2))), vars(copy.deepcopy(Reduce([1], 2))))


class L(list):
    pass


class D(dict):
    pass


l = L([1, [2]]); l.extra = {"e": 1}
m = copy.deepcopy(l)
print(m, type(m).__name__, m.extra, m.extra is l.extra, m[1] is l[1], type(copy.copy(D(a=1))).__name__, copy.copy(l).extra is l.extra)


class NewArgs(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    def __getnewargs__(self): return tuple(self)


print(copy.copy(NewArgs(1, 2)), copy.deepcopy(NewArgs([1], 2)))
e = copy.copy(ValueError("m", 1))
print(repr(e), repr(copy.deepcopy(OSError(2, "x"))))
memo = {}
copy.deepcopy(shared, memo)
print(id(shared) in memo, copy.Error.__name__, copy.error is copy.Error)
from collections import deque, OrderedDict, defaultdict, Counter, namedtuple
import types
print(copy.deepcopy(deque([[1]])), copy.copy(OrderedDict(a=[1])), copy.deepcopy(defaultdict(list, a=[1])), copy.copy(Counter("aa")), copy.deepcopy(types.SimpleNamespace(a=[1])))
N = namedtuple("N", "a b")
print(copy.replace(N(1, 2), a=5), copy.copy(N(1, [2])), copy.replace(slice(1, 2), stop=9) if hasattr(slice, "__replace__") else "", copy.replace(types.SimpleNamespace(a=1), a=2))
for f in (lambda: copy.replace([1], a=1), lambda: copy.copy((i for i in [])), lambda: copy.replace(N(1, 2), z=1), lambda: copy.deepcopy(open("/dev/null")), lambda: copy.deepcopy([iter([1])]).__class__):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
