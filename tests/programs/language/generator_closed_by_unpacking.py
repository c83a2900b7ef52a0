"""A generator that dies while an exception is on its way: its `finally` runs, the exception goes on."""


def g():
    try:
        for i in range(5): yield i
    finally:
        print("closed", [j for j in range(2)])


try:
    a, b = g()
except ValueError as e:
    print(e)
try:
    a, b, *c, d, e, f, h = g()
except ValueError as e:
    print(e)


def consume(x, *rest): raise KeyError(x)


try:
    consume(*g())
except KeyError as e:
    print(repr(e))


class Noisy:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name, sum(i for i in range(3)))
    def __add__(self, other): raise TypeError("no sum of " + self.name)
    def __getitem__(self, key): raise LookupError(self.name)
    def __setitem__(self, key, value): raise LookupError("set " + self.name)
    def __iter__(self): yield self.name


for action in (lambda: Noisy("a") + 1, lambda: Noisy("c")[1], lambda: len(Noisy("e")), lambda: {**Noisy("f")}, lambda: (lambda x, y: 0)(*Noisy("g"))):
    try:
        action()
    except Exception as e:
        print(type(e).__name__, e)


def store():
    Noisy("h")[1] = 2


try:
    store()
except LookupError as e:
    print(e)
