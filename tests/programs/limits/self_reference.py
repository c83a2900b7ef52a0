"""Containers that hold themselves: repr, comparison, copy, iteration, gc."""
import copy
import gc

a = [1]
a.append(a)
d = {"k": 1}
d["self"] = d
t = ([],)
t[0].append(t)
print(a, d, t, [a, a], {"a": a}, (d,), str(a), f"{d}")
b = [1]
b.append(b)
for f in (lambda: a == b, lambda: a == a, lambda: a < b, lambda: d == {"k": 1, "self": d}, lambda: hash(t), lambda: a in a, lambda: a.index(a), lambda: a.count(a), lambda: t == t):
    try:
        print(f())
    except (RecursionError, TypeError) as e:
        print(type(e).__name__)
e = {"k": 1}
e["self"] = e
try:
    print(d == e)
except RecursionError as x:
    print(type(x).__name__)
c = copy.deepcopy(a)
print(c, c[1] is c, c is not a, copy.copy(a)[1] is a)
dc = copy.deepcopy(d)
print(dc["self"] is dc)


class Node:
    def __init__(self): self.me = self; self.items = [self]
    def __repr__(self): return f"Node({self.items})"


n = Node()
print(n)
m = copy.deepcopy(n)
print(m.me is m, m.items[0] is m)
from collections import deque, OrderedDict, defaultdict
q = deque([1]); q.append(q)
o = OrderedDict(a=1); o["o"] = o
dd = defaultdict(list); dd["d"] = dd
print(q, o, dd, sep="\n")
v = {}
v["vals"] = v.values()
v["items"] = v.items()
try:
    print(repr(v)[:60])
except RecursionError as x:
    print(type(x).__name__)
x = []
x += [x, x]
print(x, len(x), x[0][1][0] is x)
s = []
s.append(iter(s))
print(len(s))
gc.collect()
before = len(gc.get_objects())
for _ in range(100):
    y = []
    y.append(y)
    z = {"y": y}
    y.append(z)
del y, z
print(gc.collect() >= 100)
import types
ns = types.SimpleNamespace()
ns.me = ns
print(ns)
lst = []
lst.append(lst)
lst.append((lst,))
print(lst)
lst.clear()


class L(list):
    pass


l = L()
l.append(l)
print(l)
