"""Sleeping and waiting threads overlap; waits end in the order of their deadlines."""
import threading
import time

order, lock = [], threading.Lock()


def sleeper(d):
    time.sleep(d)
    with lock:
        order.append(d)


start = time.monotonic()
ts = [threading.Thread(target=sleeper, args=(d,)) for d in (0.7, 0.1, 0.4)]
for t in ts: t.start()
for t in ts: t.join()
elapsed = time.monotonic() - start
print(order, 0.69 < elapsed < 30)
start = time.monotonic()
ts = [threading.Thread(target=time.sleep, args=(0.2,)) for _ in range(20)]
for t in ts: t.start()
for t in ts: t.join()
print(time.monotonic() - start < 3.5)
ticks = 0
stop = threading.Event()


def ticker():
    global ticks
    while not stop.is_set():
        ticks += 1
        time.sleep(0.001)


t = threading.Thread(target=ticker)
t.start()
time.sleep(0.1)
stop.set()
t.join()
print(ticks > 3)
e = threading.Event()
start = time.monotonic()
print(e.wait(0.05), time.monotonic() - start >= 0.045)
start = time.perf_counter()
time.sleep(0)
print(time.perf_counter() - start < 2)
for bad in (-1, "x", None, float("nan"), 1e30):
    try:
        time.sleep(bad)
    except (ValueError, TypeError, OverflowError) as x:
        print(type(x).__name__, x)
