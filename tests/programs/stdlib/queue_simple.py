# SimpleQueue: arguments, waiting, puts from __del__ and from signal handlers, cycles.
import _queue
import gc
import queue
import signal
import threading
import weakref
from queue import SimpleQueue


def show(label, function, *args, **keywords):
    try:
        print(label, repr(function(*args, **keywords)))
    except Exception as error:
        print(label, type(error).__name__, error)


show('new 1', SimpleQueue, 1)
show('new 2', SimpleQueue, a=1)
q = SimpleQueue()
print(type(q), repr(q)[:28], queue.Empty is _queue.Empty, queue.Empty, queue.Empty.__mro__)
for args, keywords in (((), {}), ((1,), {}), ((2, False), {}), ((3, True, -5), {}), ((1, 2, 3, 4), {}),
                       ((4,), {'block': 0, 'timeout': 'x'}), ((), {'item': 5}), ((), {'foo': 1})):
    show(f'put {args} {keywords}', q.put, *args, **keywords)
for args in ((), (6,), (1, 2)):
    show(f'put_nowait {args}', q.put_nowait, *args)
print(q.qsize(), q.empty())
show('get', q.get)
show('get', q.get, False)
show('get', q.get, True, 1)
show('get', q.get, block=True, timeout=0)
show('get', q.get_nowait)
show('get', q.get)
print(q.qsize(), q.empty())
for args in ((False,), (True, 0), (True, 0.01), (True, -1), (False, -1), (True, 'x'), (False, 'x'),
             (True, 1e30), (True, float('nan')), (1, 2, 3)):
    show(f'get {args}', q.get, *args)
show('get_nowait', q.get_nowait)
show('get_nowait 1', q.get_nowait, 1)
show('empty 1', q.empty, 1)
show('put of no queue', SimpleQueue.put, 5, 1)
show('attribute', setattr, q, 'x', 1)
show('len', len, q)
print(SimpleQueue[int], weakref.ref(q)() is q, bool(q))


class Named(SimpleQueue):
    def __init__(self, *names):
        self.names = names


print(Named('a', 'b').names)

# A put wakes the getter; getters with a time limit give up.
results = []
threads = [threading.Thread(target=lambda: results.append(q.get())) for _ in range(4)]
for thread in threads:
    thread.start()
for n in range(4):
    q.put(n)
for thread in threads:
    thread.join()
print(sorted(results), q.qsize())
late = []


def give_up():
    try:
        q.get(timeout=0.02)
    except queue.Empty:
        late.append('empty')


threads = [threading.Thread(target=give_up) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(late, q.empty())

# Many producers and consumers: everything arrives once, and in order from each producer.
done = SimpleQueue()


def produce(who):
    for n in range(500):
        q.put((who, n))


def consume():
    mine = []
    while (item := q.get()) is not None:
        mine.append(item)
    done.put(mine)


producers = [threading.Thread(target=produce, args=(who,)) for who in range(4)]
consumers = [threading.Thread(target=consume) for _ in range(4)]
for thread in producers + consumers:
    thread.start()
for thread in producers:
    thread.join()
for _ in consumers:
    q.put(None)
for thread in consumers:
    thread.join()
taken = [done.get_nowait() for _ in consumers]
print(sorted(sum(taken, [])) == [(who, n) for who in range(4) for n in range(500)])
print(all([n for w, n in part if w == who] == sorted(n for w, n in part if w == who)
          for part in taken for who in range(4)))


# Puts in the middle of other calls.
class Farewell:
    def __del__(self):
        q.put('farewell')


q.put(Farewell())
q.put(Farewell())
q.get()
print(q.qsize())
q.get()
print([q.get() for _ in range(2)])

main = threading.current_thread()
signal.signal(signal.SIGALRM, lambda number, frame: q.put(f'signal in main {threading.current_thread() is main}'))
signal.setitimer(signal.ITIMER_REAL, 0.02)
print(q.get())
signal.setitimer(signal.ITIMER_REAL, 0.02)
print(q.get(timeout=60))


def refuse(number, frame):
    raise ValueError('no more')


signal.signal(signal.SIGALRM, refuse)
signal.setitimer(signal.ITIMER_REAL, 0.02)
show('interrupted', q.get)
signal.setitimer(signal.ITIMER_REAL, 0.02)
show('interrupted', q.get, True, 60)
print(q.empty())


# A queue that is in itself is found by the collector.
class Mark:
    pass


cycle = SimpleQueue()
mark = Mark()
gone = weakref.ref(mark)
cycle.put(cycle)
cycle.put(mark)
del cycle, mark
print(gone() is None)
gc.collect()
print(gone() is None)
