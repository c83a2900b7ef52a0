"""repr of floats: shortest digits that read back, exponents, extremes."""
values = [0.0, 1.0, -1.0, 0.1, 0.2, 0.3, 0.1 + 0.2, 1 / 3, 2 / 3, 1e15, 1e16, 123456789012345.6, 1234567890123456.7, 12345678901234567.8, 9999999999999998.0, 1e17, 1e21, 1e22, 1e23, 1e100, 1.5e300, 0.001, 0.0001, 0.00012, 0.00001, 1e-5, 1.5e-7, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 4.35, 100.0, 1e2, 123e-2, 2 ** 53.0, 2.0 ** 60, 2.0 ** -20, 3.141592653589793, 2.718281828459045, 9007199254740993.0, 5e-5, 0.5, 1.1, 2.2, 3.3, 1.1 + 2.2, 1e-10, 1.0000000000000002, 0.9999999999999999, 4.9e-324, 1e-323, 8.41e21, 2.0 ** 70, 7.0e-10, 9.5367431640625e-07, 1.8446744073709552e19, 123456.789e3, 179769313486231570000.0]
print(*map(repr, values))
print(*(str(-v) for v in values[:30]))
assert all(float(repr(v)) == v for v in values)
x = 1.0
out = []
for i in range(60):
    out.append(repr(x))
    x *= 7.3
print(*out)
x = 1.0
out = []
for i in range(40):
    out.append(repr(x))
    x /= 13.7
print(*out)
print(*[i / 10 for i in range(30)])
print(*[10.0 ** i for i in range(-30, 31)])
print(*[2.0 ** i for i in range(-60, 70, 5)])
s = 0.0
acc = []
for i in range(20):
    s += 0.1
    acc.append(s)
print(acc, sum([0.1] * 10), sum([0.1] * 10) == 1.0)
seed = 12345
n = 0
for i in range(2000):
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    mant = (seed >> 11) + 1
    v = mant * 2.0 ** ((seed & 1023) - 560)
    if float(repr(v)) == v:
        n += 1
    if i % 100 == 0:
        print(v, end=" ")
print(n)
print([1.0, 2.5], (1e50,), {0.1: -0.0}, str(1e16), f"{1e16}", f"{0.1}", "%s" % 1e-5, "%r" % 1e22, complex(0.1, 1e20), 1e16j, -0.0, [float("inf")], (float("-nan"),), str(True / 3), 1e1000, -1e1000, 1.0e+5, 100000000000000000000.0, 0.1e-6)
