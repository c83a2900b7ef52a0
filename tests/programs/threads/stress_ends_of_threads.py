"""Threads end in every way, by exceptions and exits, while they hold locks and while others wait."""
import sys
import threading
import _thread

ends = []
threading.excepthook = lambda args: ends.append((args.exc_type.__name__, str(args.exc_value)))
lock = threading.Lock()


class Local(threading.local):
    pass


local = Local()


def fails(i): raise ValueError(i % 5)
def exits(i): sys.exit(i)
def exits_low(i): _thread.exit()
def deep(i): return deep(i + 1)
def returns(i): return i
def holds(i):
    with lock:
        local.value = [local]
        raise KeyError(i % 5)
def fails_late(i):
    try:
        with lock:
            1 / 0
    finally:
        local.x = 1


kinds = [fails, exits, exits_low, returns, holds, fails_late]
for rounds in range(20):
    threads = [threading.Thread(target=kind, args=(i,)) for i, kind in enumerate(kinds * 2)]
    for t in threads: t.start()
    for t in threads: t.join()
t = threading.Thread(target=deep, args=(0,))
t.start()
t.join()
counts = {}
for end in ends: counts[end] = counts.get(end, 0) + 1
for end, count in sorted(counts.items()): print(*end, count)
print(lock.locked(), threading.active_count())

# Threads that wait for a lock whose holder ends by an exception get it one after the other.
order = []


def waits(i):
    with lock:
        order.append(i)
        raise LookupError("each")


ends.clear()
lock.acquire()
threads = [threading.Thread(target=waits, args=(i,)) for i in range(30)]
for t in threads: t.start()
lock.release()
for t in threads: t.join()
print(sorted(order) == list(range(30)), len(ends), set(ends))

# Low-level threads that nobody joins.
left = 200
finished = threading.Event()


def low():
    global left
    with lock:
        left -= 1
        if left == 0:
            finished.set()
    _thread.exit()


for _ in range(200): _thread.start_new_thread(low, ())
print(finished.wait(60), left)
