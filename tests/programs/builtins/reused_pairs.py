"""Pairs of iterators that are kept stay what they are; short ways of natives give what the long ones do."""

import functools

for make in (
    lambda: enumerate("abc"),
    lambda: zip("abc", [1, 2, 3]),
    lambda: {"a": 1, "b": 2, "c": 3}.items(),
    lambda: reversed({"a": 1, "b": 2, "c": 3}.items()),
):
    kept = [pair for pair in make()]
    print(kept, len({id(pair) for pair in kept}))
    it = iter(make())
    first = next(it)
    second = next(it)
    print(first, second, first is second)
    for pair in it:
        also = pair
    print(also, pair is also)


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("end of", self.name)


for n, noisy in enumerate(Noisy(c) for c in "xy"):
    print(n, noisy.name)
del noisy
print("after")


# Equality of frozensets as keys.
class Same:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 7

    def __eq__(self, other):
        print("asked")
        return isinstance(other, Same) and self.n == other.n


groups = {}
for i in range(12):
    key = frozenset((i % 2, str(i % 3)))
    groups[key] = groups.get(key, 0) + 1
print(sorted(groups.values()), frozenset((1, "2")) in groups, frozenset((True, "2")) in groups)
print({frozenset([Same(1)]): "one"}.get(frozenset([Same(1)])))
print({frozenset([Same(1)]): "one"}.get(frozenset([Same(2)])))
nested = frozenset([frozenset([1, (2, "x")]), frozenset()])
print({nested: 5}[frozenset([frozenset(), frozenset([(2, "x"), 1.0])])])
print(frozenset([0.0]) == frozenset([-0.0]), {frozenset([0]): 1}.get(frozenset([False])))

# Bytes and tuples as keys.
table = {b"ab": 1, ("ab", 1): 2, ("ab", (1, b"x")): 3, -1: 4, (-1, -2): 5}
print(table[bytes([97, 98])], table["a" + "b", 1], table["ab", (True, b"x")], table[-1.0], table[-1, -2])
print(b"ab" == bytearray(b"ab"), bytearray(b"x") in [b"x"], "ab" in table, ("ab",) in table)
try:
    table["ab", [1]]
except TypeError as error:
    print(error)

# Slices and slice stores.
items = list(range(6))
items[:3] = items[2::-1]
print(items)
items[1:3] = [item for item in "xyz"]
print(items, items[::-1], items[-2::-2], items[4:1], items[1:1])
items[:] = items
items[::2] = [0] * 4
print(items)
try:
    items[::2] = [1, 2]
except ValueError as error:
    print(error, items)
text = "grüße"
print(text[1:3], text[2:2], text[-1:], "abc"[1:2] is "abc"[1], "abc"[5:], text[:])


# The least and the greatest.
class Word(str):
    pass


print(min(3, 1, 2), max("b", "c", "a"), min(2.5, 2, 3), max(1, True), min(True, 1, 0.5))
low, also_low = Word("a"), Word("a")
print(min(low, also_low) is low, max(low, also_low) is low, max([low, also_low]) is low)
nan = float("nan")
print(min(nan, 1), min(1, nan), max([nan, 1]), max([1, nan]))
for call in (lambda: min(1, "a"), lambda: max(), lambda: max([]), lambda: min(1), lambda: max([1, "a"])):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)

# Natives with some of their defaults.
print([1, 2].pop(), "a-b-c".replace("-", "+", 1), "a b".split(), {}.get("k"), {1: 2}.get(1), {}.get(1, 3))
for call in (lambda: [].pop(), lambda: list.pop(3), lambda: dict.get({}), lambda: {}.get([]), lambda: dict.get(1, 2)):
    try:
        print(call())
    except (TypeError, IndexError) as error:
        print(type(error).__name__, error)


def gather(*args, **kwargs):
    return args, kwargs


print(functools.partial(gather, 1, 2)(3), functools.partial(gather, 1, k=2)(3, j=4))
print(functools.partial(gather)(k=1), functools.partial(gather, *range(5))(5, 6, k=7))

# Fixed-point floats.
print(*(f"{x:.{n}f}" for x in (0.5, 1.5, 2.675, 0.125, 999999999.9999999, 1e-12, 5e-324, 1e9, 0.0, -0.0, -1.25) for n in (0, 1, 2, 9, 10)))
print("%.3f %.0f %5.1f|%-8.2f|" % (2.0005, 2.5, 9.96, -0.004))
