"""Event: wait, set, clear, timeouts, several waiters."""
import threading

e = threading.Event()
print(e.is_set(), e.wait(0.01), e.set(), e.is_set(), e.wait(), e.wait(0), e.clear(), e.is_set())
out, ready, lock = [], threading.Semaphore(0), threading.Lock()


def waiter(n):
    ready.release()
    got = e.wait(10)
    with lock:
        out.append((n, got))


ts = [threading.Thread(target=waiter, args=(i,)) for i in range(5)]
for t in ts: t.start()
for _ in ts: ready.acquire()
print(out)
e.set()
for t in ts: t.join()
print(sorted(out))
a, b = threading.Event(), threading.Event()
log = []


def ping():
    for i in range(3):
        a.wait(); a.clear()
        log.append(f"ping{i}")
        b.set()


def pong():
    for i in range(3):
        a.set()
        b.wait(); b.clear()
        log.append(f"pong{i}")


t1, t2 = threading.Thread(target=ping), threading.Thread(target=pong)
t1.start(); t2.start(); t1.join(); t2.join()
print(log)
print(repr(e).split(" at ")[0], repr(e).split(": ")[1], repr(threading.Event()).split(": ")[1])
stop = threading.Event()
ticks = []


def ticker():
    while not stop.wait(0.001):
        ticks.append(1)
        if len(ticks) == 5:
            stop.set()


t = threading.Thread(target=ticker)
t.start()
t.join()
print(len(ticks))
