"""Requests too big for memory or for the type raise errors at once."""


def err(f):
    try:
        r = f()
        print("ok", type(r).__name__)
    except (MemoryError, OverflowError, ValueError) as e:
        print(type(e).__name__, e)


big = 2 ** 62
huge = 2 ** 100
for f in (lambda: "a" * big, lambda: b"a" * big, lambda: [0] * big, lambda: (0,) * big, lambda: "a" * huge, lambda: [0] * huge, lambda: bytes(big), lambda: bytearray(big), lambda: bytes(huge), lambda: "x".ljust(big), lambda: "x".center(huge), lambda: "x".zfill(big), lambda: "skipped",
          lambda: [1, 2] * (big // 1), lambda: bytearray(b"x") * big, lambda: 1 << huge, lambda: len(range(huge)), lambda: "ab".replace("a", "b" * 10) * big, lambda: " " * (2 ** 63), lambda: [None] * (2 ** 63 - 1), lambda: (1).to_bytes(big, "big"), lambda: "a\t".expandtabs(huge), lambda: sum([], huge), lambda: chr(huge), lambda: round(5, 400), lambda: 10.0 ** 400, lambda: float(huge ** 20), lambda: int(1e308) * 10, lambda: pow(2, 10 ** 5) % 7, lambda: "a" * -huge, lambda: [0] * -huge, lambda: huge >> huge, lambda: (-huge) >> huge, lambda: "abc"[huge:], lambda: [1][:huge], lambda: format(1, "1" + "0" * 30), lambda: "{:99999999999999999999}".format(1), lambda: "%.99999999999d" % 1):
    err(f)
x = [1]
try:
    x *= big
except MemoryError as e:
    print(repr(e), x)
s = "a"
try:
    s *= big
except MemoryError as e:
    print(repr(e), s)
b = bytearray(b"1")
try:
    b *= big
except MemoryError as e:
    print(repr(e), b)
print((2 ** 100000).bit_length(), len(str(3 ** 5000)), hash(2 ** 10000) == hash(2 ** 10000), (7 ** 2000) % (10 ** 9 + 7), (2 ** 20000 - 1).bit_count(), 0 * huge, huge ** 0)
