"""int: construction from everything, methods, attributes, errors."""
print(int(), int(3.9), int(-3.9), int("42"), int(" -7\n"), int("+5"), int("1_000"), int("ff", 16), int("0xff", 16), int("0b11", 0), int("0o17", 0), int("0x1F", 0), int("z", 36), int("101", 2), int(b"12"), int(bytearray(b"7")), int(True), int("١٢٣"), int("0", 0), int("00", 0), int("10", base=5), int("-0x10", 16), int("\u20035\u2003"), int(1e20))
print((5).bit_length(), (-256).bit_length(), (0).bit_length(), (255).bit_count(), (-7).bit_count(), (2 ** 100).bit_length(), (10).to_bytes(2, "big"), (258).to_bytes(2, "little"), (-2).to_bytes(2, "big", signed=True), (7).to_bytes(), (0).to_bytes(0, "big"), int.from_bytes(b"\x01\x02", "big"), int.from_bytes(b"\x01\x02", "little"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes([1, 0], byteorder="big"), int.from_bytes(b""), int.from_bytes(b"\x80" * 10, "little"))
print((5).as_integer_ratio(), (5).numerator, (5).denominator, (5).real, (5).imag, (5).conjugate(), (5).is_integer(), (5).__index__(), (5).__bool__(), (5).__int__(), (5).__float__(), (5).__trunc__(), (5).__floor__(), (5).__ceil__(), (5).__round__(), (15).__round__(-1), True.real, True.bit_length(), (True).conjugate())
print([round(n, -1) for n in (5, 15, 25, 14, -15, 26, 35)], round(12345, -2), round(5, 3), round(10 ** 20 + 55, -2), round(-1, -1), round(5, -5), [n // 3 for n in (-4, -3, 0, 4)], [n % 3 for n in (-4, -3, 0, 4)], [divmod(n, -3) for n in (-4, 4)], 7 & -2, 7 | -8, 6 ^ -1, ~7, -8 >> 1, -1 >> 100, 1 << 70, -5 << 3, 5 >> 1000)
print(2 ** 10, 2 ** -1, (-2) ** 3, 0 ** 0, pow(3, 200, 7), pow(3, -1, 7), pow(-3, 5, 11), pow(2, 5, -7), pow(0, 0, 1), pow(10, 18, 10 ** 9 + 7), 10 ** 18 * 10, 7 / 2, 10 ** 30 / 10 ** 28, -7 // 2.0, 3 < 3.5, 2 ** 53 == float(2 ** 53), 2 ** 53 + 1 == float(2 ** 53), 10 ** 400 > 1e308, 10 ** 400 < float("inf"))


def err(f, *args, **k):
    try:
        print(repr(f(*args, **k)))
    except Exception as e:
        print(type(e).__name__, e)


for args in [("",), (" ",), ("x",), ("1.5",), ("1__0",), ("_1",), ("1_",), ("0x10",), ("12", 2), ("1", 1), ("1", 37), ("1", -1), (5, 10), (b"x",), (None,), ([],), (1j,), (float("nan"),), (float("inf"),), ("5", "a"), (object,), ("1 2",), ("0b12", 0), ("08", 0), ("é",), ("5" * 10 + "q",), ("1", 10, 10), ("", 16), ("+",), ("- 1",), ("0x", 16), (b"\xff",), ("1", 2.0), ("\x00",), ("5\x00",), ("9", 8), ("٣", 16)]:
    err(int, *args)
for code in ["1 // 0", "1 % 0", "1 / 0", "divmod(1, 0)", "0 ** -1", "pow(2, -1, 4)", "pow(2, 3, 0)", "1 << -1", "1 >> -1", "pow(2, 3.0, 5)", "pow(2.0, 3, 5)", "1 + 'a'", "1 + None", "5 @ 5", "1 < 'a'", "5 & 1.5", "~1.5", "1 << 1.0", "10 ** 400 / 3", "1.0 * 10 ** 400", "(5).to_bytes(0, 'big')", "(256).to_bytes(1, 'big')", "(-1).to_bytes(1, 'big')", "(1).to_bytes(-1, 'big')", "(1).to_bytes(1, 'middle')", "int.from_bytes('a', 'big')", "int.from_bytes([256], 'big')", "int.from_bytes(5)", "(1).nope", "(1).real = 5", "round(1, 'a')", "int(x=5)", "int(base=5)", "int([1])", "1 << 10 ** 30", "0 << 10 ** 30", "5 >> 10 ** 30", "True + 'a'", "-'a'", "round(5, 1.5)", "(128).to_bytes(1, 'big', signed=True)", "(5).__add__()", "(5).__pow__(2, 3)", "chr(1.0)", "float(10 ** 400)", "int('9' * 30)", "int(10 ** 25)"]:
    try:
        print(eval(code) if " = " not in code else exec(code))
    except Exception as e:
        print(type(e).__name__, e)


class I:
    def __int__(self): return 3


class X:
    def __index__(self): return 4


class T:
    def __trunc__(self): return 5


class BadI:
    def __int__(self): return "s"


for o in (I(), X(), T(), BadI()):
    err(int, o)
print(hash(5), hash(-1), hash(-2), hash(2 ** 61 - 1), hash(2 ** 61), hash(10 ** 30), hash(-10 ** 30), hash(True), hash(1) == hash(1.0) == hash(1 + 0j), 5 .__class__, type(5) is int, isinstance(True, int), int.__name__, (5).__repr__(), (5).__str__(), (5).__hash__(), (5).__eq__(5.0), (5).__lt__(6), bool(int.__doc__))
