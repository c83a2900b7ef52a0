"""Eight threads change one dict, list, set, deque, bytearray and instance at once."""
import sys
import threading
from collections import deque

THREADS, ROUNDS = 8, 400
d, l, s, q, b = {}, [], set(), deque(), bytearray(THREADS)


class Thing:
    def __init__(self):
        self.log = ()


thing = Thing()
lock = threading.Lock()
barrier = threading.Barrier(THREADS)


def work(k):
    barrier.wait()
    for i in range(ROUNDS):
        d[k, i] = i
        d["shared"] = k
        l.append((k, i))
        s.add(k * ROUNDS + i)
        s.discard(-k)
        q.append(i)
        if i % 3 == 0:
            q.popleft()
        b[k] = i % 256
        setattr(thing, f"a{k}_{i % 50}", i)
        thing.last = k
        with lock:
            thing.log += (k,)
        if i % 2:
            del d[k, i - 1]
            delattr(thing, f"a{k}_{(i - 1) % 50}")
        if i % 100 == 0:
            # Whatever the others do meanwhile: no crash, and only what was there.
            assert all(0 <= x < THREADS for x, _ in list(l))
            assert set(map(type, list(d.values()))) == {int}
            assert len(bytes(b)) == THREADS
            sorted(s)
            vars(thing).copy()


threads = [threading.Thread(target=work, args=(k,)) for k in range(THREADS)]
for t in threads: t.start()
for t in threads: t.join()
print(len(d), d.pop("shared") in range(THREADS), sum(d.values()))
print(len(l), all([i for k, i in l if k == n] == list(range(ROUNDS)) for n in range(THREADS)))
print(len(s), sum(s), len(q), bytes(b))
print(len(thing.log), [thing.log.count(k) for k in range(THREADS)])
names = sorted(n for n in vars(thing) if n.startswith("a"))
print(len(names), names[:3], thing.last in range(THREADS))

# Iterating while others change: an error or an end, never nonsense.
stop = threading.Event()
table, seen = {0: 0}, set()


def change():
    i = 0
    while not stop.is_set():
        i = (i + 1) % 500
        table[i] = i
        table.pop((i * 7) % 500, None)


def look():
    for _ in range(300):
        try:
            for key, value in table.items():
                assert key == value
            seen.add("whole")
        except RuntimeError as e:
            assert str(e) in ("dictionary changed size during iteration",
                              "dictionary keys changed during iteration"), e
            seen.add("changed")


changers = [threading.Thread(target=change) for _ in range(2)]
lookers = [threading.Thread(target=look) for _ in range(4)]
for t in changers + lookers: t.start()
for t in lookers: t.join()
stop.set()
for t in changers: t.join()
print(seen <= {"whole", "changed"}, all(k == v for k, v in table.items()))

# A pinned bytearray stays as long as it is, whoever tries.
data = bytearray(64)
errors = []


def resize():
    for _ in range(200):
        try:
            data.append(1)
        except BufferError as e:
            errors.append(str(e))


with memoryview(data) as view:
    threads = [threading.Thread(target=resize) for _ in range(8)]
    for t in threads: t.start()
    for t in threads: t.join()
print(len(errors), set(errors), len(data))
