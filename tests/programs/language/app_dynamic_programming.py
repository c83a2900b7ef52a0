"""Edit distance, knapsack, longest common subsequence, coin change, partitions, matrix chains."""
from functools import cache


@cache
def edit(a, b):
    if not a or not b: return len(a) + len(b)
    return min(edit(a[1:], b) + 1, edit(a, b[1:]) + 1, edit(a[1:], b[1:]) + (a[0] != b[0]))


def lcs(a, b):
    t = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            t[i + 1][j + 1] = t[i][j] + x if x == y else max(t[i][j + 1], t[i + 1][j], key=len)
    return t[-1][-1]


def knapsack(items, cap):
    best = [(0, ())] * (cap + 1)
    for name, wt, val in items:
        for c in range(cap, wt - 1, -1):
            best[c] = max(best[c], (best[c - wt][0] + val, best[c - wt][1] + (name,)), key=lambda p: p[0])
    return best[cap]


def coins(total, kinds):
    ways = [1] + [0] * total
    for k in kinds:
        for t in range(k, total + 1): ways[t] += ways[t - k]
    return ways[total]


def partitions(n, most=None):
    most = n if most is None else most
    if n == 0: yield []
    for k in range(min(n, most), 0, -1):
        for rest in partitions(n - k, k): yield [k] + rest


@cache
def chain(dims):
    if len(dims) < 3: return 0
    return min(chain(dims[:k + 1]) + chain(dims[k:]) + dims[0] * dims[k] * dims[-1] for k in range(1, len(dims) - 1))


print(edit("kitten", "sitting"), edit("", "abc"), edit("intention", "execution"), edit.cache_info().misses > 50)
print(lcs("ABCBDAB", "BDCABA"), lcs("", "x"), lcs("programming", "gaming"))
print(knapsack([("a", 1, 1), ("b", 3, 4), ("c", 4, 5), ("d", 5, 7)], 7), coins(100, [1, 5, 10, 25, 50]), coins(1000, range(1, 30)))
print(list(partitions(5)), sum(1 for _ in partitions(20)), chain((10, 30, 5, 60)), chain((40, 20, 30, 10, 30)))


def longest_increasing(xs):
    best = []
    for i, x in enumerate(xs):
        best.append(max((b for b in best if b[-1] < x), key=len, default=[]) + [x])
    return max(best, key=len)


def catalan(n): return 1 if n == 0 else sum(catalan_c(i) * catalan_c(n - 1 - i) for i in range(n))


catalan_c = cache(catalan)
print(longest_increasing([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9]), [catalan_c(i) for i in range(15)], catalan_c(60))
row, tri = [1], []
for _ in range(8):
    tri.append(row)
    row = [a + b for a, b in zip([0] + row, row + [0])]
print(*tri, sep="\n")
a, b = 0, 1
seq = {}
for n in range(300):
    if a % 1000 == 0 and n: seq[n] = a
    a, b = b, a + b
print(seq, a)
