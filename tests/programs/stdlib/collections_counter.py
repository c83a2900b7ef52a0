"""collections.Counter: counting, arithmetic, most_common, updates, errors."""
from collections import Counter

c = Counter("abracadabra")
print(c, c["a"], c["zz"], "zz" in c, len(c), c.total(), c.most_common(2), c.most_common(), list(Counter(a=2, b=0, c=-1).elements()), sorted(c.elements()))
print(Counter(), Counter([1, 1, 2]), Counter({"x": 3}), Counter(a=1, b=2), Counter("ab", a=5), c.most_common(0), c.most_common(None)[0], c.most_common(100)[-1])
a, b = Counter(x=3, y=1), Counter(x=1, y=2, z=5)
print(a + b, a - b, a & b, a | b, +Counter(x=-1, y=2), -Counter(x=-1, y=2), a == Counter(x=3, y=1, q=0), a <= b, Counter(x=1) < a, a != b, a >= Counter(), Counter(x=1) <= Counter(x=1, y=0))
a.update("xxz"); a.subtract(["x"]); a.update({"y": 10}); a.subtract(z=5); a.update(x=1)
print(a, a.pop("x"), dict(a), a.copy(), type(a.copy()).__name__)
a += Counter(y=1); print(a)
a -= Counter(y=5); print(a)
a |= Counter(w=7); a &= Counter(w=3, y=100); print(a)
del a["w"]; del a["never there"]
a["new"] += 1
print(a, a.setdefault("k", 3), repr(Counter({3: 1, "s": 2.5})), sum(Counter(a=2, b=3).values()), max(c, key=c.get), sorted(c.items()))
for f in (lambda: Counter(5), lambda: Counter([[]]), lambda: Counter.fromkeys("ab"), lambda: c + 5, lambda: c < 5, lambda: Counter("a", "b"), lambda: Counter(a="x") + Counter(a="y"), lambda: c - {}, lambda: Counter(a="x", b=1).most_common()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Sub(Counter):
    pass


print(Sub("aab"), type(Sub("a") + Sub("b")).__name__, isinstance(c, dict), Counter("aabbb") == {"a": 2, "b": 3}, {**Counter("ab")}, Counter(zip("ab", "ab")), Counter(len(w) for w in "a bb cc ddd".split()).most_common(1), Counter("abc").keys() & {"a"}, Counter(dict(a=1)).items())
words = "the cat and the dog and the bird".split()
print(Counter(words).most_common(2), Counter(words).total(), [w for w, n in Counter(words).items() if n == 1])
