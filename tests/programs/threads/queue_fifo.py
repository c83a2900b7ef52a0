"""queue.Queue: put, get, limits, join, producers and consumers."""
import queue
import threading

q = queue.Queue(maxsize=2)
print(q.empty(), q.full(), q.qsize(), q.maxsize)
q.put(1)
q.put_nowait(2)
print(q.full(), q.qsize())
for f in (lambda: q.put(3, False), lambda: q.put(3, timeout=0.01), lambda: q.put_nowait(3), lambda: q.put(1, timeout=-1)):
    try:
        f()
    except (queue.Full, ValueError) as e:
        print(type(e).__name__, e)
print(q.get(), q.get_nowait(), q.empty())
for f in (lambda: q.get(False), lambda: q.get(timeout=0.01), q.get_nowait, lambda: q.get(timeout=-1)):
    try:
        f()
    except (queue.Empty, ValueError) as e:
        print(type(e).__name__, e)
q.task_done()
q.task_done()
try:
    q.task_done()
except ValueError as e:
    print(e)
q.join()
work, results = queue.Queue(), queue.Queue()


def worker():
    while True:
        item = work.get()
        if item is None:
            work.task_done()
            return
        results.put(item * item)
        work.task_done()


ts = [threading.Thread(target=worker) for _ in range(4)]
for t in ts: t.start()
for i in range(50): work.put(i)
work.join()
print(results.qsize(), sum(results.get() for _ in range(50)))
for _ in ts: work.put(None)
for t in ts: t.join()
print(work.unfinished_tasks, work.empty())
pipe1, pipe2, final = queue.Queue(3), queue.Queue(3), []


def stage(src, dst, f):
    while (x := src.get()) is not None:
        dst.put(f(x))
    dst.put(None)


a = threading.Thread(target=stage, args=(pipe1, pipe2, lambda x: x + 1))


def sink():
    while (x := pipe2.get()) is not None:
        final.append(x)


b = threading.Thread(target=sink)
a.start(); b.start()
for i in range(20): pipe1.put(i)
pipe1.put(None)
a.join(); b.join()
print(final)
