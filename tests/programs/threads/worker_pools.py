"""Stopping a pool of workers in several ways; context managers around threads."""
import queue
import threading


class Pool:
    def __init__(self, n):
        self.tasks, self.threads, self.results, self.lock = queue.Queue(), [], [], threading.Lock()
        for i in range(n):
            t = threading.Thread(target=self._run, name=f"pool-{i}")
            t.start()
            self.threads.append(t)

    def _run(self):
        for task in iter(self.tasks.get, None):
            f, args = task
            try:
                r = ("ok", f(*args))
            except Exception as e:
                r = ("error", repr(e))
            with self.lock:
                self.results.append((args, r))

    def submit(self, f, *args):
        self.tasks.put((f, args))

    def __enter__(self): return self

    def __exit__(self, *exc):
        for _ in self.threads: self.tasks.put(None)
        for t in self.threads: t.join()


with Pool(3) as pool:
    for i in range(-2, 6): pool.submit(lambda n: 10 // n, i)
print(sorted(pool.results), [t.is_alive() for t in pool.threads])


def parallel_map(f, items, n=3):
    items, out, pos, lock = list(items), {}, iter(range(10 ** 6)), threading.Lock()

    def run():
        while True:
            with lock: i = next(pos)
            if i >= len(items): return
            out[i] = f(items[i])
    ts = [threading.Thread(target=run) for _ in range(n)]
    for t in ts: t.start()
    for t in ts: t.join()
    return [out[i] for i in range(len(items))]


print(parallel_map(lambda x: x * x, range(20)), parallel_map(str.upper, "abc", 1), parallel_map(len, []))


class Once:
    def __init__(self, f): self.f, self.lock, self.done = f, threading.Lock(), False

    def __call__(self):
        with self.lock:
            if not self.done:
                self.value, self.done = self.f(), True
        return self.value


calls = []
once = Once(lambda: calls.append(1) or "value")
res = []
ts = [threading.Thread(target=lambda: res.append(once())) for _ in range(8)]
for t in ts: t.start()
for t in ts: t.join()
print(res.count("value"), calls)


class Latch:
    def __init__(self, n): self.n, self.c = n, threading.Condition()

    def down(self):
        with self.c:
            self.n -= 1
            self.c.notify_all()

    def wait(self):
        with self.c: return self.c.wait_for(lambda: self.n <= 0, 10)


latch = Latch(5)
for _ in range(5): threading.Thread(target=latch.down).start()
print(latch.wait(), latch.n)
