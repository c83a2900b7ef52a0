"""Sorting algorithms by hand compared with sorted, on several kinds of data."""


def bubble(xs):
    xs = xs[:]
    for i in range(len(xs)):
        swapped = False
        for j in range(len(xs) - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
                swapped = True
        if not swapped: break
    return xs


def insertion(xs):
    out = []
    for x in xs:
        i = len(out)
        while i and out[i - 1] > x: i -= 1
        out.insert(i, x)
    return out


def merge(xs):
    if len(xs) < 2: return xs[:]
    a, b = merge(xs[:len(xs) // 2]), merge(xs[len(xs) // 2:])
    out, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if b[j] < a[i]:
            out.append(b[j])
            j += 1
        else:
            out.append(a[i])
            i += 1
    return out + a[i:] + b[j:]


def quick(xs):
    if len(xs) < 2: return xs[:]
    p = xs[len(xs) // 2]
    return quick([x for x in xs if x < p]) + [x for x in xs if x == p] + quick([x for x in xs if x > p])


def quick_in_place(xs):
    xs, stack = xs[:], [(0, len(xs) - 1)]
    while stack:
        lo, hi = stack.pop()
        if lo >= hi: continue
        p, i = xs[hi], lo
        for j in range(lo, hi):
            if xs[j] < p:
                xs[i], xs[j] = xs[j], xs[i]
                i += 1
        xs[i], xs[hi] = xs[hi], xs[i]
        stack += [(lo, i - 1), (i + 1, hi)]
    return xs


def heap(xs):
    xs = xs[:]
    def sift(i, n):
        while (c := 2 * i + 1) < n:
            if c + 1 < n and xs[c] < xs[c + 1]: c += 1
            if not xs[i] < xs[c]: return
            xs[i], xs[c] = xs[c], xs[i]
            i = c
    for i in reversed(range(len(xs) // 2)): sift(i, len(xs))
    for n in range(len(xs) - 1, 0, -1):
        xs[0], xs[n] = xs[n], xs[0]
        sift(0, n)
    return xs


def shell(xs):
    xs, gap = xs[:], len(xs) // 2
    while gap:
        for i in range(gap, len(xs)):
            x, j = xs[i], i
            while j >= gap and xs[j - gap] > x:
                xs[j] = xs[j - gap]
                j -= gap
            xs[j] = x
        gap //= 2
    return xs


def radix(xs):
    if not xs: return []
    low = min(xs)
    xs, base = [x - low for x in xs], 1
    while base <= max(xs):
        buckets = [[] for _ in range(10)]
        for x in xs: buckets[x // base % 10].append(x)
        xs, base = [x for b in buckets for x in b], base * 10
    return [x + low for x in xs]


def lcg(seed, n, m):
    for _ in range(n):
        seed = (seed * 1664525 + 1013904223) % 2 ** 32
        yield seed % m


data = {"random": list(lcg(1, 120, 1000)), "few": list(lcg(2, 100, 4)), "sorted": list(range(60)), "reversed": list(range(60, 0, -1)), "empty": [], "one": [5], "negative": [-5, 3, -10, 0, 7, -5], "floats": [2.5, -1.5, 1e10, 0.0], "text": "the quick brown fox".split(), "tuples": [(2, "b"), (1, "z"), (2, "a")]}
for f in (bubble, insertion, merge, quick, quick_in_place, heap, shell, radix):
    print(f.__name__, [k for k, v in data.items() if (f is radix and v and not isinstance(v[0], int)) or f(v) == sorted(v)] == list(data))
print(merge(data["negative"]), quick(data["text"]), heap(data["tuples"]), radix(data["few"])[:5], sum(i * v for i, v in enumerate(merge(data["random"]))))
people = [("ann", 30), ("bob", 25), ("cat", 30), ("dan", 25)]
by_age = sorted(people, key=lambda p: p[1])
print(by_age, sorted(by_age, key=lambda p: p[0], reverse=True), sorted(people, key=lambda p: (-p[1], p[0])), min(people, key=lambda p: p[1]), [i for i, _ in sorted(enumerate("banana"), key=lambda p: p[1])])
