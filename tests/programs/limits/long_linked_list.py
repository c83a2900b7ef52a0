"""A linked list of many nodes is freed without recursion; generators, frames and tracebacks too."""


class Node:
    __slots__ = ("value", "next")

    def __init__(self, value, next):
        self.value, self.next = value, next


head = None
for i in range(400_000):
    head = Node(i, head)
total, n = 0, head
while n:
    total += n.value
    n = n.next
print(total)
del head, n
print("slots list freed")
t = ()
for i in range(400_000):
    t = (i, t)
del t
print("tuples freed")
d = {}
for i in range(300_000):
    d = {"next": d}
d = None
print("dicts freed")


class Plain:
    pass


p = None
for i in range(300_000):
    q = Plain()
    q.next = p
    p = q
del p, q
print("instances freed")


def gen(inner):
    yield inner


g = None
for i in range(100_000):
    g = gen(g)
    next(g)
del g
print("generators freed")
bound = []
for i in range(100_000):
    bound = [bound].append
del bound
print("methods freed")
it = iter([])
for i in range(100_000):
    it = iter([it])
del it
print("iterators freed")
import gc
cycle = []
last = cycle
for i in range(200_000):
    last.append([])
    last = last[0]
last.append(cycle)
del cycle, last
print(gc.collect() >= 200_000)
order = []


class D:
    def __init__(self, name, inner):
        self.name, self.inner = name, inner

    def __del__(self):
        order.append(self.name)


d = None
for i in range(50_000):
    d = D(i, d)
del d
print(len(order), order[:3], order[-3:])
