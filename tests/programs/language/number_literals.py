"""Numeric literals in every base and form, with the errors of malformed ones."""
import io, sys
print(0, 00, 0_0, 1_000_000, 0x1F, 0XfF, 0x_ff, 0o17, 0O7, 0o_1, 0b101, 0B1, 0b_1_0)
print(1.0, .5, 5., 1e3, 1E-3, 1.5e+2, 1_0.0_1, 1_0e1_0, .5e1, 0.1 + 0.2, 1e308 * 10, -1e400, 0e0, 00.5, 09.5, 0_1.5e0, 1e-400)
print(1j, 2.5J, 1e2j, 0j, .5j, 1_0j, 3 + 4j, -1j, 1 - 2j, 0x1f + 1j, 07j, 09e1j)
print(10 ** 40, 0xFFFFFFFFFFFFFFFFFFFF, 0b1 << 70, 0o7777777777777777777777777, 123456789012345678901234567890)
print(1 .real, 1..real, (5).bit_length(), 1j.imag)
print(-5 ** 2, (-5) ** 2, 2 ** -1, -2 ** -2, 2 ** 3 ** 2, --5, -+-5, ~5, ~-1, not 1 == 2, -1 ** 0.5)
print(7 // 2, -7 // 2, 7 // -2, 7 % -3, -7 % 3, -7.5 // 2, 7.5 % -2, 1_0 % 3, 5 / 2, 6 / 3, divmod(-7, 2), divmod(7, -2.0), 0x10 | 0b11 & 0o7 ^ 1, 1 << 2 + 1, 1 + 2 * 3 - 4 / 2 ** 2)
stderr, sys.stderr = sys.stderr, io.StringIO()
for code in ["012", "0_12", "1__0", "1_", "_1", "0x", "0xg", "0b2", "0b12", "0o8", "0o18", "0b", "0o", "1_.5", "1._5", "1.5_", "1e", "1e+", "1e_5", "1_e5", "0x_", "0x1_", "0b_", "1j_", "5x", "5a", "1.5x", "0xfz", "1_000_", "1.e", "0777", "00", "0e", "1jj", "0x1.5", "1 000", "1if 1else 2", "0or 5", "1_j", "089", "1__j", "0b1.0", "1.5.5", "١", "1²"]:
    try:
        print(code, "=", eval(code))
    except SyntaxError as e:
        print(code, "->", e.msg)
    except NameError as e:
        print(code, "->", e)
sys.stderr = stderr
print(1e16, 1e15, 123456789012345678.0, 1e22, 1e23, 0.0001, 0.00001, 1.0e-7, 100000.0, 1e5, -0.0, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 0.1, 1 / 3, 2 / 3, 1e100)
print(repr(1 + 0j), repr(-0j), repr(complex(-0.0, -0.0)), repr(1e300j), repr(complex("nan")), complex(float("inf"), -1), 1j * 1j, (1 + 2j) / (3 - 1j))
print(True + True, True * 5, -True, ~0, True | 2, True & False, True ^ True, type(True | False).__name__, type(True + 1).__name__, True / 2, True == 1.0, 5 // True)
