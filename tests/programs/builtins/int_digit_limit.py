"""The limit on digits between int and decimal text."""
import sys
print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
print(len(str(10 ** 4299)))


def err(f):
    try:
        r = f()
        print(type(r).__name__, len(r) if isinstance(r, str) else r.bit_length())
    except ValueError as e:
        print(e)
    except SyntaxError as e:
        print(type(e).__name__, e.msg)


big = 10 ** 4300
err(lambda: str(big))
err(lambda: repr(-big))
err(lambda: f"{big}")
err(lambda: f"{big:d}")
err(lambda: f"{big:,}")
err(lambda: "%d" % big)
err(lambda: int("1" * 4300))
err(lambda: int("1" * 4301))
err(lambda: int("-" + "1" * 4301))
err(lambda: int("1_" * 4300 + "1"))
err(lambda: int("0" * 5000))
err(lambda: int(" " * 5000 + "1"))
err(lambda: int("f" * 5000, 16))
err(lambda: int("1" * 5000, 2))
err(lambda: int("1" * 5000, 32))
err(lambda: int("1" * 5000, 7))
err(lambda: int(b"1" * 5000))
err(lambda: hex(big))
err(lambda: bin(big))
err(lambda: f"{big:x}")
err(lambda: str([big]))
err(lambda: repr({"k": big}))
err(lambda: eval("1" * 4301))
try:
    compile("x = " + "9" * 5000, "<c>", "exec")
except SyntaxError as e:
    print(e.msg, e.lineno)
err(lambda: eval("0x" + "1" * 5000))
sys.set_int_max_str_digits(640)
err(lambda: str(10 ** 639))
err(lambda: str(10 ** 640))
err(lambda: int("1" * 641))
for bad in (1, 639, -1, "x", 2 ** 40):
    try:
        sys.set_int_max_str_digits(bad)
        print("set", bad)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
sys.set_int_max_str_digits(0)
err(lambda: str(10 ** 6000))
err(lambda: int("7" * 10000))
n = int("123456789" * 1200)
print(str(n) == "123456789" * 1200, str(n * n)[:20], str(n * n)[-20:], len(str(n ** 3)), str(-n)[:5], n % 1000003, (n // 7) * 7 + n % 7 == n)
sys.set_int_max_str_digits(maxdigits=4300)
print(sys.get_int_max_str_digits())
