"""Event-loop simulation: heapq timers, generator tasks, callbacks and channels in virtual time."""

import heapq
import sys
from collections import deque

FULL, QUICK = 5_400, 110


class Loop:
    def __init__(self):
        self.now = 0
        self.order = 0
        self.timers = []
        self.ready = deque()
        self.switches = 0

    def call_later(self, delay, callback, *args):
        self.order += 1
        heapq.heappush(self.timers, (self.now + delay, self.order, callback, args))

    def spawn(self, task):
        self.ready.append((task, None))

    def step(self, task, value):
        self.switches += 1
        try:
            request = task.send(value)
        except StopIteration:
            return
        request.park(self, task)

    def run(self):
        while self.ready or self.timers:
            while self.ready:
                task, value = self.ready.popleft()
                self.step(task, value)
            if self.timers:
                self.now, _, callback, args = heapq.heappop(self.timers)
                callback(*args)


class Sleep:
    def __init__(self, delay):
        self.delay = delay

    def park(self, loop, task):
        loop.call_later(self.delay, loop.step, task, None)


class Take:
    def __init__(self, channel):
        self.channel = channel

    def park(self, loop, task):
        if self.channel.items:
            loop.ready.append((task, self.channel.items.popleft()))
        else:
            self.channel.waiters.append(task)


class Channel:
    def __init__(self, loop):
        self.loop = loop
        self.items = deque()
        self.waiters = deque()

    def put(self, item):
        if self.waiters:
            self.loop.ready.append((self.waiters.popleft(), item))
        else:
            self.items.append(item)


def producer(channel, number, count):
    for i in range(count):
        yield Sleep((number * 7 + i * 3) % 11 + 1)
        channel.put((number, i))
    channel.put(None)


def consumer(channel, results, producers):
    open_producers = producers
    while open_producers:
        item = yield Take(channel)
        if item is None:
            open_producers -= 1
            continue
        number, i = item
        yield from handle(number + i)
        results.append(number * i)


def handle(weight):
    if weight % 3 == 0:
        yield Sleep(weight % 5)


def main(size):
    loop = Loop()
    results = []
    ticks = []
    for _ in range(8):
        channel = Channel(loop)
        for number in range(10):
            loop.spawn(producer(channel, number, size // 2))
        loop.spawn(consumer(channel, results, 10))

    def tick(left):
        ticks.append(loop.now)
        if left:
            loop.call_later(5, tick, left - 1)

    loop.call_later(0, tick, size)
    loop.run()
    print(loop.now, loop.switches, len(results), sum(results), ticks[-1])


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
