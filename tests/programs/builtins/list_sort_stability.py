"""Sorting: stability, keys called once, comparisons used, long runs, mutation during sort, many types."""
import random
import functools

calls = []


def key(x):
    calls.append(x)
    return x % 3


data = [5, 3, 8, 1, 9, 4]
print(sorted(data, key=key), calls)
r = random.Random(1)
for n in (0, 1, 2, 3, 10, 31, 32, 33, 63, 64, 65, 100, 500, 2000):
    xs = [r.randrange(n // 2 + 1) for _ in range(n)]
    tagged = [(x, i) for i, x in enumerate(xs)]
    tagged.sort(key=lambda t: t[0])
    ok = all(a[0] < b[0] or (a[0] == b[0] and a[1] < b[1]) for a, b in zip(tagged, tagged[1:]))
    rev = sorted(((x, i) for i, x in enumerate(xs)), key=lambda t: t[0], reverse=True)
    okr = all(a[0] > b[0] or (a[0] == b[0] and a[1] < b[1]) for a, b in zip(rev, rev[1:]))
    print(n, ok, okr, sorted(xs) == sorted(sorted(xs, reverse=True)), end="; ")
print()
for pattern in (range(100), range(100, 0, -1), [1] * 50, list(range(50)) + list(range(50)), [i ^ 5 for i in range(100)], sorted(range(100), key=lambda i: i % 7)):
    xs = list(pattern)
    ys = xs[:]
    ys.sort()
    print(ys[:3], ys[-3:], len(ys) == len(xs), sum(ys) == sum(xs), end="; ")
print()


class C:
    count = 0

    def __init__(self, v): self.v = v

    def __lt__(self, o):
        C.count += 1
        return self.v < o.v

    def __repr__(self): return f"C{self.v}"


xs = [C(i) for i in (3, 1, 2)]
print(sorted(xs), sorted(xs, reverse=True), C.count <= 12, max(xs), min(xs))
C.count = 0
sorted(C(i) for i in range(1000))
print(C.count)
C.count = 0
sorted([C(i) for i in range(1000)], reverse=True)
print(C.count)
C.count = 0
sorted(C(i) for i in range(1000, 0, -1))
print(C.count)
lst = [3, 2, 1]


def mutating(x):
    lst.append(x)
    return x


try:
    lst.sort(key=mutating)
except ValueError as e:
    print(e, lst)
lst = [3, 2, 1]
seen = []
lst.sort(key=lambda x: seen.append(len(lst)) or x)
print(lst, seen)


class Boom:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        raise ValueError("compare failed")


xs = [Boom(1), Boom(2), Boom(3)]
try:
    xs.sort()
except ValueError as e:
    print(e, [b.v for b in xs])
xs = [3, "a", 1]
try:
    xs.sort()
except TypeError as e:
    print(e, sorted(map(str, xs)))
cmp = functools.cmp_to_key(lambda a, b: (a > b) - (a < b) if type(a) is type(b) else (str(a) > str(b)) - (str(a) < str(b)))
print(sorted([3, "b", 1, "a", 2], key=cmp), sorted(["10", "9", "1"], key=int), sorted([1.5, 1, True, 0.5, -1, 10 ** 30, float("inf"), float("-inf")]), sorted([b"b", b"a"]), sorted([(1, 2), (1,), ()]), sorted([[2], [1, 5], []]), sorted(["é", "z", "a", "日"]), sorted([{1, 2}, {1}], key=len))
print(sorted([("b", 2), ("a", 2), ("c", 1)], key=lambda t: (t[1], t[0])), sorted({3: "x", 1: "y"}.items()), sorted("hello world"), sorted([3, 1, 2], key=lambda x: (x % 2, -x)), [*reversed(sorted([2, 3, 1]))])
