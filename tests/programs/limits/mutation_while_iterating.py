"""Containers changed while something runs over them: errors or results, never a crash."""
d = {i: i for i in range(10)}
for op in ("d[100] = 1", "del d[next(iter(d))]", "d.clear()", "d.pop(5)", "d.update({i: 0 for i in range(1000)})", "d.setdefault('new')", "d |= {'x': 1}"):
    d = {i: i for i in range(10)}
    for make in (iter, lambda d: iter(d.items()), lambda d: iter(d.values()), reversed):
        e = dict(d)
        it = make(e)
        next(it)
        exec(op, {"d": e})
        try:
            next(it)
            print("went on", end="; ")
        except RuntimeError as x:
            print(x, end="; ")
        except StopIteration:
            print("stop", end="; ")
    print(op)
s = set(range(10))
it = iter(s)
next(it)
s.add("new")
try:
    next(it)
except RuntimeError as e:
    print(e)
s = set(range(10))
it = iter(s)
s.clear()
try:
    next(it)
except (RuntimeError, StopIteration) as e:
    print(type(e).__name__, e)
lst = list(range(5))
seen = []
for x in lst:
    seen.append(x)
    if x == 1: lst.clear()
print(seen, lst)
lst = list(range(6))
for i, x in enumerate(lst):
    del lst[i]
print(lst)
lst = [1, 2, 3]
it = iter(lst)
list(it)
lst.append(4)
print(list(it))
it = reversed(lst)
lst.clear()
print(list(it), it.__length_hint__())
lst = [1, 2, 3]
print([lst.pop() for x in lst], [x for x in lst if lst.append(0) or len(lst) > 6 and lst.clear()])
lst = [3, 1, 2]


class Evil:
    def __init__(self, n): self.n = n
    def __eq__(self, o):
        lst.clear()
        return False
    def __lt__(self, o):
        lst.append(1)
        return self.n < o.n
    def __repr__(self):
        lst.clear()
        return "evil"
    def __hash__(self): return 1


for f in (lambda: lst.index(5), lambda: lst.remove(5), lambda: lst.count(5), lambda: 5 in lst, lambda: lst == [1, 2, 3], lambda: lst.sort(), lambda: repr(lst), lambda: max(lst), lambda: lst + lst, lambda: [*lst, *lst]):
    lst = [Evil(1), Evil(2), Evil(3)]
    try:
        r = f()
        print(r if isinstance(r, (bool, int, str)) else type(r).__name__, len(lst), end="; ")
    except Exception as e:
        print(type(e).__name__, e, end="; ")
print()


class EvilKey:
    def __init__(self, n): self.n = n
    def __hash__(self): return 7
    def __eq__(self, o):
        table.clear()
        return self.n == getattr(o, "n", o)


for f in (lambda: table[EvilKey(3)], lambda: table.get(EvilKey(2)), lambda: table.__setitem__(EvilKey(9), 1), lambda: EvilKey(1) in table, lambda: table.pop(EvilKey(1), None), lambda: table.setdefault(EvilKey(4), 5), lambda: table == dict(table), lambda: table.update({EvilKey(1): 1})):
    table = {}
    a, b = EvilKey(1), EvilKey(2)
    dict.__setitem__(table, a, "a")
    try:
        print(f(), len(table) >= 0, end="; ")
    except Exception as e:
        print(type(e).__name__, end="; ")
print()
ba = bytearray(b"abc")
for x in ba:
    ba.clear()
print(ba)
lst = [1, 2, 3]
lst[:] = (lst.append(x) or x for x in lst[:3])
print(lst)
lst = [1, 2, 3, 4]
lst[1:3] = lst
lst.extend(lst)
lst[::2] = lst[1::2]
print(lst)


class Grow:
    def __index__(self):
        lst.clear()
        return 2


lst = [1, 2, 3]
for f in (lambda: lst[Grow()], lambda: lst.__setitem__(Grow(), 5), lambda: lst.insert(Grow(), 1), lambda: lst.pop(Grow()), lambda: lst[Grow():], lambda: lst.__delitem__(Grow()), lambda: lst.__delitem__(slice(Grow(), None)), lambda: lst * Grow()):
    lst = [1, 2, 3]
    try:
        print(f(), lst, end="; ")
    except IndexError as e:
        print(e, end="; ")
print()
