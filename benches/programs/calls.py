"""Function calls: positional, keyword, default, *args, **kwargs and unpacked arguments."""

import sys

FULL, QUICK = 820_000, 16_000


def two(a, b):
    return a - b


def defaults(a, b=3, c=5):
    return a + b * c


def keyword_only(a, *, scale=2, shift=1):
    return a * scale + shift


def variadic(first, *rest):
    return first + len(rest)


def options(a, **extra):
    return a + len(extra)


def forward(*args, **kwargs):
    return defaults(*args, **kwargs)


def empty():
    pass


def main(size):
    total = 0
    pair = (4, 9)
    named = {"b": 2, "c": 7}
    for i in range(size):
        total += two(i, 1)
        total += two(b=i, a=3)
        total += defaults(i)
        total += defaults(i, c=2)
        total += keyword_only(i, shift=4)
        total += variadic(i, 1, 2, 3)
        empty()
        if i % 4 == 0:
            total += options(i, x=1, y=2)
            total += two(*pair)
            total += defaults(1, **named)
            total += forward(i, c=8)
    print(total)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
