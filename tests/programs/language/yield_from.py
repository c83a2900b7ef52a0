"""yield from: delegation of send, throw, close, and return values."""


def inner():
    log = []
    try:
        while True:
            try:
                v = yield len(log)
            except KeyError as e:
                v = f"caught {e.args[0]}"
            if v is None:
                return log
            log.append(v)
    finally:
        print("inner closed", log)


def outer():
    result = yield from inner()
    print("outer got", result)
    yield "between"
    try:
        yield from inner()
    except ValueError as e:
        print("outer caught", e)
    return "outer done"


g = outer()
print(next(g), g.send("a"), g.throw(KeyError("k")), next(g))
print(next(g), g.send("b"))
try:
    g.throw(ValueError("v"))
except StopIteration as e:
    print(e.value)


def chain(*its):
    for it in its:
        yield from it


print(list(chain("ab", [1], range(2), {5: 6}, (x for x in "z"))))
g = chain(inner())
next(g)
g.send(1)
g.close()


class It:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            e = StopIteration(f"value {self.n}")
            raise e
        return self.n


def use():
    r = yield from It()
    print("r =", r)


g = use()
print(list(g))
g = use()
next(g)
try:
    g.send(5)
except AttributeError as e:
    print(e)
g = use()
next(g)
try:
    g.throw(ZeroDivisionError("z"))
except ZeroDivisionError as e:
    print(e)


def bad():
    yield from 5


try:
    next(bad())
except TypeError as e:
    print(e)


def recursive(n):
    if n:
        yield n
        yield from recursive(n - 1)


print(sum(recursive(100)))


def result():
    x = yield from []
    y = yield from (i for i in ())
    return x, y
    yield


def get():
    r = yield from result()
    yield r


print(list(get()))


class Thrower:
    def __iter__(self): return self
    def __next__(self): return "next"
    def send(self, v): return ("send", v)
    def throw(self, *a): return ("throw", type(a[0]).__name__)
    def close(self): print("close called")


def d():
    yield from Thrower()


g = d()
print(next(g), g.send(1), g.throw(KeyError()), g.gi_yieldfrom.__class__.__name__)
g.close()


def ge():
    try:
        yield from Thrower()
    except GeneratorExit:
        print("outer sees GeneratorExit")
        raise


g = ge()
next(g)
try:
    g.throw(GeneratorExit)
except GeneratorExit:
    print("propagated")
