"""Many short-lived objects in cycles, containers being emptied while objects die, resurrection and re-entrancy."""
import gc
import weakref

alive = 0


class N:
    def __init__(self):
        global alive
        alive += 1
        self.links = []

    def __del__(self):
        global alive
        alive -= 1


for _ in range(2000):
    a, b = N(), N()
    a.links.append(b); b.links.append(a); b.links.append(b)
del a, b
gc.collect()
print(alive)
pool = [N() for _ in range(1000)]
for i, n in enumerate(pool): n.links = [pool[(i * 7 + k) % 1000] for k in range(3)]
del pool, n
gc.collect()
print(alive)


class Clears:
    def __init__(self, target): self.target = target
    def __del__(self): self.target.clear()


lst = []
lst.extend(Clears(lst) for _ in range(10))
lst.pop()
print(len(lst))
d = {}
for i in range(10): d[i] = Clears(d)
d[5] = None
print(len(d))
s = set()
s.update(Clears(s) for _ in range(5))
s.pop()
print(len(s))


class Grows:
    count = 0

    def __del__(self):
        Grows.count += 1
        if Grows.count < 50: box.append(Grows())


box = [Grows()]
while box: box.pop()
print(Grows.count)


class Replace:
    def __del__(self): holder.x = "set in del"


class Holder: pass


holder = Holder()
holder.x = Replace()
holder.x = "new"
print(holder.x)
holder.x = Replace()
del holder.x
print(holder.x)
immortal = []


class Back:
    def __del__(self): immortal.append(self)


for _ in range(3): Back()
print(len(immortal), [type(x).__name__ for x in immortal])
immortal.clear()
print(len(immortal))
refs = [weakref.ref(o) for o in [N() for _ in range(5)]]
print([r() for r in refs], alive)


def gen():
    n = N()
    try:
        while True: yield n
    finally:
        n.links.append("closed")


gs = [gen() for _ in range(100)]
for g in gs: next(g)
print(alive)
del gs, g
print(alive)
try:
    big = [N() for _ in range(100)]
    raise ValueError(big)
except ValueError as e:
    print(alive, len(e.args[0]))
del big
print(alive)
fs = []
for i in range(100):
    n = N()
    def f(n=n): return n
    n.links.append(f)
    fs.append(f)
del fs, f, n
gc.collect()
print(alive)
keep = N()
keep.links = [[[keep]]]
t = (keep, [keep], {"k": keep}, {1: (keep,)})
keep.links.append(t)
del keep, t
gc.collect()
print(alive, gc.garbage)


class Slots:
    __slots__ = ("a", "b", "__weakref__")


x = Slots(); x.a = x; x.b = [x]
r = weakref.ref(x)
del x
gc.collect()
print(r())
cells = []
def make():
    def f(): return g
    def g(): return f
    n = N()
    def h(): return n, f
    n.links.append(h)
    return weakref.ref(f)
w = make()
print(gc.collect() > 0, w(), alive)
