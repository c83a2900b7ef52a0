"""A three-stage pipeline over bounded queues with sentinels, errors carried through, and statistics at the end."""
import queue
import threading


class Stage(threading.Thread):
    def __init__(self, name, f, inbox, outbox, workers):
        super().__init__(name=name)
        self.f, self.inbox, self.outbox, self.workers, self.done, self.failed = f, inbox, outbox, workers, 0, 0

    def run(self):
        while True:
            item = self.inbox.get()
            if item is STOP:
                with self.workers["lock"]:
                    self.workers["left"] -= 1
                    last = self.workers["left"] == 0
                (self.outbox if last else self.inbox).put(STOP)
                return
            key, value = item
            try:
                self.outbox.put((key, self.f(value)))
                self.done += 1
            except Exception as e:
                self.failed += 1
                errors.put((key, type(e).__name__))


STOP = object()
errors = queue.Queue()
a, b, c, d = (queue.Queue(4) for _ in range(4))
stages = []
for name, f, src, dst, n in [("parse", int, a, b, 2), ("invert", lambda v: 100 // v, b, c, 3), ("text", lambda v: f"<{v}>", c, d, 1)]:
    shared = {"lock": threading.Lock(), "left": n}
    stages += [Stage(f"{name}-{i}", f, src, dst, shared) for i in range(n)]
for s in stages: s.start()


def feed():
    for i, text in enumerate(["5", "x", "0", "20", "7", "", "50"] + [str(k) for k in range(1, 40)]): a.put((i, text))
    a.put(STOP)


feeder = threading.Thread(target=feed)
feeder.start()
results = {}
while (item := d.get()) is not STOP: results[item[0]] = item[1]
feeder.join()
for s in stages: s.join()
print(sorted(results.items())[:8], len(results))
found = []
while not errors.empty(): found.append(errors.get())
print(sorted(found))
print({k: sum(s.done for s in stages if s.name.startswith(k)) for k in ("parse", "invert", "text")}, sum(s.failed for s in stages), [s.is_alive() for s in stages])
