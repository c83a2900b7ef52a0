"""range: indexing, slicing, membership, comparison, big values, errors."""
r = range(2, 20, 3)
print(r, list(r), len(r), r[0], r[-1], r[1:4], r[::-1], r[::2], r[10:], r[-3:-1], r.start, r.stop, r.step, r.index(8), r.count(8), r.count(9), 8 in r, 9 in r, 8.0 in r, "a" in r, list(reversed(r)), r == range(2, 18, 3) or r == range(2, 20, 3), bool(range(0)), range(5), range(0, 5, 1))
print(range(0) == range(2, 1), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2], hash(range(0, 3, 2)) == hash(range(0, 4, 2)), hash(range(0)) == hash(range(1, 0)), {range(3): 1}[range(3)], range(10, 0, -3)[-1], list(range(5, 0)), list(range(0, -5, -2)), list(range(-5, 5, 5)), range(1) != range(2), range(3).__eq__(5))
big = range(10 ** 30, 10 ** 30 + 10 ** 20, 10 ** 10)
print(big[5], big[-1], 10 ** 30 + 10 ** 10 in big, big.index(10 ** 30 + 3 * 10 ** 10), big[2:5], big[::-1][0], range(10 ** 30)[10 ** 29], sum(range(10 ** 18, 10 ** 18 + 3)), [x for x in range(2 ** 63, 2 ** 63 + 2)], list(range(-2 ** 64, 2 ** 64, 2 ** 63)), range(2 ** 100)[::2 ** 99], list(reversed(range(2 ** 64, 2 ** 64 + 3))))


def err(f, *args, **k):
    try:
        print(repr(f(*args, **k)))
    except Exception as e:
        print(type(e).__name__, e)


for f, args in [(range, ()), (range, (1, 2, 0)), (range, (1.5,)), (range, ("a",)), (range, (1, 2, 3, 4)), (r.index, (9,)), (r.index, ("a",)), (r.__getitem__, (100,)), (r.__getitem__, (-100,)), (r.__getitem__, ("a",)), (len, (range(10 ** 30),)), (r.index, ()), (range, (None,)), (r.__getitem__, (1.0,)), (r.count, ()), (range, (0, 5, None))]:
    err(f, *args)
err(range, stop=5)
for code in ["r.start = 1", "r[0] = 1", "del r[0]", "r + r", "r < r", "r * 2", "r.x", "r.x = 1"]:
    try:
        exec(code)
        print("ok")
    except Exception as e:
        print(type(e).__name__, e)
it = iter(range(5))
print(next(it), next(it), it.__length_hint__(), list(it), list(it), type(it).__name__, type(iter(big)).__name__, it.__length_hint__())


class I:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n


print(list(range(I(3))), range(True), range(I(1), I(10), I(4)), range(10)[I(2)], I(3) in range(5), 3 in range(5), True in range(2), 2 ** 70 in range(5), -1 in range(5), 1.5 in range(3), 1 + 0j in range(3), [1] in range(3))


class Eq:
    def __eq__(self, o): return o == 2


print(Eq() in range(5), range(5).index(Eq()), range(5).count(Eq()), range(5).index(True), [i for i in range(3) for j in range(i)], max(range(10), key=lambda x: x % 7), sum(range(101)), list(zip(range(3), range(3, 0, -1))), *range(3), [*range(2)], tuple(range(3)), sorted(range(3), reverse=True), list(map(str, range(2))), dict(enumerate(range(2, 4))))
for i in range(3):
    i = 10
print(i, isinstance(r, range), repr(range(1, 2, 1)), repr(range(-1)), str(range(0, 10, -1)), r.__len__(), r.__contains__(5), range.__name__)
