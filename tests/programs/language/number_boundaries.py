"""Integers around every word boundary, mixed with floats: loops, comparisons, conversions and hashing."""
edges = sorted({s * (1 << n) + d for n in (0, 7, 8, 15, 16, 30, 31, 32, 46, 47, 48, 52, 53, 60, 61, 62, 63, 64, 65) for d in (-1, 0, 1) for s in (1, -1)})
print(len(edges), edges[0], edges[-1])
checks = 0
for a in edges:
    assert a + 1 - 1 == a and a - 1 + 1 == a and -(-a) == a and a * 1 == a and a // 1 == a and a ^ a == 0 and a | a == a and a & a == a and ~~a == a
    assert int(str(a)) == a and int(hex(a), 16) == a and eval(repr(a)) == a and hash(a) == hash(int(str(a))) and (a << 3) >> 3 == a and a == a + 0
    assert (a % 7 + a // 7 * 7) == a and abs(a) >= 0 and a ** 2 == a * a and divmod(a, -10) == (a // -10, a % -10) and {a: 1}[int(str(a))] == 1
    assert isinstance(a, int) and type(a + 1) is int and bool(a) == (a != 0) and (a < a + 1) and (a > a - 1) and not a < a
    for b in edges:
        assert a + b == b + a and a - b == -(b - a) and a * b == b * a and (a < b) == (b > a) and (a == b) == (not a != b)
        assert (a & b) + (a | b) == a + b and (a ^ b) == (a | b) - (a & b)
        if b:
            q, r = divmod(a, b)
            assert q * b + r == a and abs(r) < abs(b) and (r == 0 or (r < 0) == (b < 0))
        checks += 1
print(checks)
for a in (2 ** 46, 2 ** 47, 2 ** 48, 2 ** 53, 2 ** 62, 2 ** 63):
    i, n = a - 3, 0
    while i < a + 3:
        n += i
        i += 1
    print(n, [x for x in range(a - 2, a + 2)], sum(range(a - 5, a + 5)), a * a, a * -a, (a - 1) * (a + 1), float(a), a + 0.5, a == float(a), a + 1 == float(a + 1), a < float(a) + 1, int(float(a)), hash(a) == hash(float(a)), -a // 3, -a % 3, a / 3, (a << 1) - a, 1 << a.bit_length(), a.bit_length())
print(2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 2 ** 53 + 1 > 2.0 ** 53, 2 ** 53 + 1 in [2.0 ** 53], float(2 ** 53 + 1), 9007199254740993 / 1, 9007199254740993 * 1.0, 10 ** 22 == 1e22, 10 ** 23 == 1e23, 10 ** 308 < 1.8e308, 10 ** 309 > 1.7e308, -10 ** 400 < float("-inf") or True)
x = 1
for _ in range(70): x = x * 3 + 1
print(x, x - x, x // 10 ** 20)
x = 2 ** 40
for _ in range(40): x = x * 2 - 1
print(x)
acc = 0
for i in range(0, 2 ** 49, 2 ** 44): acc += i
print(acc, sum([2 ** 46] * 8), sum([0.5] * 4, 2 ** 60), max(2 ** 63, 2.0 ** 63), min(-2 ** 63, -2.0 ** 63), [2 ** 47, 2 ** 47][-1] - 2 ** 47, round(2 ** 47 + 0.5), int(2.0 ** 47), int(-2.0 ** 63), round(-2.0 ** 47 - 0.5), 140737488355327 + 1, -140737488355328 - 1, 281474976710655 + 1, 2251799813685247 * 2 + 2, 1125899906842623 + 1)
