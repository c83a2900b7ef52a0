"""CPU-bound threads all make progress."""
import threading
import time

progress = [0] * 3
stop = False


def spin(i):
    while not stop:
        progress[i] += 1


ts = [threading.Thread(target=spin, args=(i,)) for i in range(3)]
for t in ts: t.start()
deadline = time.monotonic() + 20
while min(progress) < 1000 and time.monotonic() < deadline:
    time.sleep(0.001)
stop = True
for t in ts: t.join()
print(min(progress) >= 1000)
state = []


def waits_by_spinning():
    while not state:
        pass
    return True


t = threading.Thread(target=waits_by_spinning)
t.start()
state.append(1)
t.join(20)
print(t.is_alive())


def compute(n):
    total = 0
    for i in range(n):
        total += i * i
    return total


results = {}
ts = [threading.Thread(target=lambda k=k: results.__setitem__(k, compute(20000 * k))) for k in (1, 2, 3)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(results.items()))
