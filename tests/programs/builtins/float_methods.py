"""float: construction, methods, special values, comparison with ints, rounding, errors."""
import math
inf, nan = float("inf"), float("nan")
print(float(), float(3), float("3.5"), float(" -1e3\n"), float("1_0.5"), float(".5"), float("5."), float("inf"), float("-Infinity"), float("nan"), float("+NaN"), float("-nan"), float(b"2.5"), float(True), float("1e400"), float("1e-400"), float("-0"), float("٣.١"), float(10 ** 20), float("1E5"), float("00012.500"))
print((2.5).as_integer_ratio(), (0.1).as_integer_ratio(), (-0.75).as_integer_ratio(), (1e20).as_integer_ratio(), (2.5).hex(), (0.1).hex(), (-0.0).hex(), inf.hex(), nan.hex(), (5e-324).hex(), (1e308).hex(), float.fromhex("0x1.8p1"), float.fromhex("-0x.8"), float.fromhex("1"), float.fromhex("inf"), float.fromhex(" 0X1P-3 "), float.fromhex("nan"), float.fromhex("0x1p-1074"), float.fromhex("ff.8"))
print((2.0).is_integer(), (2.5).is_integer(), inf.is_integer(), nan.is_integer(), (2.7).real, (2.7).imag, (2.7).conjugate(), (2.7).__int__(), (2.7).__trunc__(), (-2.7).__floor__(), (-2.7).__ceil__(), (2.5).__round__(), (2.567).__round__(2), (2.5).__bool__(), (0.0).__bool__(), float.from_number(5), float.from_number(2.5))
print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999999, 1e20)], [round(x, 1) for x in (0.25, 0.35, 2.675, -0.05, 1e300)], round(2.675, 2), round(1234.567, -2), round(5.5, 0), round(1e-10, 5), round(-0.4), round(1.5, None), round(123.456, 400), round(1e22, -25), round(inf, 2), round(0.5 + 1e-9), type(round(2.5)).__name__, type(round(2.5, 0)).__name__)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(-7.5, 2), divmod(7.5, -2), 1e300 * 1e10, -1e300 * 1e10, inf - inf, inf * 0, 0.0 / 5, -0.0 + 0.0, -0.0 - 0.0, 0.0 * -1, inf // 2, 5 % inf, -5 % inf, -5 // inf, 2.0 ** 0.5, (-8) ** (1 / 3), 2 ** -1074, 0.0 ** 0, inf ** 0, 1 ** nan, (-2.0) ** 3, 2.0 ** -2, 1e308 + 1e308, -0.0 == 0.0, 1e-200 * 1e-200)
print(nan == nan, nan != nan, nan < 1, nan > 1, inf > 10 ** 400, -inf < -10 ** 400, 1.0 == 1, 0.1 + 0.2 == 0.3, 1e16 + 1 == 1e16, 2 ** 53 + 1 > 2.0 ** 53, 2.5 < 3, 3 > 2.5, 10 ** 30 < 1e30, 10 ** 23 > 1e23, min(nan, 1), min(1, nan), max(nan, 1), sorted([3.5, 1, 2.5]), inf == float("inf"), abs(-0.0), abs(-inf), -nan != -nan)


def err(f, *args, **k):
    try:
        print(repr(f(*args, **k)))
    except Exception as e:
        print(type(e).__name__, e)


for args in [("",), ("x",), ("1e",), ("1__0",), ("_1",), ("1_",), ("0x10",), ("1 2",), (None,), ([],), (1j,), ("--1",), ("1,5",), (b"x",), ("infin",), ("nanx",), (".",), ("e5",), ("1e5.5",), (object,), (1, 2), ("\x00",), ("1_e5",), ("é",), ("1._5",)]:
    err(float, *args)
for code in ["1.0 / 0", "1.0 // 0", "1.0 % 0", "divmod(1.0, 0)", "0.0 ** -1", "(-1.0) ** 0.5", "10.0 ** 400", "int(inf)", "int(nan)", "round(inf)", "round(nan)", "inf.as_integer_ratio()", "nan.as_integer_ratio()", "float.fromhex('xyz')", "float.fromhex('0x1p5000')", "1.5 & 1", "1.5 << 1", "~1.5", "1.5 + 'a'", "'a' + 1.5", "1.5 < 'a'", "list((1,))[1.0]", "range(1.5)", "1.5 @ 2", "(1.5).nope", "float(x=1)", "round(1.5, 'a')", "math.floor(inf)", "float('1').hex(1)", "1.0 * 10 ** 400", "10 ** 400 * 1.0", "1.5 // 'a'", "round(1.5, 2.0)", "float.fromhex(5)", "float.from_number('5')", "2.0 ** 10 ** 5", "math.trunc(nan)", "1.7e308 * 10", "-2.0 ** 0.5", "1e308 ** 2"]:
    try:
        print(repr(eval(code)))
    except Exception as e:
        print(type(e).__name__, e)


class F:
    def __float__(self): return 2.5


class I:
    def __index__(self): return 3


class Bad:
    def __float__(self): return 1


class Sub(float): pass


class RetSub:
    def __float__(self): return Sub(1.5)


for o in (F(), I(), Bad(), Sub(1)):
    err(float, o)
print(hash(0.0), hash(-0.0), hash(0.5), hash(1e300), hash(-1.5), hash(inf), hash(-inf), hash(1.0), hash(1e20) == hash(10 ** 20), hash(0.1), {1.0: "a"}[1], {0.0: 1}[-0.0], type(1.5).__name__, (1.5).__repr__(), (1.5).__eq__("a"), (1.5).__add__(1), (1.5).__radd__(1), (1.5).__floordiv__(0.5), float.__name__, float.max if hasattr(float, "max") else "")
