"""Objects freed in other threads, weak references and finalisers across threads."""
import threading
import weakref


class D:
    def __init__(self, n): self.n = n
    def __del__(self): freed.append((self.n, threading.current_thread().name))


freed = []


def owner(n):
    d = D(n)
    held.append(weakref.ref(d))


held = []
ts = [threading.Thread(target=owner, args=(i,), name=f"t{i}") for i in range(3)]
for t in ts:
    t.start()
    t.join()
print(freed, [r() for r in held])
box = [D("moved")]
t = threading.Thread(target=lambda: box.pop(), name="popper")
t.start()
t.join()
print(freed[-1])
freed.clear()


class Arg:
    def __del__(self): freed.append("arg freed")


t = threading.Thread(target=lambda a: None, args=(Arg(),))
t.start()
t.join()
print(freed)
ref = weakref.ref(t)
wd = weakref.WeakValueDictionary()


class V:
    pass


keep = [V() for _ in range(100)]


def fill(part):
    for i in part:
        wd[i] = keep[i]


ts = [threading.Thread(target=fill, args=(range(k, 100, 4),)) for k in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(len(wd), wd[5] is keep[5])
keep.clear()
print(len(wd))
fin = []
o = V()
weakref.finalize(o, fin.append, "finalised")
t = threading.Thread(target=lambda: globals().pop("o"))
t.start()
t.join()
print(fin)


def churn():
    for i in range(500):
        a = V()
        a.me = a
        b = {"a": a, "l": [a]}
        a.b = b


import gc
ts = [threading.Thread(target=churn) for _ in range(3)]
for t in ts: t.start()
for t in ts: t.join()
gc.collect()
print(sum(isinstance(x, V) for x in gc.get_objects()))
