"""Comprehensions of the four kinds: nesting, conditions, scopes, evaluation order."""
print([i * i for i in range(5)], {i % 3 for i in range(9)} == {0, 1, 2}, {k: v for k, v in zip("ab", [1, 2])})
print(list(i for i in "xyz"), sum(i for i in range(10) if i % 2))
print([(i, j) for i in range(3) for j in range(i)], [i for i in range(20) if i % 2 if i % 3])
print([[j for j in range(i)] for i in range(4)])
print([x for row in [[1, 2], [3]] for x in row], [a + b for a, b in [(1, 2), (3, 4)]], [a for a, *_ in ["xy", "zw"]])
i = "outer"
[i for i in range(3)]
print(i)
print([lambda: i for i in range(3)][0](), [f() for f in [lambda j=j: j for j in range(3)]])


class C:
    n = 3
    ok = [x for x in range(n)]
    sizes = {x: len(str(x)) for x in (1, 22)}
    try:
        bad = [n for _ in range(1)]
    except NameError as e:
        print("class scope:", e)


print(C.ok, C.sizes)


def local(n):
    k = 2
    return [n * k + m for m in range(n)], {k for _ in "a"}, list(k for _ in range(2)), locals()


print(local(3))
order = []


def note(x, v):
    order.append(x)
    return v


{note("k", 1): note("v", 2) for _ in note("it", [0, 1])}
print(order)
order.clear()
g = (note("body", x) for x in note("outer", [1, 2]) for y in note("inner", [1]))
print("made", order)
list(g)
print(order)
try:
    (x for x in 5)
except TypeError as e:
    print(e)
try:
    [x for x in [1, 2] if x / 0]
except ZeroDivisionError as e:
    print(e)
d = {x: y for x, y in [("a", 1), ("b", 2), ("a", 3)]}
print(d)
print({**{k: 0 for k in "ab"}, **{k: 1 for k in "bc"}})
print([(lambda z: z + y)(1) for y in range(3)])
print([x if x else "zero" for x in range(3)], [x for x in (1, 2, 3) if x != 2 and x])
nested = [[i * j for j in range(1, 4)] for i in range(1, 4)]
print(nested, [list(r) for r in zip(*nested)], [c for r in nested for c in r if c % 2])
print([y for x in range(3) for y in [x * x]], [(a, b) for a in "ab" if a > "a" for b in range(2) if b])
print(*(x for x in "gen"), sep="|")


def outer():
    def inner():
        return [captured + x for x in range(2)]
    captured = 10
    return inner(), [[captured for _ in range(1)] for _ in range(2)]


print(outer())
x = 1
print([x for x in [x, x + 1]], x)
e = [e for e in range(3)]
print(e)
squares = (n * n for n in range(10 ** 9))
print(next(squares), next(squares), next(squares))
print({(a, b): a * b for a in range(1, 3) for b in range(1, 3)}, {x.upper() for x in "aA"})
print([... for _ in range(2)], [() for () in [(), []]])
