"""complex: construction, text, arithmetic, special values, errors."""
print(complex(), complex(1), complex(1, 2), complex(1.5, -2), complex("1+2j"), complex(" -1.5e3-2J "), complex("j"), complex("-j"), complex("+5"), complex("(1+2j)"), complex("nan+infj"), complex("1e2j"), complex(1j), complex(True), complex(real=1, imag=2), complex(imag=3), complex("inf"), complex(0, -0.0), complex(-0.0, 0.0), complex("1_0+2_0j"))
a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, a ** 2, a ** b, a ** 0.5, a ** -1, -a, +a, abs(a), a.conjugate(), a.real, a.imag, a == 3 + 4j, a != b, 2 * a, a * 2.0, 1 + a, a - 1, 1 / a, a == complex(3, 4), 3 + 0j == 3, hash(3 + 0j) == hash(3), bool(0j), bool(1j), 1j ** 2, (1 + 1j) ** 10, 2 ** 1j, 0j ** 0, a ** 3, (2 + 0j) ** -3)
print(repr(1 + 0j), repr(-1j), repr(0j), repr(-0j), repr(1.5 + 2.5j), repr(complex(1e20, 1e-20)), str(complex(float("nan"), float("-inf"))), repr(complex(-0.0, -1)), repr(1e300j), [1j], f"{1 + 2j}", repr(-(0j)), repr(0 - 1j), repr(complex(0.0, -0.0)))
print((3 + 4j).__complex__(), complex.from_number(5), complex.from_number(2.5), complex.from_number(1j), {1 + 0j: "k"}[1], hash(1j), hash(1 + 1j), sum([1j, 2]), (1j).__class__, isinstance(1j, complex), type(1j * 0).__name__, (1 + 2j).__getnewargs__())
inf, nan = float("inf"), float("nan")
print(complex(inf, 1) * 1, complex(1, inf) + 1, complex(inf, inf) - complex(inf, 0), abs(complex(inf, nan)), abs(complex(nan, 1)), complex(1e308, 1e308) * 2, complex(1, 2) * inf, complex(nan, 0) == complex(nan, 0), 1e308 * (1 + 1j), abs(complex(3e200, 4e200)), complex(0.0, 1) * complex(0.0, 1), 5 * 1j, 1j * -0.0, 1.0 - 0j, -1.0 * 1j, (1 - 0j).imag, (-1 * 0j).real)


def err(f, *args, **k):
    try:
        print(repr(f(*args, **k)))
    except Exception as e:
        print(type(e).__name__, e)


for args in [("",), ("x",), ("1+",), ("1 + 2j",), ("1+2",), ("1+2jj",), ("(1",), ("1", 2), (1, "2"), (None,), ([],), ("1j2",), ("--1j",), ("i",), (b"1",), (1, 2, 3), ("1+2j+3",), ("()",), ("\x00",), ("1e400",)]:
    try:
        print(repr(complex(*args)))
    except Exception as e:
        print(type(e).__name__, e)
for code in ["1j < 2j", "1j // 1", "1j % 1", "divmod(1j, 1)", "int(1j)", "float(1j)", "1j / 0", "0j ** -1", "0j ** 1j", "round(1j)", "abs('a')", "1j + 'a'", "1j & 1", "pow(1j, 2, 3)", "1j.nope", "complex(x=1)", "1e200j ** 10", "max(1j, 2j)", "sorted([1j, 2j])", "range(1j)", "list((1,))[0j]", "complex.from_number('1')", "1j @ 1", "1j >= 1", "(1e200+0j) ** 2", "~1j", "1j.real = 5", "abs(complex(1.7e308, 1.7e308))"]:
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__, e)


class C:
    def __complex__(self): return 1 + 2j


class F:
    def __float__(self): return 2.5


class I:
    def __index__(self): return 7


class Bad:
    def __complex__(self): return 5


for o in (C(), F(), I(), Bad()):
    err(complex, o)
err(complex, F(), I())
