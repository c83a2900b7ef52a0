"""RLock: reentrance, ownership, errors, locked."""
import threading

r = threading.RLock()
print(r.acquire(), r.acquire(), r.acquire(blocking=False))
r.release()
r.release()
print(r.locked() if hasattr(r, "locked") else True)
r.release()
try:
    r.release()
except RuntimeError as e:
    print(e)
with r:
    with r:
        print("nested", r._is_owned())
print(r._is_owned())
results = []


def other():
    results.append(r.acquire(False))
    results.append(r.acquire(timeout=0.01))
    try:
        r.release()
    except RuntimeError as e:
        results.append(str(e))


with r:
    t = threading.Thread(target=other)
    t.start()
    t.join()
print(results)


def fact(n):
    with r:
        return 1 if n < 2 else n * fact(n - 1)


print(fact(20))
out = []


def worker(name):
    for _ in range(50):
        with r:
            out.append(name)
            with r:
                out.append(name)


ts = [threading.Thread(target=worker, args=(n,)) for n in "abc"]
for t in ts: t.start()
for t in ts: t.join()
print(len(out), all(out[i] == out[i + 1] for i in range(0, len(out), 2)))
print(type(r).__name__, repr(threading.RLock()).split(" object")[0].replace("<unlocked ", ""), threading.RLock().acquire(True, 1))
for f in (lambda: r.acquire(False, 1), lambda: r.acquire(timeout=-5), lambda: None):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(e)
