"""Format specifications for str, and types that only accept the empty one."""
specs = ["", "s", "10", "<10", ">10", "^10", "*^10", ".2", "10.2", "^6.3s", "\u00e9>6", "010", "<010", " <6", "<<6", "0<6", "é^9.1", "s", "5s", ".0", "{^7", "0", "05", "^05"]
for s in ("", "abc", "日本語テキスト", "é😀"):
    print(*(format(s, spec) + "$" for spec in specs), sep="|")
for spec in ["d", "+", "-", " ", "#", ",", "_", "=10", "x", "f", ".2d", "10.s", ".", "z", "%", "10x5", "n", "05=", "+5", "c", ".-1", "0=5"]:
    try:
        print(repr(spec), repr(format("abc", spec)))
    except ValueError as e:
        print(repr(spec), e)
for obj in ([1], (1,), {"a": 1}, {1}, None, b"x", range(3), slice(1), ..., object, len, type, bytearray(b"y"), frozenset(), memoryview(b"a") and 1j.__class__, Exception("e"), lambda: 0 and None):
    try:
        text = format(obj, "")
        format(obj, ">20")
    except TypeError as e:
        print(text if "0x" not in text else "addr", "-", e)


class Plain:
    def __str__(self): return "plain str"


class Sub(str):
    pass


class Fmt(str):
    def __format__(self, spec): return "custom " + spec


class Int(int):
    def __str__(self): return "int str"


class Flt(float):
    def __repr__(self): return "flt repr"


print(format(Plain()), format(Sub("x"), ">3"), format(Fmt("x"), ">3"), format(Int(5)), format(Int(5), "d"), f"{Int(5)}", f"{Flt(2.5)}", f"{Flt(2.5):.1f}", f"{Flt(2)!r}", "%s %d" % (Int(5), Int(5)), f"{Plain()!s:>12}", str(Int(5)), str(Flt(1)))
try:
    format(Plain(), "x")
except TypeError as e:
    print(e)
print(object.__format__(Plain(), ""), type("").__format__("a", "3") + "|", f"{None!s:>6}", f"{[1, 2]!r:*^12}", f"{(1,)}", f"{ {1} }", f"{type(5)}", f"{...}", f"{b'x'}", f"{range(2)}")
