"""Spectral norm of an infinite matrix by power iteration: a small float function called in tight loops."""

import math
import sys

FULL, QUICK = 260, 36


def cell(row, column):
    diagonal = row + column
    return 1.0 / (diagonal * (diagonal + 1) // 2 + row + 1)


def times(vector, size):
    result = []
    for i in range(size):
        total = 0.0
        for j in range(size):
            total += cell(i, j) * vector[j]
        result.append(total)
    return result


def times_transposed(vector, size):
    return [sum(cell(j, i) * value for j, value in enumerate(vector)) for i in range(size)]


def main(size):
    u = [1.0] * size
    v = u
    for _ in range(10):
        v = times_transposed(times(u, size), size)
        u = times_transposed(times(v, size), size)
    upper = sum(a * b for a, b in zip(u, v))
    lower = sum(b * b for b in v)
    print(f"{math.sqrt(upper / lower):.9f}")


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
