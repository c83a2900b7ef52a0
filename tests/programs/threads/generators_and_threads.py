"""Generators, closures and exceptions used from several threads."""
import threading


def numbers():
    for i in range(1000):
        yield i


class Safe:
    def __init__(self, it):
        self.it, self.lock = iter(it), threading.Lock()

    def __iter__(self): return self

    def __next__(self):
        with self.lock:
            return next(self.it)


shared = Safe(numbers())
outs = [[] for _ in range(4)]
ts = [threading.Thread(target=lambda o=o: o.extend(shared)) for o in outs]
for t in ts: t.start()
for t in ts: t.join()
merged = sorted(x for o in outs for x in o)
print(merged == list(range(1000)), all(o == sorted(o) for o in outs))


def slow():
    inside.set()
    go.wait()
    yield 1


inside, go, errors = threading.Event(), threading.Event(), []
g = slow()
t = threading.Thread(target=lambda: next(g))
t.start()
inside.wait()
try:
    next(g)
except ValueError as e:
    print(e)
go.set()
t.join()
print(g.gi_frame is not None, list(g))


def make():
    n = 0

    def bump():
        nonlocal n
        with lock:
            n += 1
        return n
    return bump


lock = threading.Lock()
bump = make()
ts = [threading.Thread(target=lambda: [bump() for _ in range(500)]) for _ in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(bump())
try:
    raise ValueError("in main")
except ValueError:
    import sys
    seen = []
    t = threading.Thread(target=lambda: seen.append(sys.exc_info()))
    t.start()
    t.join()
    print(seen, type(sys.exc_info()[1]).__name__)
depths = []


def recurse(n): return 0 if n == 0 else 1 + recurse(n - 1)


def endless(n): return endless(n + 1)


def deep():
    depths.append(recurse(800))
    try:
        endless(0)
    except RecursionError:
        depths.append("RecursionError")


ts = [threading.Thread(target=deep) for _ in range(3)]
for t in ts: t.start()
for t in ts: t.join()
print(depths.count(800), depths.count("RecursionError"))
