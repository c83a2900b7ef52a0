"""Barrier: phases, action, reset, abort, timeouts."""
import threading

log, lock = [], threading.Lock()


def action():
    log.append("action")


b = threading.Barrier(3, action=action)
print(b.parties, b.n_waiting, b.broken)
indexes = []


def worker(name):
    for phase in range(3):
        with lock:
            log.append(f"{phase}")
        i = b.wait()
        with lock:
            indexes.append(i)
        b.wait()


ts = [threading.Thread(target=worker, args=(i,)) for i in range(3)]
for t in ts: t.start()
for t in ts: t.join()
print(log, sorted(indexes))
broken = threading.Barrier(2)


def waits(results):
    try:
        broken.wait()
    except threading.BrokenBarrierError as e:
        results.append(type(e).__name__)


results = []
t = threading.Thread(target=waits, args=(results,))
t.start()
while broken.n_waiting == 0: pass
broken.abort()
t.join()
print(results, broken.broken, issubclass(threading.BrokenBarrierError, RuntimeError))
try:
    broken.wait()
except threading.BrokenBarrierError as e:
    print("still broken", repr(e))
broken.reset()
print(broken.broken)
try:
    broken.wait(timeout=0.01)
except threading.BrokenBarrierError:
    print("timed out", broken.broken)
single = threading.Barrier(1)
print(single.wait(), single.wait())


def fails():
    raise ValueError("action failed")


f = threading.Barrier(1, fails)
try:
    f.wait()
except ValueError as e:
    print(e, f.broken)
d = threading.Barrier(2, timeout=0.01)
try:
    d.wait()
except threading.BrokenBarrierError:
    print("default timeout")
for bad in (0, -1):
    try:
        threading.Barrier(bad)
        print("made", bad)
    except ValueError as e:
        print(e)
print(repr(threading.Barrier(2)).split(": ")[1])
