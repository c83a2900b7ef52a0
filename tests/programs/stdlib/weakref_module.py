"""weakref: refs, callbacks, proxies, weak containers, finalize, WeakMethod."""
import weakref


class C:
    def __init__(self, v=0): self.v = v
    def m(self): return self.v
    def __repr__(self): return f"C({self.v})"
    def __len__(self): return 3
    def __eq__(self, o): return isinstance(o, C) and self.v == o.v
    def __hash__(self): return hash(self.v)


a = C(1)
r = weakref.ref(a)
r2 = weakref.ref(a)
print(r() is a, r is r2, weakref.getweakrefcount(a), weakref.getweakrefs(a) == [r], hash(r) == hash(a), type(r).__name__, r.__callback__, repr(r).split(" at ")[0])
log = []
cb = weakref.ref(a, lambda ref: log.append(("dead", ref() is None)))
cb2 = weakref.ref(a, lambda ref: log.append("second"))
p = weakref.proxy(a)
print(p.v, p.m(), len(p), p, type(p).__name__, p == a, isinstance(p, C), p.__class__, bool(p), str(p))
p.v = 5
p.new = 1
print(a.v, a.new, weakref.getweakrefcount(a))
del a
print(r(), log, hash(r), r == r2)
for f in (lambda: p.v, lambda: str(p), lambda: hash(cb), lambda: weakref.ref(5), lambda: weakref.ref("s"), lambda: weakref.ref([]), lambda: weakref.ref(), lambda: weakref.proxy(None), lambda: hash(weakref.proxy(b)), lambda: weakref.ref({}), lambda: weakref.ref(len) is not None, lambda: weakref.ref(C) is not None, lambda: weakref.ref(lambda: 0)(), lambda: weakref.ref({1}) is not None, lambda: weakref.ref((1,)), lambda: weakref.ref(object())):
    b = C(2)
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
d = weakref.WeakValueDictionary()
x, y = C("x"), C("y")
d["x"], d["y"] = x, y
print(len(d), d["x"], sorted(d), d.get("zz"), "x" in d, dict(d), list(d.items()), d.pop("y"), len(d.valuerefs()))
del x
print(len(d), "x" in d, list(d.values()))
k = weakref.WeakKeyDictionary()
key = C("key")
k[key] = "value"
print(len(k), k[key], list(k.items()), key in k, k.get(C("zz"), "d"))
del key
print(len(k), list(k))
s = weakref.WeakSet()
e = C("e")
s.add(e); s.add(C("gone"))
print(len(s), e in s, list(s), s.copy() == s)
del e
print(len(s))
o = C("fin")
fin = weakref.finalize(o, log.append, "finalised")
fin2 = weakref.finalize(o, print, "called with", 1, sep="-")
fin3 = weakref.finalize(o, print, "detached")
print(fin.alive, fin.peek()[2], fin3.detach() is not None, fin3.alive, fin.atexit)
del o
print(log[-1], fin.alive, fin(), fin.peek())
m = C("meth")
wm = weakref.WeakMethod(m.m)
dead = weakref.ref(m.m)
print(wm()(), dead(), wm == weakref.WeakMethod(m.m))
del m
print(wm())


def func(): return 1


pf = weakref.proxy(func)
print(pf(), type(pf).__name__)


class Sub(weakref.ref):
    def __init__(self, o, extra):
        super().__init__(o)
        self.extra = extra

    def __new__(cls, o, extra): return super().__new__(cls, o)


z = C("z")
print(Sub(z, "more").extra, Sub(z, 1)() is z, weakref.ReferenceType is weakref.ref, weakref.ProxyType.__name__, weakref.CallableProxyType.__name__)
keep = weakref.finalize(z, print, "at exit")
