"""LifoQueue, PriorityQueue, SimpleQueue, shutdown."""
import queue
import threading

l = queue.LifoQueue()
for i in range(4): l.put(i)
print([l.get() for _ in range(4)])
p = queue.PriorityQueue()
for x in [(3, "c"), (1, "z"), (1, "a"), (2, "b")]: p.put(x)
print([p.get() for _ in range(4)])
p.put(1)
try:
    p.put("a")
except TypeError as e:
    print(e)
s = queue.SimpleQueue()
s.put("x")
s.put_nowait("y")
print(s.qsize(), s.get(), s.get(block=False), s.empty())
for f in (s.get_nowait, lambda: s.get(False), lambda: s.get(timeout=0.01), lambda: s.get(timeout=-1), lambda: s.get(True, "x")):
    try:
        f()
    except (queue.Empty, ValueError, TypeError) as e:
        print(type(e).__name__, e)
q = queue.Queue()
q.put(1)
q.shutdown()
try:
    q.put(2)
except queue.ShutDown as e:
    print("shut down", type(e).__name__)
print(q.get())
try:
    q.get()
except queue.ShutDown as e:
    print("empty and shut down")
q2 = queue.Queue()
out = []


def waiter():
    try:
        q2.get()
    except queue.ShutDown:
        out.append("woken")


ts = [threading.Thread(target=waiter) for _ in range(3)]
for t in ts: t.start()
q2.shutdown(immediate=True)
for t in ts: t.join()
print(out, issubclass(queue.Empty, Exception), queue.Empty.__module__, queue.Full.__name__)
t = threading.Thread(target=lambda: s.put("from thread"))
t.start()
print(s.get())
t.join()


class Unique(queue.Queue):
    def _init(self, maxsize): self.queue = set()
    def _put(self, item): self.queue.add(item)
    def _get(self): return self.queue.pop()


u = Unique()
u.put(1); u.put(1)
print(u.qsize(), u.get(), u.empty())
print(type(queue.Queue[int]).__name__, queue.Queue().maxsize)
