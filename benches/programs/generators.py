"""Generators: for loops over generators, pipelines, yield from recursion, send() and close()."""

import sys

FULL, QUICK = 1_300_000, 26_000


def naturals(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def only(predicate, source):
    for item in source:
        if predicate(item):
            yield item


def pairs(source):
    previous = None
    for item in source:
        if previous is not None:
            yield previous, item
        previous = item


def in_order(low, high):
    if low < high:
        middle = (low + high) // 2
        yield from in_order(low, middle)
        yield middle
        yield from in_order(middle + 1, high)


def running_mean():
    count = total = 0
    mean = 0
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total // count


def main(size):
    checksum = 0
    for a, b in pairs(only(lambda n: n % 3 != 0, naturals(size))):
        checksum += a ^ b
    for value in in_order(0, size // 4):
        checksum += value
    mean = running_mean()
    next(mean)
    last = 0
    for value in range(size):
        last = mean.send(value & 1023)
    mean.close()
    checksum += sum(x * x for x in range(size) if x & 1)
    short = 0
    for base in range(size // 16):
        short += sum(naturals(base & 7))
    print(checksum, last, short)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
