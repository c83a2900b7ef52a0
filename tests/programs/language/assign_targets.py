"""Assignment in all its forms: chained, starred, nested, and the order of evaluation."""
log = []


def note(name, value=None):
    log.append(name)
    return value


a = b = c = [1]
print(a is b is c)
first, *rest = range(5)
print(first, rest)
*init, last = "hello"
print(init, last)
head, *mid, tail = (1, 2)
print(head, mid, tail)
(x, [y, *z]), w = (1, "abc"), {5: 6}
print(x, y, z, w)
[p, q] = {"k1": 1, "k2": 2}
print(p, q)
() = []
[] = ()
(one,) = [7]
one_, = "s"
print(one, one_)

# targets are stored left to right, after the value was computed
store = {}
i = 0
i, store[i] = 1, "at one"
print(i, store)
lst = [0, 1, 2, 3]
lst[0], lst[1] = lst[1], lst[0]
print(lst)
k = m = store["both"] = note("value", 9)
print(k, m, store["both"], log)
log.clear()
note("d", {})[note("key", 1)] = note("rhs", 2)
print(log)
log.clear()
{note("k1"): note("v1"), note("k2"): note("v2")}
print(log)

for value in [1, (1,), (1, 2, 3), "ab", 5]:
    try:
        u, v = value
        print("unpacked", u, v)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for value in [(), (1,), 3]:
    try:
        s, *t, r = value
        print(s, t, r)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


def endless():
    n = 0
    while True:
        n += 1
        yield n


gen = endless()
try:
    aa, bb = gen
except ValueError as e:
    print(e, next(gen))


class Slots:
    def __setitem__(self, key, value):
        print("set", key, value)

    def __setattr__(self, name, value):
        print("attr", name, value)


s = Slots()
s[0], s.name, s[1:2], s[..., 1] = 1, 2, 3, 4
s.a = s.b = s["c"] = "chain"
*s.star, s[9] = "xyz"
