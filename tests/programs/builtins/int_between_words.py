"""Ints that outgrow a machine word in the middle of an expression and come back, or do not."""

import random

EDGES = [2**k + d for k in (0, 15, 31, 46, 47, 48, 62, 63) for d in (-1, 0, 1)]
EDGES += [-n for n in EDGES]


def apart(*steps):
    """The same operations one by one, each on an object."""
    names = {"*": int.__mul__, "+": int.__add__, "-": int.__sub__, "&": int.__and__, "|": int.__or__}
    names.update({"^": int.__xor__, ">>": int.__rshift__, "%": int.__mod__, "//": int.__floordiv__})
    value, *rest = steps
    for sign, other in zip(rest[::2], rest[1::2]):
        value = names[sign](value, other)
    return value


def check(a, b, c, m, s, p):
    together = [
        (a * b + c) & m,
        (a * b - c) | m,
        (a * b + c) ^ m,
        (a * b + 12345) & 0x7FFFFFFF,
        (a * b - 7) & 1023,
        (a * b) >> s,
        ((a * b) >> 3) & m,
        (a * b + c) % p,
        (a * b + c) // p,
        (a * b) % 10007,
        (a * b) // 9,
        a * b * c,
        (a * b * 5 + c) >> 40,
        (a * b * c + m) & 0xFFFF,
        a * b + c - m,
    ]
    steps = [
        apart(a, "*", b, "+", c, "&", m),
        apart(a, "*", b, "-", c, "|", m),
        apart(a, "*", b, "+", c, "^", m),
        apart(a, "*", b, "+", 12345, "&", 0x7FFFFFFF),
        apart(a, "*", b, "-", 7, "&", 1023),
        apart(a, "*", b, ">>", s),
        apart(a, "*", b, ">>", 3, "&", m),
        apart(a, "*", b, "+", c, "%", p),
        apart(a, "*", b, "+", c, "//", p),
        apart(a, "*", b, "%", 10007),
        apart(a, "*", b, "//", 9),
        apart(a, "*", b, "*", c),
        apart(a, "*", b, "*", 5, "+", c, ">>", 40),
        apart(a, "*", b, "*", c, "+", m, "&", 0xFFFF),
        apart(a, "*", b, "+", c, "-", m),
    ]
    assert together == steps, (a, b, c, m, s, p)
    return sum(together) % 1_000_003


total = 0
for a in EDGES:
    for b in EDGES:
        total += check(a, b, 11, 2**32 - 1, 5, 97)
        total += check(a, b, -a, b, 63, 2**46)
print(total)
draw = random.Random(7).randint
for _ in range(2000):
    total += check(*(draw(-(2 ** draw(1, 50)), 2 ** draw(1, 50)) for _ in range(4)), draw(0, 70), draw(1, 2**50))
print(total)


# What ends in an error, or works on what is no int, in the middle.
def tries(f, *args):
    try:
        return f(*args)
    except (ZeroDivisionError, ValueError, TypeError, OverflowError) as error:
        return type(error).__name__, str(error)


big = 2**46
print(tries(lambda a, b: (a * b) % b, big, 0), tries(lambda a, z: (a * a) % z, big, 0))
print(tries(lambda a, s: (a * a) >> s, big, -1), tries(lambda a, z: (a * a) // z, big, -3))
print(tries(lambda a, s: (a * a) << s, big, 3), tries(lambda a, f: (a * a) + f, big, 0.5))
print(tries(lambda a, f: (a * a) + f, big, "x"), tries(lambda a, f: (a * a) & f, big, True))
print(tries(lambda a, b: (a * a) ** b, big, 2), tries(lambda a: (a * a) / 2, big), tries(lambda a: (a * a) < 5, big))
print(big * big * big * big, -big * big * big, (big * big) * (big * big))
x = y = 3_000_000_019
x *= y
print(x, (y * y, y * y + 1), [y * y & 255, y * y], {y * y: y * y % 10})
