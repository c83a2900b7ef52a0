"""The collector works while eight threads make and break cycles."""
import gc
import threading
import weakref

lock = threading.Lock()
born = 0
stop = threading.Event()


class Node:
    def __init__(self):
        global born
        self.me = self
        self.others = [self, {"me": self}]
        with lock:
            born += 1


def gone(_):
    # Collections happen in any thread and at any safepoint: no lock is taken here.
    deaths.append(1)


deaths, refs = [], []


def make():
    mine = None
    for i in range(300):
        node = Node()
        node.others.append(mine if i % 10 else None)
        mine = node
        refs.append(weakref.ref(node, gone))
        if i % 50 == 0:
            shared[i] = node


def collect():
    while not stop.is_set():
        gc.collect()


shared = {}
gc.set_threshold(50)
makers = [threading.Thread(target=make) for _ in range(8)]
collector = threading.Thread(target=collect)
for t in makers: t.start()
collector.start()
for t in makers: t.join()
stop.set()
collector.join()
shared.clear()
gc.collect()
print(born, len(deaths), sum(r() is not None for r in refs), gc.garbage)


class Ends:
    ended = []

    def __init__(self, n):
        self.n, self.me = n, self

    def __del__(self):
        Ends.ended.append(self.n)


def finalizers(k):
    for i in range(200):
        Ends((k, i))
        if i % 40 == 0:
            gc.collect()


threads = [threading.Thread(target=finalizers, args=(k,)) for k in range(4)]
for t in threads: t.start()
for t in threads: t.join()
gc.collect()
print(len(Ends.ended), sorted(Ends.ended) == [(k, i) for k in range(4) for i in range(200)])
