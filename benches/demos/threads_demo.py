"""Shows what the lock lets through: threads that sleep, compress and count at the same time.

Usage: threads_demo.py [SECONDS]        (0.5 per scene unless given)

Each scene runs some threads for the same time. A thread counts its own steps, and notes how far
the others had come whenever it waits: what moves while it waits ran without it.
"""

import sys
import threading
import time
import zlib

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 0.5
BLOCK = bytes(i * i * 31 & 255 for i in range(1000)) * 1000


class Worker(threading.Thread):
    """Repeats `step` until the time is up; subclasses say what a step is."""

    kind = "worker"

    def __init__(self, name, crew):
        super().__init__(name=name)
        self.crew = crew
        self.steps = 0
        self.seen = {}
        self.longest = 0.0

    def step(self):
        raise NotImplementedError

    def run(self):
        self.crew.gate.wait()
        while time.perf_counter() < self.crew.end:
            started = time.perf_counter()
            self.step()
            self.longest = max(self.longest, time.perf_counter() - started)
            self.steps += 1

    def watch(self, action, *args):
        """Runs `action` and notes how many steps each other thread took during it."""
        before = [(other, other.steps) for other in self.crew.workers if other is not self]
        action(*args)
        for other, steps in before:
            self.seen[other.name] = self.seen.get(other.name, 0) + other.steps - steps


class Counter(Worker):
    kind = "counts"

    def step(self):
        n = 0
        for i in range(2000):
            n += i & 3
        return n


class Sleeper(Worker):
    kind = "sleeps"

    def step(self):
        self.watch(time.sleep, 0.01)


class Compressor(Worker):
    kind = "compresses"

    def step(self):
        self.watch(zlib.compress, BLOCK, 6)


class Crew:
    def __init__(self, kinds):
        self.gate = threading.Event()
        self.end = 0.0
        self.workers = []
        for kind in kinds:
            same = sum(isinstance(worker, kind) for worker in self.workers)
            self.workers.append(kind(f"{kind.__name__.lower()}-{same + 1}", self))

    def run(self):
        for worker in self.workers:
            worker.start()
        cpu = time.process_time()
        started = time.perf_counter()
        self.end = started + SECONDS
        self.gate.set()
        for worker in self.workers:
            worker.join()
        return time.perf_counter() - started, time.process_time() - cpu


def scene(title, *kinds):
    crew = Crew(kinds)
    wall, cpu = crew.run()
    print(f"\n{title}")
    print(f"  {'thread':<14}{'steps':>8}{'longest step':>15}   what others did while it waited")
    for worker in crew.workers:
        others = ", ".join(f"{name} {steps:+d}" for name, steps in worker.seen.items())
        print(f"  {worker.name:<14}{worker.steps:>8}{worker.longest * 1000:>12.1f} ms   {others or '(never waits)'}")
    print(f"  {wall:.2f} s passed, {cpu:.2f} s of processor time: {cpu / wall:.2f} processors busy")
    return {worker.name: worker.steps for worker in crew.workers}


def main():
    print(f"switch interval {sys.getswitchinterval() * 1000:.1f} ms, {SECONDS} s per scene")
    alone = scene("One thread counts alone.", Counter)["counter-1"]
    together = scene("Two threads count: one lock, so they share one processor.", Counter, Counter)
    ratio = sum(together.values()) / max(1, alone)
    print(f"  together they took {ratio:.2f} times the steps of one alone")
    scene("One sleeps while one counts: a sleeping thread holds no lock.", Sleeper, Counter)
    single = scene("One thread compresses alone.", Compressor)["compressor-1"]
    pair = scene("Two compress: compression runs without the lock.", Compressor, Compressor)
    print(f"  together they took {sum(pair.values()) / max(1, single):.2f} times the steps of one alone")
    scene("All at once.", Sleeper, Compressor, Counter, Counter)


main()
