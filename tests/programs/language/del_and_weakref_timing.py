"""__del__ and weak references act at the moment the last reference goes."""
import weakref


class D:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name, end="; ")
    def __repr__(self): return f"D({self.name})"


d = D("rebound")
d = D("second")
print("after rebinding")
del d
print("after del")
D("temporary")
print("after temporary")
x = [D("in list"), D("popped")]
x.pop()
print("after pop")
x.clear()
print("after clear")
t = {"k": D("dict value")}
t["k"] = None
print("after overwrite")


def f():
    a = D("local a")
    b = D("local b")
    print("in f", end=" ")


f()
print("after f")


def g(p):
    p = None
    print("param dropped", end=" ")


g(D("arg"))
print("after g")


def ret():
    return D("returned").name


print(ret(), "after ret")
for i in [D("loop1"), D("loop2")]:
    print("body", i, end=" ")
del i
print("after loop")
try:
    obj = D("in exception")
    raise ValueError(obj)
except ValueError as e:
    del obj
    print("handling", end=" ")
print("after except")
obj = D("weak target")
r = weakref.ref(obj, lambda ref: print("callback", ref() is None, end="; "))
print(r() is obj)
obj = None
print(r())


class Cycle:
    def __del__(self): print("cycle del", end="; ")


import gc
gc.disable()
c = Cycle()
c.me = c
del c
print("cycle lives", end=" ")
print(gc.collect() > 0)
gc.enable()


def gen():
    d = D("in generator")
    try:
        yield 1
    finally:
        print("gen closing", end=" ")


it = gen()
next(it)
del it
print("after gen")
d1 = D("swapped a"); d2 = D("swapped b")
d1, d2 = d2, d1
del d1
print("b gone", d2)
del d2
print()
fs = [lambda d=D("default"): d]
fs.clear()
print("after function")


class Res:
    def __del__(self):
        global saved
        saved = self
        print("resurrected", end=" ")


o = Res()
del o
print(type(saved).__name__)
saved = None
print("second time silent")
wr = weakref.WeakValueDictionary()
v = D("weak value")
wr["k"] = v
print(list(wr))
del v
print(list(wr))
print([D("comp").name for _ in range(2)])
a = D("attr holder"); a.child = D("child")
del a
print("end of attrs")
keep = D("at exit")
print("last line")
