"""A discrete event simulation and a cooperative scheduler built on generators."""
import heapq
from collections import deque


class Sim:
    def __init__(self): self.now, self.queue, self.n, self.log = 0, [], 0, []

    def at(self, t, proc):
        self.n += 1
        heapq.heappush(self.queue, (t, self.n, proc))

    def run(self):
        while self.queue:
            self.now, _, proc = heapq.heappop(self.queue)
            try:
                self.at(self.now + next(proc), proc)
            except StopIteration as e:
                if e.value is not None: self.log.append((self.now, e.value))


sim = Sim()


def customer(name, arrive, service, counter):
    yield arrive
    t = sim.now
    while counter[0] == 0: yield 1
    counter[0] -= 1
    waited = sim.now - t
    yield service
    counter[0] += 1
    return f"{name} waited {waited}"


counter = [2]
for i in range(6): sim.at(0, customer(f"c{i}", i * 2, 5 + i % 3, counter))
sim.run()
print(*sim.log, sep="\n")


class Scheduler:
    def __init__(self): self.ready, self.out, self.waiting = deque(), [], {}

    def spawn(self, g):
        self.ready.append((g, None))
        return g

    def run(self):
        while self.ready:
            g, value = self.ready.popleft()
            try:
                req = g.send(value)
            except StopIteration as e:
                for w in self.waiting.pop(id(g), []): self.ready.append((w, e.value))
                continue
            except Exception as e:
                self.out.append(f"task failed: {e!r}")
                continue
            match req:
                case ("spawn", child): self.ready.append((g, self.spawn(child)))
                case ("join", child): self.waiting.setdefault(id(child), []).append(g)
                case ("put", q, v):
                    q.append(v)
                    self.ready.append((g, None))
                case ("get", q) if q: self.ready.append((g, q.popleft()))
                case ("get", q): self.ready.append((retry(g, q), None))
                case _: self.ready.append((g, None))


def retry(g, q):
    while not q: yield
    item = q.popleft()
    sched.ready.append((g, item))
    return
    yield


sched = Scheduler()


def producer(q, n):
    for i in range(n):
        yield ("put", q, i * i)
        sched.out.append(f"put {i * i}")
    yield ("put", q, None)
    return "produced"


def consumer(q):
    total = 0
    while (v := (yield ("get", q))) is not None:
        sched.out.append(f"got {v}")
        total += v
    return total


def failing():
    yield
    raise KeyError("oops")


def main():
    q = deque()
    p = yield ("spawn", producer(q, 3))
    c = yield ("spawn", consumer(q))
    yield ("spawn", failing())
    result = yield ("join", c)
    sched.out.append(f"result {result}")


sched.spawn(main())
sched.run()
print(*sched.out, sep="\n")


def averager():
    total = n = 0
    avg = None
    while True:
        x = yield avg
        if x is None: return (n, avg)
        total += x
        n += 1
        avg = total / n


def grouper(results, key):
    while True: results[key] = yield from averager()


results = {}
for key, values in {"a": [1, 2, 3], "b": [10.5]}.items():
    g = grouper(results, key)
    next(g)
    for v in values: g.send(v)
    g.send(None)
    g.close()
print(results)


def pipeline(*stages):
    def run(source):
        for s in stages: source = s(source)
        return source
    return run


clean = pipeline(lambda xs: (x.strip() for x in xs), lambda xs: (x for x in xs if x), lambda xs: (x.split(",") for x in xs), lambda xs: ({"k": k, "v": int(v)} for k, v in xs))
print(list(clean([" a,1 ", "", "b,22\n"])))
