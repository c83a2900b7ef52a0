"""%-formatting of strings: every conversion, flags, width, precision, mappings and errors."""
print("%d %i %u|%5d|%-5d|%05d|%+d|% d|%d" % (1, 2, 3, 4, 5, 6, 7, 8, -9))
print("%x %X %#x %#X %o %#o %08x %#010x" % (255, 255, 255, 255, 8, 8, 255, 255), "%x %o" % (-255, -8), "%d" % 3.99, "%d" % True, "%x" % 10 ** 20, "%.5d" % 42, "%+.3d" % 7, "%8.5d|" % -42, "%-8.3d|" % 5, "%#.4x" % 10)
print("%f %F %e %E %g %G" % (1.5, 1.5, 12345.678, 0.00012, 1e10, 1e-10), "%.2f|%8.3f|%-8.1f|%08.2f|%+.1f|% .1f" % (3.14159, 2.71828, 1.25, -3.7, 2.0, 2.0), "%.0f %#.0f %g %#g %g" % (2.5, 2.5, 100000, 100000, 1000000), "%5.1e" % 0, "%g" % 0.0001, "%g" % 0.00001, "%.3g" % 1234.5, "%.10g" % 0.1)
print("%f %e %g %F %5.1f" % (float("inf"), float("-inf"), float("nan"), float("inf"), float("nan")), "%05f" % float("inf"), "%f" % 10 ** 20, "%.3f" % 2, "%+f" % -0.0)
print("%s %r %a|%5s|%-5s|%.2s|%5.1s|" % ("s", "r", "é", "ab", "ab", "abcdef", "xyz"), "%s" % None, "%s" % [1, "a"], "%s" % (("t", 1),), "%r" % ("q",), "%c%c%c" % ("a", 98, "日"), "%5c|%-3c|" % ("x", "y"), "%%" % (), "100%%" % ())
print("%(a)s %(b)05d %(a)r %(a).1s" % {"a": "xyz", "b": 42}, "%(a b)s %(x(y))s %()s" % {"a b": 1, "x(y)": 2, "": 3}, "%(k)s" % {"k": (1, 2)}, "%s" % {"d": 1}, "no conversion" % {}, "none" % (), "x" % [])
print("%*d|%-*d|%.*f|%*.*f" % (5, 42, 5, 42, 2, 3.14159, 8, 3, 2.71828), "%*d|" % (-5, 42), "%0*d" % (6, 42), "%ld %hd %Ld" % (1, 2, 3))


class C:
    def __str__(self): return "str!"
    def __repr__(self): return "repr!"
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __index__(self): return 8
    def __getitem__(self, k): return f"item {k}"


print("%s %r %a %d %x %f %c" % (C(), C(), C(), C(), C(), C(), C()), "%(key)s" % C(), "%s" % C())


def err(fmt, arg):
    try:
        print(repr(fmt % arg))
    except Exception as e:
        print(repr(fmt), type(e).__name__, e)


for fmt, arg in [("%d", "x"), ("%d", None), ("%x", 1.5), ("%o", "a"), ("%f", "x"), ("%c", "ab"), ("%c", -1), ("%c", 0x110000), ("%c", 1.5), ("%c", ""), ("%s %s", 1), ("%s %s", (1,)), ("%s", ()), ("%s", (1, 2)),
                 ("x", 5), ("x", (1,)), ("%", 1), ("%q", 1), ("abc%", ()), ("%(a)s", 5), ("%(a)s", (1,)), ("%(a)s", {}), ("%(a", {}), ("%(a)", {"a": 1}), ("%*d", ("x", 1)), ("%.*f", (1.5, 1)), ("%d %(a)s", {"a": 1}),
                 ("%(a)s %s", {"a": 1}), ("%y", {}), ("%é", 1), ("%s %d", ("a", "b")), ("%e", 1j), ("%d", 1j), ("%d", float("nan")), ("%d", float("inf")), ("%i", []), ("%#s", "x"), ("%+s", "x"), ("% s", 1), ("%05s", "ab"), ("%.s", "abc"), ("%.f", 2.5), ("%-05d", 3), ("%+ d", 3), ("%99999999999999999999d", 1), ("%.99999999999999999999f", 1), ("%*d", (1,)), ("%*d", 5), ("%z", 1), ("%\n", 1), ("%5", 1)]:
    err(fmt, arg)
print(b"%d %s %a %r %b %c%c %x %5.1f|%-4s|" % (1, b"bytes", "é", "r", b"b", 65, b"B", 255, 2.25, b"q"), b"%(k)s" % {b"k": b"v"}, bytearray(b"%d") % 5, b"%%" % ())
for fmt, arg in [(b"%s", "str"), (b"%d", b"1"), (b"%b", 5), (b"%c", 256), (b"%c", b"ab"), (b"%(k)s", {"k": b"v"}), (b"%q", 1), (b"%s", ()), (b"%s", (b"1", 2)), (b"%b", "x"), (b"%d", "x")]:
    err(fmt, arg)
print("%s" % ("%d" % 5), "%d%%" % 50, "%s" * 2 % (1, 2), ("%s" % "a") * 2)
