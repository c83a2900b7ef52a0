"""Iteration helpers: map, filter, zip, itertools, functools.reduce, operator and user iterators."""

import sys
from functools import partial, reduce
from itertools import accumulate, chain, combinations, count, groupby, islice, product, takewhile
from operator import add, mul

FULL, QUICK = 430, 8


class Countdown:
    def __init__(self, start):
        self.left = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.left <= 0:
            raise StopIteration
        self.left -= 1
        return self.left


class Grid:
    def __init__(self, width):
        self.cells = [i * 5 % 17 for i in range(width * width)]
        self.width = width

    def __getitem__(self, place):
        x, y = place
        return self.cells[y * self.width + x]

    def __setitem__(self, place, value):
        x, y = place
        self.cells[y * self.width + x] = value

    def __contains__(self, value):
        return value in self.cells

    def __iter__(self):
        return iter(self.cells)


def main(size):
    checksum = 0
    triple = partial(mul, 3)
    for base in range(size):
        checksum += sum(map(triple, range(2000)))
        checksum += len(list(filter(lambda n: n % 3 == base % 3, range(2000))))
        checksum += reduce(add, range(2000))
        checksum += sum(a * b for a, b in zip(range(1500), Countdown(1500)))
        checksum += sum(1 for a, b, c in combinations(range(24), 3) if (a ^ b ^ c) & 1)
        checksum += sum(x + y for x, y in product(range(40), repeat=2))
        checksum += max(accumulate(islice(count(base), 1500)))
        checksum += sum(key * len(list(group)) for key, group in groupby(range(3000), lambda n: n // 7))
        checksum += len(list(takewhile(lambda n: n < 700, chain(range(300), range(300, 900)))))
        grid = Grid(24)
        for x in range(24):
            for y in range(24):
                grid[x, y] += grid[y, x]
        checksum += sum(grid) + (33 in grid)
        first, *middle, last = grid
        checksum += last - first + min(middle)
    print(checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
