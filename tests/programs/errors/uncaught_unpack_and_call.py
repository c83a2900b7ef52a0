"""Argument errors: the markers cover the call that failed."""


def area(width, height, *, unit="cm"):
    return f"{width * height} {unit}"


sizes = [(1, 2), (3, 4), (5, 6, 7)]
for size in sizes:
    print(area(*size))
