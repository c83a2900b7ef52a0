"""Closures: captured variables read and written, nonlocal counters, composed lambdas, decorators."""

import sys
from functools import reduce

FULL, QUICK = 1_200_000, 24_000


def make_accumulator(start):
    total = start

    def add(amount):
        nonlocal total
        total += amount
        return total

    def peek():
        return total

    return add, peek


def compose(*functions):
    return reduce(lambda f, g: lambda x: g(f(x)), functions)


def counted(function):
    calls = 0

    def wrapper(*args):
        nonlocal calls
        calls += 1
        return function(*args)

    def report():
        return calls

    wrapper.report = report
    return wrapper


@counted
def square_mod(x):
    return x * x % 1013


def adders(count):
    return [lambda x, step=i: x + step for i in range(count)]


def main(size):
    add, peek = make_accumulator(0)
    pipeline = compose(lambda x: x + 3, lambda x: x * 5, lambda x: x % 97)
    steps = adders(8)
    total = 0
    for i in range(size):
        add(i & 15)
        total += pipeline(i)
        total += steps[i & 7](i)
        total += square_mod(i)
        if i & 63 == 0:
            local = i

            def fresh(x):
                return x + local + peek()

            total += fresh(1)
    print(peek(), total, square_mod.report())


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
