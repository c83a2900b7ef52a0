"""Recursion: deep and wide recursive calls with integer arguments (fib, Ackermann, tak, hanoi)."""

import sys

FULL, QUICK = 32, 19


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(disks, source, target, spare):
    if disks == 0:
        return 0
    moves = hanoi(disks - 1, source, spare, target)
    return moves + 1 + hanoi(disks - 1, spare, target, source)


def main(size):
    tak_size = size * 2 // 3
    print(
        fib(size),
        tak(tak_size - 1, tak_size - 7, tak_size - 13),
        ackermann(2, size * 5),
        hanoi(size - 11, "a", "b", "c"),
    )


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
