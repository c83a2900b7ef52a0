"""iter, next, enumerate, zip, map, filter, reversed, any, all, sorted and their iterators."""


def err(f, *args, **k):
    try:
        r = f(*args, **k)
        print(repr(list(r) if hasattr(r, "__next__") else r))
    except Exception as e:
        print(type(e).__name__, e)


print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate(iterable="x", start=-1)), list(enumerate([], 3)), next(enumerate([7], 10 ** 20)))
print(list(zip("ab", [1, 2, 3])), list(zip()), list(zip([1])), list(zip("ab", "cd", strict=True)), list(zip(*[(1, 2), (3, 4)])), dict(zip("ab", range(2))))
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])), list(map(pow, [2, 3], [3, 2])), list(map(None.__class__, [])), list(map(max, "az", "by")), list(map(lambda *a: a, [1], [2], [3])), list(map(lambda a, b: (a, b), [1, 2], [3, 4], strict=True)))
print(list(filter(None, [0, 1, "", "a", None])), list(filter(str.isupper, "aBcD")), list(filter(lambda x: x % 2, range(6))))
print(list(reversed([1, 2])), list(reversed("ab")), list(reversed(range(3))), list(reversed({1: 2, 3: 4})), list(reversed((1, 2))), any([]), all([]), any([0, 1]), all([1, 0]), any(x > 2 for x in range(5)), all("ab"), any({}), all({0: 1}))
print(list(iter(iter([1]))), list(iter({"k": 1})), next(iter([]), "d"), next(iter("x")), list(iter([1, 2, 3, 4].pop, 2)), type(iter([])).__name__, type(iter(())).__name__, type(iter("")).__name__, type(iter("é")).__name__, type(iter({})).__name__, type(iter(set())).__name__, type(iter(b"")).__name__, type(iter(range(0))).__name__, type(reversed([])).__name__, type(zip()).__name__, type(iter(int, 1)).__name__, type(iter(bytearray())).__name__, type(reversed("a")).__name__, type(iter(memoryview(b""))).__name__)
err(lambda: list(zip("ab", "c", strict=True)))
err(lambda: list(zip("a", "cd", strict=True)))
err(lambda: list(zip("ab", "ab", "a", strict=True)))
err(lambda: list(zip("a", "a", "ab", strict=True)))
err(lambda: list(map(lambda a, b: 0, [1, 2], [3], strict=True)))
for f, a in [(enumerate, ()), (enumerate, (5,)), (enumerate, ([], "a")), (enumerate, ([], 1, 2)), (zip, (5,)), (zip, ([1], 5)), (map, ()), (map, (str,)), (map, (5, [1])), (map, (str, 5)), (filter, ()), (filter, (None,)), (filter, (None, 5)), (filter, (5, [1])), (reversed, ()), (reversed, (5,)), (reversed, ({1},)), (reversed, (iter([]),)), (iter, ()), (iter, (5,)), (iter, (5, 1)), (iter, ([1], 1)), (next, ()), (next, ([1],)), (next, (iter([]),)), (any, ()), (any, (5,)), (all, ([1], [2])), (sorted, ([1, "a"],)), (sorted, ([3], 5)), (len, ()), (len, (iter([]),)), (len, ([1], [2]))]:
    err(f, *a)
err(zip, [1], strict=5)
err(zip, [1], foo=1)
err(map, str, [1], strict=False)
err(enumerate, [1], begin=1)
err(filter, function=None, iterable=[])
err(reversed, sequence=[1])
err(next, iterator=[])
it = iter([1, 2])
print(next(it), list(zip(it, "ab")), list(it), next(it, None))
a, b = iter("abc"), iter([1])
print(list(zip(a, b)), next(a), list(zip(b, a)), list(a))


class Seq:
    def __len__(self): return 3
    def __getitem__(self, i): return i * 10


print(list(reversed(Seq())), next(iter(Seq())))


class BadLen:
    def __len__(self): return -1
    def __getitem__(self, i): return i


err(lambda: reversed(BadLen()))
err(lambda: len(BadLen()))


class Stop:
    def __iter__(self): return self
    def __next__(self): raise ValueError("from next")


err(lambda: list(Stop()))
err(lambda: list(map(str, Stop())))
err(lambda: any(Stop()))
err(lambda: [*zip([1], Stop())])
err(lambda: next(Stop(), "default does not help"))
e = enumerate("abc")
next(e)
m = map(str, [1, 2])
next(m)
print(list(e), list(m), list(m), iter(m) is m, e.__next__.__name__)
