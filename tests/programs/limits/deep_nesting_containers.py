"""Structures nested 100,000 deep: printing, comparing and so on finish or raise RecursionError; freeing works."""
import copy

N = 100_000


def attempt(name, f):
    try:
        f()
        print(name, "survived")
    except RecursionError:
        print(name, "survived")


def nest(make):
    x = make(None)
    for _ in range(N):
        x = make(x)
    return x


for name, make in [("list", lambda x: [x]), ("tuple", lambda x: (x,)), ("dict", lambda x: {"k": x})]:
    a, b = nest(make), nest(make)
    attempt(name + " repr", lambda: repr(a))
    attempt(name + " eq", lambda: a == b)
    attempt(name + " ne", lambda: a != b)
    if name in ("list", "tuple"):
        attempt(name + " lt", lambda: a < b)
    attempt(name + " in", lambda: a in [b])
    if name == "tuple":
        attempt("hash", lambda: hash(a))
    attempt(name + " deepcopy", lambda: copy.deepcopy(a))
    del a, b
    print(name, "freed")


class Node:
    def __init__(self, child): self.child = child
    def __repr__(self): return f"Node({self.child!r})"
    def __eq__(self, o): return self.child == o.child


a = nest(Node)
attempt("node repr", lambda: repr(a))
b = nest(Node)
attempt("node eq", lambda: a == b)
del a, b
f = lambda: 0
for _ in range(N):
    f = (lambda g: lambda: g)(f)
del f
s = frozenset()
for _ in range(200):
    s = frozenset([s])
print(hash(s) == hash(s), s == s)
e = None
for _ in range(N):
    n = ValueError("x")
    n.__context__ = e
    e = n
del e, n
print("all freed")
