"""Sharing and aliasing: defaults, class attributes, multiplication of lists, slices, arguments, chained assignment."""


def acc(x, into=[]):
    into.append(x)
    return into


print(acc(1), acc(2), acc(3, []), acc(4), acc.__defaults__)


class Shared:
    items = []
    n = 0

    def add(self, x):
        self.items.append(x)
        self.n += 1


a, b = Shared(), Shared()
a.add(1)
b.add(2)
print(a.items, b.items is a.items, a.n, b.n, Shared.n, a.__dict__)
grid = [[0] * 2] * 3
grid[0][0] = 1
print(grid, [[0] * 2 for _ in range(3)])
x = y = []
x.append(1)
print(y)
x = x + [2]
print(x, y)
x = y
x += [3]
print(x, y, x is y)


def mutate(lst, num, s):
    lst.append("m")
    num += 1
    s += "!"
    lst = ["rebound"]
    return num, s


l, n, s = [], 1, "s"
print(mutate(l, n, s), l, n, s)
t = ([], 1)
t[0].append(5)
print(t)
d = {"k": []}
e = d.copy()
e["k"].append(1)
e["new"] = 2
print(d, e)
m = [1, 2, 3]
c = m[:]
c[0] = 9
m2 = list(m)
m2 is m
print(m, c, m2 == m, m2 is m)
fs = []
for i in range(3):
    def f(i=i, acc=[]):
        acc.append(i)
        return acc
    fs.append(f)
print([f() for f in fs], [f() for f in fs])
keys = [[1], [2]]
frozen = tuple(map(tuple, keys))
keys[0][0] = 99
print(frozen, keys)
dd = dict.fromkeys("ab", [])
dd["a"].append(1)
print(dd)
p = [1, 2, 3]
it = iter(p)
p.insert(0, 0)
print(next(it), p)
q = [p, p]
q[0].append("both")
print(q, q[0] is q[1])
p = 5
print(q[0])


def swap(v): v[0], v[1] = v[1], v[0]


w = [1, 2]
swap(w)
print(w)
i = 0
arr = [0, 0, 0]
i, arr[i] = 2, "set at new i"
print(i, arr)
arr[i], i = "old i used", 0
print(i, arr)
z = [1, 2, 3, 4]
z[0], z[1:3], z[-1] = z[-1], z[:2], z[0]
print(z)
g = {"n": 1}
def counter(): g["n"] += 1; return g["n"]
print([counter(), counter()], g)
cls_list = [Shared] * 2
cls_list[0].n = 50
print(b.n, a.n, Shared.n)
s1 = s2 = "abc"
s1 += "d"
print(s1, s2)
f1 = frozenset([1]); f2 = f1
f1 |= {2}
print(f1 == {1, 2}, f2)
nested = [[1], [2]]
flat = sum(nested, [])
flat.append(3)
print(nested, flat, [*nested] is nested, [*nested][0] is nested[0])
