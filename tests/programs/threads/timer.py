"""Timer: delayed call, cancel, arguments."""
import threading

done = threading.Event()
out = []


def ring(*args, **kw):
    out.append((args, kw, threading.current_thread().__class__.__name__))
    done.set()


t = threading.Timer(0.01, ring, args=[1, 2], kwargs={"k": 3})
print(t.interval, t.function is ring, t.args, t.kwargs, t.is_alive(), t.daemon)
t.start()
done.wait(10)
t.join()
print(out, t.is_alive(), t.finished.is_set())
c = threading.Timer(60, ring)
c.start()
c.cancel()
c.join(10)
print(len(out), c.is_alive(), c.finished.is_set())
n = threading.Timer(60, ring)
n.cancel()
n.start()
n.join(10)
print(len(out), isinstance(n, threading.Thread))
order = []
ts = [threading.Timer(d, order.append, [d]) for d in (0.45, 0.15, 0.3)]
for t in ts: t.start()
for t in ts: t.join()
print(order)


def again(n):
    order.append(n)
    if n:
        t = threading.Timer(0.001, again, (n - 1,))
        t.start()
        t.join()


order.clear()
again(3)
print(order)
