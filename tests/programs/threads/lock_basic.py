"""Lock: states, blocking and timeouts, context manager, errors, mutual exclusion."""
import threading

lock = threading.Lock()
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(blocking=False), lock.acquire(timeout=0.01), lock.release(), lock.locked())
with lock as got:
    print(got, lock.locked())
print(lock.locked())
for f in (lambda: lock.release(), lambda: lock.acquire(False, 1), lambda: lock.acquire(True, -2), lambda: lock.acquire(timeout="x"), lambda: lock.acquire(timeout=1e30), lambda: lock.acquire(1, 2, 3), lambda: threading.Lock(1)):
    try:
        print(f())
    except (RuntimeError, ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
if lock.locked():
    lock.release()
try:
    with lock:
        raise KeyError("inside")
except KeyError as e:
    print(e, lock.locked())
counter = 0


def add(n):
    global counter
    for _ in range(n):
        with lock:
            v = counter
            counter = v + 1


ts = [threading.Thread(target=add, args=(2000,)) for _ in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(counter)
lock.acquire()
t = threading.Thread(target=lock.release)
t.start()
t.join()
print("released by another thread", lock.locked())
order = []
lock.acquire()


def waiter():
    with lock:
        order.append("waiter")


t = threading.Thread(target=waiter)
t.start()
order.append("main")
lock.release()
t.join()
print(order, repr(lock).split(" at ")[0], type(lock).__name__)
import _thread
l2 = _thread.allocate_lock()
print(type(l2) is type(lock), l2.acquire(), l2.release(), _thread.LockType is type(lock))
results = []


def try_acquire():
    results.append(lock.acquire(timeout=0.02))


with lock:
    t = threading.Thread(target=try_acquire)
    t.start()
    t.join()
print(results)
