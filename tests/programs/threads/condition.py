"""Condition: wait, wait_for, notify, notify_all, errors."""
import threading

c = threading.Condition()
items, out = [], []


def consumer(n):
    for _ in range(n):
        with c:
            while not items:
                c.wait()
            out.append(items.pop(0))


def producer(n):
    for i in range(n):
        with c:
            items.append(i)
            c.notify()


t1, t2 = threading.Thread(target=consumer, args=(20,)), threading.Thread(target=producer, args=(20,))
t1.start(); t2.start(); t1.join(); t2.join()
print(out)
for f in (lambda: c.wait(), lambda: c.notify(), lambda: c.notify_all(), lambda: c.release()):
    try:
        f()
    except RuntimeError as e:
        print(e)
with c:
    print(c.wait(0.01), c.wait_for(lambda: True), c.wait_for(lambda: 0, timeout=0.01), c.wait_for(lambda: "value"))
    c.notify(0)
    c.notify(5)
state = 0


def stage(n):
    global state
    with c:
        c.wait_for(lambda: state == n)
        out.append(f"stage {n}")
        state += 1
        c.notify_all()


out.clear()
ts = [threading.Thread(target=stage, args=(i,)) for i in (3, 1, 0, 2)]
for t in ts: t.start()
for t in ts: t.join()
print(out)
lock = threading.Lock()
c2 = threading.Condition(lock)
with c2:
    print(lock.locked())
print(lock.locked(), c2.acquire(), c2.release())
waiting, woken = threading.Semaphore(0), []


def sleeper(i):
    with c2:
        waiting.release()
        c2.wait()
        woken.append(i)


ts = [threading.Thread(target=sleeper, args=(i,)) for i in range(3)]
for t in ts:
    t.start()
    waiting.acquire()
for _ in range(3):
    with c2:
        c2.notify(1)
for t in ts: t.join()
print(sorted(woken))
r = threading.Condition(threading.RLock())
with r, r:
    print(r.wait(0.001), "still owned", r._is_owned())
print(repr(threading.Condition()).startswith("<Condition(<unlocked _thread.RLock"))
