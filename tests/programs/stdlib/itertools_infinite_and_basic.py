"""itertools: count, cycle, repeat, chain, compress, islice, takewhile and friends."""
from itertools import *


def err(f, *a, **k):
    try:
        r = f(*a, **k)
        print(list(islice(r, 5)) if hasattr(r, "__next__") else r)
    except Exception as e:
        print(type(e).__name__, e)


print(list(islice(count(), 3)), list(islice(count(5, -2), 3)), list(islice(count(0.5, 0.25), 3)), list(islice(count(10 ** 20), 2)), count(3), count(1, 2), count(step=3), repr(count(1.5)))
print(list(islice(cycle("ab"), 5)), list(cycle([])), list(repeat("x", 3)), list(islice(repeat(1), 2)), repeat("x", 2), repeat(5), list(repeat(1, -5)), repeat(object=1, times=2))
print(list(chain("ab", [1], ())), list(chain()), list(chain.from_iterable(["ab", "c"])), list(compress("abcd", [1, 0, 1])), list(islice("abcdef", 2)), list(islice("abcdef", 1, 4)), list(islice("abcdef", 0, None, 2)), list(islice("abc", None)), list(islice(range(10), 2, 100, 3)))
print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(None, [0, 1, ""])), list(filterfalse(lambda x: x % 2, range(5))), list(starmap(pow, [(2, 3), (3, 2)])), list(pairwise("abcd")), list(pairwise("a")), list(batched("abcdefg", 3)), list(batched("abcd", 2, strict=True)))
print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], initial=10)), list(accumulate("abc")), list(accumulate([3, 1, 2], max)), list(accumulate([], initial=5)), list(accumulate([1, 2], lambda a, b: a * b)), list(zip_longest("ab", [1], fillvalue="-")), list(zip_longest("a", "bc", "")), list(zip_longest()))
a, b, c = tee([1, 2, 3], 3)
print(next(a), next(a), list(b), list(a), list(c), tee([], 0), len(tee("x")))
x, y = tee(iter("abc"))
x2 = tee(x, 1)[0]
print(next(x2), list(y))
print([(k, list(g)) for k, g in groupby("aaabbc")], [(k, len(list(g))) for k, g in groupby([1, 1, 2, 3, 3], key=lambda v: v > 2)], list(groupby([])))
g = groupby("aab")
k1, g1 = next(g)
k2, g2 = next(g)
print(k1, list(g1), k2, list(g2))
it = iter([1, 2, 3, 4, 5])
print(list(islice(it, 2)), list(it))
for f, args in [(islice, ("a",)), (islice, ("a", -1)), (islice, ("a", "x")), (islice, ("a", 1, 2, 0)), (islice, (5, 1)), (count, ("a",)), (count, (1, 2, 3)), (repeat, ()), (repeat, (1, "a")), (cycle, (5,)), (chain, (5,)), (chain.from_iterable, ([5],)), (accumulate, (5,)), (batched, ("a", 0)), (batched, ("abc", 2)), (tee, (5,)), (tee, ("a", -1)), (starmap, (pow, [5])), (starmap, (pow, [(1,)])), (takewhile, (5, [1])), (compress, ("a",)), (groupby, (5,)), (zip_longest, (5,)), (pairwise, (5,)), (filterfalse, (None,)), (groupby, ([1], 5))]:
    err(f, *args)
err(batched, "abc", 2, strict=True)
err(zip_longest, [1], fill=1)
err(islice, "abc", stop=2)
print(type(count()).__name__, count.__module__, list(map(type(iter([])).__name__.__class__, chain([1], [2]))), sum(islice(count(1), 100)), dict(zip(count(), "ab")), next(c2 := count(2 ** 63 - 1)), next(c2), list(islice(cycle(range(3)), 2, 8)))
