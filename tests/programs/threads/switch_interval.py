"""The switch interval can be read and set, also while threads compute; the shortest one works."""
import sys
import threading

print(sys.getswitchinterval())
for bad in (0, -1, "x", None):
    try:
        sys.setswitchinterval(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
for good in (0.001, 1, 3e-6, 0.25, True):
    sys.setswitchinterval(good)
    print(sys.getswitchinterval())


def count(n):
    total = 0
    for i in range(n):
        total += i & 3
    totals.append(total)


for interval in (1e-6, 1e-5, 100.0, 1e-7):
    sys.setswitchinterval(interval)
    totals = []
    ts = [threading.Thread(target=count, args=(30000,)) for _ in range(4)]
    for t in ts: t.start()
    for t in ts: t.join()
    print(interval, totals)
print(sys.getswitchinterval())
stop = False


def spin():
    while not stop:
        pass


ts = [threading.Thread(target=spin) for _ in range(2)]
for t in ts: t.start()
stop = True
for t in ts: t.join()
print("done")
