"""Closures share cells: counters, late binding, cells seen from outside."""


def make():
    log = []
    total = 0

    def add(n):
        nonlocal total
        total += n
        log.append(n)
        return total

    def show():
        return total, log

    return add, show


add, show = make()
add2, show2 = make()
add(1), add(2), add2(100)
print(show(), show2())
print(add.__code__.co_freevars, make.__code__.co_cellvars)
print(len(add.__closure__), add.__closure__[1].cell_contents)
add.__closure__[1].cell_contents = 50
print(show())


def compose(*fs):
    def composed(x):
        for f in reversed(fs):
            x = f(x)
        return x
    return composed


print(compose(str, lambda n: n * 2, abs)(-21))


def param_captured(a, *args, b=2, **kw):
    def get():
        return a, args, b, kw
    a += 1
    return get


print(param_captured(1, 2, 3, b=4, c=5)())


def fib():
    memo = {0: 0, 1: 1}

    def inner(n):
        if n not in memo:
            memo[n] = inner(n - 1) + inner(n - 2)
        return memo[n]
    return inner


print(fib()(90))


def loop_cells():
    fs = []
    for i in range(3):
        def f():
            return i
        fs.append(f)
    i = 99
    return [f() for f in fs], fs[0].__closure__[0] is fs[1].__closure__[0]


print(loop_cells())


def empty_cell():
    def g():
        return never
    if False:
        never = 1
    return g


g = empty_cell()
try:
    g.__closure__[0].cell_contents
except ValueError as e:
    print(e)
try:
    g()
except NameError as e:
    print(e)


def class_cell():
    data = []

    class Stack:
        def push(self, x):
            data.append(x)
            return self

        def kind(self):
            return __class__.__name__
    return Stack, data


Stack, data = class_cell()
Stack().push(1).push(2)
print(data, Stack().kind())


def gen_closure(n):
    def g():
        nonlocal n
        while n:
            n -= 1
            yield n
    return g


gc = gen_closure(4)
it = gc()
print(next(it), next(gc()), list(it))
print((lambda x: lambda y: lambda z: (x, y, z))(1)(2)(3))
import types
cell = types.CellType(5)
f2 = types.FunctionType(show.__code__, globals(), "renamed", None, (types.CellType([]), cell))
print(f2(), f2.__name__)
