"""collections.deque: both ends, rotation, limits, indexing, comparison, mutation during iteration."""
from collections import deque

d = deque([1, 2, 3])
d.append(4); d.appendleft(0); d.extend([5, 6]); d.extendleft([-1, -2])
print(d, len(d), d.pop(), d.popleft(), d[0], d[-1], d[3], 3 in d, d.count(3), d.index(3), d.index(3, 1, 10))
d.rotate(2); print(d)
d.rotate(-3); print(d)
d.rotate(); d.insert(1, "i"); d.remove("i"); d.reverse(); d[0] = "first"; del d[1]
print(d, list(reversed(d)), d.copy() == d, d + deque([9]), deque("ab") * 2, deque([1]) < deque([2]), deque() == deque([]), d.maxlen, bool(deque()), deque("abc"))
d.clear()
print(d, deque(), deque(maxlen=2), deque([1, 2, 3], 2), deque([1, 2, 3], maxlen=0))
m = deque(maxlen=3)
for i in range(6): m.append(i)
m.appendleft("L")
print(m, m.maxlen, m.extend("xy"), m, m + deque([1]), m * 2, m.rotate(1), m)
for f in (lambda: deque().pop(), lambda: deque().popleft(), lambda: m[10], lambda: m.remove("zz"), lambda: m.index("zz"), lambda: deque(5), lambda: deque([1], -1), lambda: deque([1], "a"), lambda: m.insert(0, 1), lambda: hash(m), lambda: m.__setitem__(9, 1), lambda: m + [1], lambda: m < [1], lambda: m["a"], lambda: m[0:1], lambda: m.rotate("x"), lambda: setattr(m, "maxlen", 5), lambda: deque([1], 2, 3), lambda: deque([]).__delitem__(0), lambda: m.extend(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
d = deque(range(5))
try:
    for x in d: d.append(x)
except RuntimeError as e:
    print(e)
it = iter(d)
next(it)
d.pop()
try:
    next(it)
except RuntimeError as e:
    print(e)
d += [7]
d *= 2
d.extend(d)
print(d, d == deque(list(d)), d != 5, repr(deque([deque([1])])), type(d.copy()).__name__)
r = deque([1]); r.append(r)
print(r)


class D(deque):
    pass


print(D([1]), type(D([1]).copy()).__name__, type(D([1]) + D([2])).__name__)
big = deque(range(1000))
for _ in range(500): big.append(big.popleft())
print(big[0], big[499], big[500], sum(big), big.index(0), len(big))
del big[500]
big.insert(500, "mid")
print(big[499], big[500], big[501], list(big)[498:503], big.count("mid"))
print([*deque("xy")], max(deque([1, 5])), sorted(deque([2, 1])), deque(iter("ab")), deque({"k": 1}), tuple(deque([1])), deque([1, 2]) == deque([1, 2], 5), d.__copy__() == d)
