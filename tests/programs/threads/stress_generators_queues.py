"""Eight threads take from one generator, one iterator of each kind, and from queues."""
import itertools
import queue
import threading


def numbers(n):
    for i in range(n):
        yield i


def drain(source, n):
    """Everything that eight threads got from the source."""
    got = [[] for _ in range(8)]

    def take(mine):
        while True:
            try:
                mine.append(next(source))
            except ValueError as e:
                # Another thread is in it.
                assert str(e) == "generator already executing", e
            except StopIteration:
                return

    threads = [threading.Thread(target=take, args=(mine,)) for mine in got]
    for t in threads: t.start()
    for t in threads: t.join()
    everything = sorted(itertools.chain(*got))
    return everything == list(range(n)), all(mine == sorted(mine) for mine in got)


print(drain(numbers(4000), 4000))
print(drain(iter(range(4000)), 4000))
print(drain(iter(list(range(4000))), 4000))
print(drain(iter(tuple(range(4000))), 4000))
print(drain((x for x in range(2000)), 2000))
counter = itertools.count()
got = []
threads = [threading.Thread(target=lambda: got.extend(next(counter) for _ in range(500))) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(len(got), len(set(got)), next(counter))

# Sent values come out where they went in.
def echo():
    value = None
    while True:
        value = yield value


e = echo()
next(e)
wrong = []


def send(k):
    for i in range(300):
        while True:
            try:
                answer = e.send((k, i))
                break
            except ValueError:
                pass
        if answer != (k, i):
            wrong.append(answer)


threads = [threading.Thread(target=send, args=(k,)) for k in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(wrong)

for make in (queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue, lambda: queue.Queue(3)):
    q, results = make(), []

    def produce(k):
        for i in range(60):
            q.put((k, i))

    def consume():
        while (item := q.get()) != (99, 99):
            results.append(item)

    makers = [threading.Thread(target=produce, args=(k,)) for k in range(4)]
    takers = [threading.Thread(target=consume) for _ in range(4)]
    for t in takers + makers: t.start()
    for t in makers: t.join()
    while not q.empty():
        pass
    for _ in takers: q.put((99, 99))
    for t in takers: t.join()
    print(len(results), sorted(results) == [(k, i) for k in range(4) for i in range(60)], q.qsize())
