"""gc: collecting cycles, thresholds, finalisers in cycles, tracking."""
import gc
import weakref

gc.collect()
print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled(), len(gc.get_threshold()), len(gc.get_count()), gc.garbage, len(gc.get_stats()))
gc.disable()


class N:
    def __init__(self, name): self.name = name
    def __del__(self): log.append(self.name)


log = []
a, b = N("a"), N("b")
a.other, b.other = b, a
w = weakref.ref(a)
del a, b
print(log, w() is not None)
n = gc.collect()
print(sorted(log), w(), n >= 2, gc.garbage)
log.clear()
c = N("resurrected")
c.me = c


class Saver:
    def __del__(self): saved.append(self)


saved = []
s = Saver()
s.me = s
del s
gc.collect()
print(len(saved), saved[0].me is saved[0])
del c
gc.collect()
print(log)
lst = []
lst.append(lst)
d = {}
d["d"] = d
t = ([],)
t[0].append(t)


def closure():
    def f(): return f
    return f


closure()
del lst, d, t
print(gc.collect() >= 4)


class Gen:
    def __init__(self):
        self.g = self.run()
        next(self.g)

    def run(self):
        try:
            yield self
        finally:
            log.append("generator closed")


log.clear()
g = Gen()
del g
gc.collect()
print(log)
called = []
x = N("x")
x.me = x
r = weakref.ref(x, lambda ref: called.append("callback"))
del x
gc.collect()
print(called, log[-1])
print(gc.is_tracked([]), gc.is_tracked(5), gc.is_tracked("s"), gc.is_finalized(5), any(o is log for o in gc.get_objects()), any(q is log for q in gc.get_referents([log])), any(type(h) is dict or h for h in gc.get_referrers(log)))
gc.callbacks.append(lambda phase, info: called.append((phase, sorted(info))))
gc.collect()
gc.callbacks.clear()
print(called[1:])
for f in (lambda: gc.collect(5), lambda: gc.collect("x"), lambda: gc.set_threshold("a"), lambda: gc.is_tracked(), lambda: gc.collect(generation=0) >= 0):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
gc.set_threshold(500, 5, 5)
print(gc.get_threshold()[0])
gc.enable()
count = 0


class Cyc:
    def __init__(self): self.me = self
    def __del__(self):
        global count
        count += 1


for _ in range(20000): Cyc()
gc.collect()
print(count)
gc.freeze()
print(gc.get_freeze_count() > 0 if hasattr(gc, "get_freeze_count") else True, gc.unfreeze())
