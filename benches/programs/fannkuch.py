"""Pancake flipping (fannkuch): permutations in lists, reversed slices and index shuffling."""

import sys

FULL, QUICK = 9, 7


def permutations(count):
    """Every order of range(count), by Heap's method without recursion; the same list each time."""
    order = list(range(count))
    counters = [0] * count
    yield order
    i = 1
    while i < count:
        if counters[i] < i:
            if i & 1:
                j = counters[i]
            else:
                j = 0
            order[j], order[i] = order[i], order[j]
            yield order
            counters[i] += 1
            i = 1
        else:
            counters[i] = 0
            i += 1


def flips_until_zero(order):
    pancakes = order[:]
    flips = 0
    top = pancakes[0]
    while top:
        pancakes[: top + 1] = pancakes[top::-1]
        flips += 1
        top = pancakes[0]
    return flips


def main(size):
    most = checksum = 0
    sign = 1
    for order in permutations(size):
        if order[0]:
            flips = flips_until_zero(order)
            if flips > most:
                most = flips
            checksum += sign * flips
        sign = -sign
    print(checksum, most)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
