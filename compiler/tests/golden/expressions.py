def arithmetic(a, b):
    x = a + b * 2 - 3 // a
    y = -x + (not b) + ~a
    z = (a @ b) ** (1 << 70 >> 68)
    return x << 1, y & 7, z | b, 1_000_000 * 60, "ab" * 3, -1, 2 ** 100

def items(s, i):
    return s[0], s[-1], s[i], s[1:i], s[::2], s[:, i]

def logic(a, b, c):
    x = a and b or c
    y = a if b else c
    z = a < b <= c
    w = a < f(b) < c != b
    return not a in b, x is not None

def walrus(a):
    total = a + (a := 5)
    return total, (b := a) + b

def displays(a, b):
    return [a, *b], {a, b}, {1: a, **b, 'k': b}, (a, *b), [1, 2, 3, 4], (1, (2, 'x'))
