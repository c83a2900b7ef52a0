"""Semaphore and BoundedSemaphore."""
import threading

s = threading.Semaphore(2)
print(s.acquire(), s.acquire(), s.acquire(False), s.acquire(timeout=0.01), s.release(), s.acquire(blocking=False), s.release(2), s._value)
b = threading.BoundedSemaphore(1)
print(b.acquire(), b.release())
for f in (b.release, lambda: threading.Semaphore(-1), lambda: s.acquire(False, 1), lambda: s.release(0), lambda: b.release(5)):
    try:
        print(f())
    except ValueError as e:
        print(e)
with s:
    print(s._value)
active, peak, lock = 0, 0, threading.Lock()
gate = threading.Semaphore(3)


def work():
    global active, peak
    with gate:
        with lock:
            active += 1
            peak = max(peak, active)
        for _ in range(100): pass
        with lock:
            active -= 1


ts = [threading.Thread(target=work) for _ in range(12)]
for t in ts: t.start()
for t in ts: t.join()
print(active, peak <= 3, gate._value)
items, spaces, box, got = threading.Semaphore(0), threading.Semaphore(2), [], []


def producer():
    for i in range(10):
        spaces.acquire()
        box.append(i)
        items.release()


def consumer():
    for _ in range(10):
        items.acquire()
        got.append(box.pop(0))
        spaces.release()


t1, t2 = threading.Thread(target=producer), threading.Thread(target=consumer)
t1.start(); t2.start(); t1.join(); t2.join()
print(got)
print(repr(threading.Semaphore(3)).split(": ")[1], repr(threading.BoundedSemaphore(4)).split(": ")[1])
