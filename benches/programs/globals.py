"""Module-level code: global and built-in names read and written, loops outside functions, conversions."""

import math
import sys

FULL, QUICK = 770_000, 15_000

LIMIT = 1000
hits = 0
table = [0] * 16


def visit(n):
    global hits
    hits += 1
    if n > LIMIT:
        return abs(LIMIT - n)
    return min(n, len(table))


def root(n):
    return int(math.sqrt(n)) + math.floor(n / 3) + round(n / 7)


size = int(sys.argv[1]) if len(sys.argv) > 1 else FULL
total = 0
for i in range(size):
    total += visit(i & 2047)
    table[i & 15] += 1
    if i % 3 == 0:
        total += root(i)
    elif isinstance(i, int) and bool(i & 4):
        total += ord(chr(i & 127)) + max(i & 3, 2) + divmod(i, 7)[1]
counter = 0
while counter < size:
    counter += 1
    total ^= counter
print(total, hits, sum(table))
