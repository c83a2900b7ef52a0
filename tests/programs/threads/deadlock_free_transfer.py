"""Ordered locking, many transfers between accounts, invariants at the end."""
import random
import threading


class Account:
    def __init__(self, n, balance):
        self.n, self.balance, self.lock = n, balance, threading.Lock()


accounts = [Account(i, 100) for i in range(5)]


def transfer(a, b, amount):
    first, second = sorted((a, b), key=lambda x: x.n)
    with first.lock, second.lock:
        if a.balance >= amount:
            a.balance -= amount
            b.balance += amount
            return True
    return False


def worker(seed):
    r = random.Random(seed)
    for _ in range(500):
        a, b = r.sample(accounts, 2)
        transfer(a, b, r.randrange(20))


ts = [threading.Thread(target=worker, args=(s,)) for s in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(sum(a.balance for a in accounts), all(a.balance >= 0 for a in accounts), any(a.lock.locked() for a in accounts))
forks = [threading.Lock() for _ in range(5)]
meals = [0] * 5


def philosopher(i):
    left, right = sorted((i, (i + 1) % 5))
    for _ in range(100):
        with forks[left]:
            with forks[right]:
                meals[i] += 1


ts = [threading.Thread(target=philosopher, args=(i,)) for i in range(5)]
for t in ts: t.start()
for t in ts: t.join()
print(meals)


class RW:
    def __init__(self):
        self.readers, self.cond = 0, threading.Condition()

    def read(self, f):
        with self.cond:
            self.readers += 1
        try:
            return f()
        finally:
            with self.cond:
                self.readers -= 1
                self.cond.notify_all()

    def write(self, f):
        with self.cond:
            self.cond.wait_for(lambda: self.readers == 0)
            f()


rw, pair, bad = RW(), [0, 0], []


def writer():
    for _ in range(200):
        def step():
            pair[0] += 1
            pair[1] += 1
        rw.write(step)


def reader():
    for _ in range(200):
        a, b = rw.read(lambda: tuple(pair))
        if a != b: bad.append((a, b))


ts = [threading.Thread(target=f) for f in (writer, reader, writer, reader)]
for t in ts: t.start()
for t in ts: t.join()
print(pair, bad)
