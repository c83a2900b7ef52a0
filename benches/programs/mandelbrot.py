"""Mandelbrot: an escape-time picture with floats in locals and, for a part, with complex numbers."""

import sys

FULL, QUICK = 400, 56


def escape(cr, ci, limit):
    x = y = 0.0
    for step in range(limit):
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            return step
        y = 2.0 * x * y + ci
        x = xx - yy + cr
    return limit


def escape_complex(c, limit):
    z = 0j
    for step in range(limit):
        if abs(z) > 2.0:
            return step
        z = z * z + c
    return limit


def main(size):
    checksum = inside = 0
    for row in range(size):
        ci = 2.4 * row / size - 1.2
        for column in range(size):
            steps = escape(3.0 * column / size - 2.1, ci, 90)
            if steps == 90:
                inside += 1
            checksum = (checksum * 3 + steps) & 0xFFFFFF
    small = size // 3
    for row in range(small):
        for column in range(small):
            checksum ^= escape_complex(complex(3.0 * column / small - 2.1, 2.4 * row / small - 1.2), 60)
    print(checksum, inside)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
