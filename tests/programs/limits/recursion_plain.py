"""Recursion without end raises RecursionError everywhere, and the program goes on."""
import sys

print(sys.getrecursionlimit())


def plain(n):
    return plain(n + 1)


def mutual_a(n): return mutual_b(n)
def mutual_b(n): return mutual_a(n)


class C:
    def __getattr__(self, name): return getattr(self, name + "x")
    def method(self): return self.method()
    def __call__(self): return self()
    @property
    def prop(self): return self.prop
    def __repr__(self): return repr(self)
    def __add__(self, o): return self + o
    def __eq__(self, o): return self == o
    def __hash__(self): return hash(self)
    def __len__(self): return len(self)
    def __iter__(self): return iter(self)
    def __getitem__(self, k): return self[k]
    def __bool__(self): return bool(self)
    def __contains__(self, x): return x in self
    def __str__(self): return str(self)
    def __format__(self, s): return format(self, s)
    def __lt__(self, o): return self < o
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass


class New:
    def __new__(cls): return cls()


class Init:
    def __init__(self): Init()


def gen():
    yield from gen()


def use_with():
    with C(): pass


lam = lambda x: lam(x)
c = C()
for f in (lambda: plain(0), lambda: mutual_a(0), lambda: c.name, c.method, c, lambda: c.prop, lambda: repr(c), lambda: c + 1, lambda: c == 1, lambda: hash(c), lambda: len(c), lambda: iter(c), lambda: c[0],
          lambda: bool(c), lambda: 1 in c, lambda: str(c), lambda: f"{c}", lambda: c < c, use_with, New, Init, lambda: next(gen()), lambda: lam(1), lambda: sorted([c, c]), lambda: [c].index(5), lambda: max(c, c), lambda: {c}, lambda: "%s" % c, lambda: eval("plain(0)")):
    try:
        f()
        print("no error")
    except RecursionError as e:
        print(type(e).__name__, end="; ")
print()


def depth(n):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


d = depth(0)
print(900 < d < 1000)
print(depth(0) == d, depth(0) == d)


def count_down(n): return 0 if n == 0 else 1 + count_down(n - 1)


print(count_down(900))
sys.setrecursionlimit(5000)
print(count_down(4500))
sys.setrecursionlimit(20000)
print(count_down(15000))
sys.setrecursionlimit(200)
try:
    count_down(500)
except RecursionError as e:
    print(e)
for bad in (0, -1, 1, "x", 10 ** 20):
    try:
        sys.setrecursionlimit(bad)
        print("set to", bad)
    except (ValueError, RecursionError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
