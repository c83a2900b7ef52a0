"""Generators: iteration, state, return values, nesting and laziness."""


def count(n):
    print("start")
    for i in range(n):
        yield i
    print("end")
    return "result"


g = count(2)
print(type(g).__name__, g.__name__, g.__qualname__, iter(g) is g)
print(next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value, e.args)
try:
    next(g)
except StopIteration as e:
    print("again", e.value, e.args)
print(next(g, "default"))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


import itertools
print(list(itertools.islice(fib(), 12)))


def tree(t):
    if t:
        left, v, right = t
        yield from tree(left)
        yield v
        yield from tree(right)


print(list(tree(((None, 1, None), 2, ((None, 3, None), 4, None)))))


def empty():
    return
    yield


print(list(empty()), sum(empty()), max(empty(), default="none"))


def yields_nothing():
    x = yield
    print("got", x)
    y = yield x
    print("got", y)


g = yields_nothing()
print(next(g))
print(g.send(5))
try:
    g.send(6)
except StopIteration:
    print("done")
g = yields_nothing()
try:
    g.send(1)
except TypeError as e:
    print(e)
print(g.gi_running, g.gi_frame is not None, g.gi_yieldfrom)


def self_running():
    try:
        next(me)
    except ValueError as e:
        yield str(e)


me = self_running()
print(next(me))


def multi():
    x = yield 1, 2
    yield [(yield "inner")]
    return (yield)


g = multi()
print(next(g), next(g), g.send("v"), next(g))
try:
    g.send("ret")
except StopIteration as e:
    print(e.value)


def pipeline(n):
    nums = (i for i in range(n))
    sq = (i * i for i in nums)
    return (i for i in sq if i % 2)


print(list(pipeline(10)), tuple(zip(pipeline(4), fib())))
a, *b = count(3)
print(a, b)
print("x" in (c for c in "axb"), sorted(c for c in "cab"), dict((k, 1) for k in "ab"), set(fibs for fibs in ()))
g = fib()
for v in g:
    if v > 5:
        break
print(v, next(g))
g.close()
print(list(g))
gen_method = type("T", (), {"__iter__": lambda self: (i for i in (1, 2))})()
print(list(gen_method), list(gen_method))
