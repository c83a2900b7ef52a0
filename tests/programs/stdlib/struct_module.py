"""struct: packing and unpacking, alignment, byte orders, errors."""
import struct

print(struct.pack("<ihb", 1, -2, 3), struct.pack(">ihb", 1, -2, 3), struct.pack("!H", 258), struct.pack("=q", -1), struct.pack("<bBhHiIqQ", -1, 255, -2, 65535, -3, 2 ** 32 - 1, -4, 2 ** 64 - 1))
print(struct.pack("<fd", 1.5, -0.1), struct.pack("<e", 1.0), struct.pack(">d", float("inf")), struct.pack("?", True), struct.pack("<5s", b"ab"), struct.pack("<3s", b"abcdef"), struct.pack("c", b"x"), struct.pack("5p", b"abc"), struct.pack("<2x"), struct.pack("<3h", 1, 2, 3), struct.pack("<"), struct.pack("s", b"ab"), struct.pack("0s", b""), struct.pack("< i 2x h", 1, 2), struct.pack("xbx", 5))
for fmt in ("", "b", "bi", "ib", "bq", "@bhiq", "=bhiq", "<bhiq", "10s", "3d", "2i3s", "P", "n", "N", "l", "L", "bd", "cI", "0i", "b0i", "ffd", "?", "hhi", "iq0q"):
    print(fmt, struct.calcsize(fmt), end="; ")
print()
print(struct.unpack("<ihb", b"\x01\0\0\0\xfe\xff\x03"), struct.unpack(">I", b"\1\2\3\4"), struct.unpack("<f", struct.pack("<f", 0.1)), struct.unpack("3s", b"abc"), struct.unpack("5p", b"\x03abc\0"), struct.unpack("?c", b"\2a"), struct.unpack("<e", b"\x00\x3c"), struct.unpack("", b""), struct.unpack_from("<h", b"xx\1\0", 2), list(struct.iter_unpack("<h", b"\1\0\2\0")))
b = bytearray(6)
struct.pack_into("<hh", b, 1, 1, -1)
s = struct.Struct("<iH")
print(b, s.size, s.format, s.pack(1, 2), s.unpack(b"\1\0\0\0\2\0"), s.unpack_from(b"zz\1\0\0\0\2\0", 2), list(s.iter_unpack(b"\0" * 12)), struct.Struct(b"<h").format, repr(s))
for f in (lambda: struct.pack("i"), lambda: struct.pack("i", 1, 2), lambda: struct.pack("b", 128), lambda: struct.pack("B", -1), lambda: struct.pack("h", 70000), lambda: struct.pack("<I", -1), lambda: struct.pack("q", 2 ** 63), lambda: struct.pack("i", 1.5), lambda: struct.pack("i", "a"), lambda: struct.pack("f", "a"), lambda: struct.pack("s", "str"), lambda: struct.pack("c", b"ab"), lambda: struct.pack("z", 1), lambda: struct.pack("3", 1), lambda: struct.pack("<P", 1), lambda: struct.pack("<f", 1e300), lambda: struct.pack("e", 1e6), lambda: struct.unpack("i", b"abc"), lambda: struct.unpack("<h", b"abc"), lambda: struct.unpack("b", "a"), lambda: struct.unpack_from("i", b"ab"), lambda: struct.unpack_from("b", b"ab", 5), lambda: struct.pack_into("i", b, 4, 1), lambda: struct.pack_into("b", b"const", 0, 1), lambda: struct.pack_into("b", b, -10, 1), lambda: list(struct.iter_unpack("h", b"abc")), lambda: struct.calcsize("99999999999999999999i"), lambda: struct.calcsize(5), lambda: struct.Struct("zz"), lambda: struct.pack(), lambda: struct.unpack("é", b""), lambda: list(struct.iter_unpack("", b"")), lambda: struct.pack("p", 5), lambda: struct.pack("?", [])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Idx:
    def __index__(self): return 7


print(struct.pack("<b", Idx()), struct.pack("<d", 3), struct.unpack("<2?", b"\0\5"), issubclass(struct.error, Exception), struct.error.__name__, struct.pack("<f", float("nan"))[-1], struct.unpack("<3b", bytes([255, 0, 128])))
