"""Starting and joining threads: arguments, results, names, idents, liveness."""
import threading


def show(t):
    head, _, tail = repr(t).rpartition(" ")
    return head + " ident)>" if tail[:-2].isdigit() else repr(t)


def work(n, out, *, scale=1):
    out.append(n * scale)


out = []
ts = [threading.Thread(target=work, args=(i, out), kwargs={"scale": 10}) for i in range(5)]
print([t.is_alive() for t in ts], ts[0].ident, ts[0].native_id)
for t in ts: t.start()
for t in ts: t.join()
print(sorted(out), [t.is_alive() for t in ts], ts[0].ident is not None)
print([t.name for t in ts])
t = threading.Thread(name="named")
print(t, t.daemon, t.name)
t.start()
t.join()
print(show(t))
t.name = "renamed"
print(t.name, show(t))
d = threading.Thread(target=print, args=("in daemon",), daemon=True)
print(d)
d.start()
d.join()
print(show(threading.current_thread()), threading.main_thread() is threading.current_thread(), threading.active_count(), [x.name for x in threading.enumerate()], threading.get_ident() == threading.main_thread().ident)
for f in (lambda: t.start(), lambda: threading.Thread().join(), lambda: threading.current_thread().join(), lambda: threading.Thread(target=5).run(), lambda: threading.Thread(group=1), lambda: setattr(t, "daemon", True), lambda: t.join(timeout="x")):
    try:
        f()
        print("no error")
    except (RuntimeError, TypeError, AssertionError) as e:
        print(type(e).__name__, e)


class Worker(threading.Thread):
    def __init__(self, n):
        super().__init__(name=f"worker-{n}")
        self.n, self.result = n, None

    def run(self):
        self.result = self.n ** 2


ws = [Worker(i) for i in range(4)]
for w in ws: w.start()
for w in ws: w.join()
print([w.result for w in ws], ws[0].name, show(ws[0]))


class Bad(threading.Thread):
    def __init__(self): pass


for f in (lambda: Bad().start(), lambda: repr(Bad())):
    try:
        f()
    except (RuntimeError, AssertionError) as e:
        print(type(e).__name__, e)
ev = threading.Event()
t = threading.Thread(target=ev.wait)
t.start()
print(t.join(0.01), t.is_alive(), threading.active_count())
ev.set()
t.join(timeout=10)
print(t.is_alive(), t.join(), threading.active_count())
x = threading.Thread(target=lambda: None)
print(x.name.startswith("Thread-"), x.name.endswith("(<lambda>)"))


def nested():
    inner = threading.Thread(target=lambda: out.append(threading.current_thread().name), name="inner")
    inner.start()
    inner.join()


n = threading.Thread(target=nested)
n.start()
n.join()
print(out[-1])
