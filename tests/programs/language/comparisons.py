"""Comparison chains, identity, membership, and comparison methods."""
x = 5
print(1 < x < 10, 1 < x > 3, 1 < 2 < 3 < 2, 1 == 1.0 == True, 3 > 2 >= 2 != 1)
calls = []


def f(v):
    calls.append(v)
    return v


print(f(1) < f(5) < f(3) < f(9), calls)
print(1 in [1] == True, (1 in [1]) == True, 1 < 2 in [2])
print(None is None, None is not x, [] is [], x is x, "a" not in "bcd", not 1 in [2])
print("b" in "abc", "" in "", b"b" in b"abc", 98 in b"abc", 3 in range(0, 10, 3), 2.0 in {2}, "k" in {"k": 0})
print([1, 2] < [1, 3], [1] < [1, 0], (1, "b") > (1, "a"), [] < [0], "Z" < "a", b"a" < b"b", {1} < {1, 2}, {1} <= {2})
print((1, 2) == [1, 2], [1] == [1.0], {"a": 1} == {"a": 1.0}, {1, 2} == frozenset([2, 1]), 1 == "1", b"a" == "a")
nan = float("nan")
print(nan == nan, nan != nan, nan in [nan], [nan] == [nan], nan < 1, nan is nan)
for a, b in [(1, "a"), ([], ()), (None, None), ({}, {}), (1j, 2j), ("a", b"a"), (object, 1)]:
    for op in ("<", ">="):
        try:
            print(eval(f"a {op} b"))
        except TypeError as e:
            print(e)
for code in ["1 in 5", "1 in None", "1 in 'abc'", "'a' in b'a'", "300 in b'a'", "[] in {}", "[] in set()", "{} in {1: 2}"]:
    try:
        print(eval(code))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


class V:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        print("lt", end=" ")
        return f"{self.v}<{getattr(o, 'v', o)}"

    def __eq__(self, o):
        print("eq", end=" ")
        return NotImplemented

    def __contains__(self, item):
        return item == "in"


print(V(1) < V(2), V(1) > V(2), V(1) < 5, 5 > V(1))
print(V(1) == V(1), V(1) != V(1))
try:
    V(1) <= V(2)
except TypeError as e:
    print(e)
print("in" in V(0), "out" in V(0), "x" not in V(0))


class Sub(V):
    def __gt__(self, o):
        return "sub gt"

    def __lt__(self, o):
        return "sub lt"


print(V(1) < Sub(2), V(1) > Sub(2), Sub(1) < V(2))


class OnlyIter:
    def __iter__(self):
        return iter([1, 2, 3])


class OnlyItem:
    def __getitem__(self, i):
        return [5, 6][i]


print(2 in OnlyIter(), 4 in OnlyIter(), 6 in OnlyItem(), 7 in OnlyItem())


class NoHash:
    __contains__ = None


try:
    1 in NoHash()
except TypeError as e:
    print(e)
