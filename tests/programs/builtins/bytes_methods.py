"""bytes: construction, every method, and the errors."""
print(bytes(), bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytes(b"x"), bytes(bytearray(b"y")), bytes(range(3)), bytes((1,)), bytes(memoryview(b"mv")), bytes("a", encoding="ascii", errors="strict"), bytes.fromhex("41 42\t4aFF"), bytes(i for i in b"gen"))
b = b"abracadabra"
print(b[0], b[-1], b[1:4], b[::-2], len(b), list(b)[:3], b + b"!", b * 2, 97 in b, b"cad" in b, b == bytearray(b), b < b"b", hash(b) == hash(bytes(b)), b != "abracadabra", {b: 1}[b"abracadabra"])
print(b.find(b"a", 1), b.rfind(97), b.index(b"cad"), b.rindex(b"a"), b.count(b"a"), b.count(97), b.find(b"zz"), b.startswith(b"ab"), b.startswith((b"x", b"ab")), b.endswith(b"ra", 2), b.partition(b"c"), b.rpartition(b"z"), b.replace(b"a", b"_", 2), b.removeprefix(b"abra"), b.removesuffix(b"abra"))
print(b"a b  c".split(), b"a,b,c".split(b",", 1), b"a,b,c".rsplit(b",", 1), b"a\nb\r\nc\rd\x0be".splitlines(), b"a\n".splitlines(True), b"-".join([b"a", bytearray(b"b")]), b"  x\t".strip(), b"xxaxx".lstrip(b"x"), b"xxaxx".rstrip(b"x"), b"a\tb".expandtabs(4))
print(b"Hello World".upper(), b"Hello".lower(), b"hello world".title(), b"hello".capitalize(), b"Hello".swapcase(), b"ab".center(6, b"*"), b"ab".ljust(4) + b"|", b"ab".rjust(4, b"0"), b"-5".zfill(4), b"\xe9A".lower(), b"\xe9a".upper())
print([getattr(x, n)() for x in (b"abc", b"ABC1", b"12", b" \t", b"", b"Ab Cd", b"\xff") for n in ("isalpha", "isdigit", "isalnum", "isspace", "isupper", "islower", "istitle", "isascii")].count(True))
print(b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abcabc".translate(None, b"b"), b"abc".translate(bytes(range(256)), delete=b"c"), b"\x00\xff\x10".hex(), b"\x01\x02\x03\x04\x05".hex(":"), b"\x01\x02\x03\x04\x05".hex("-", 2), b"\x01\x02\x03\x04\x05".hex("_", -2), b"abc".decode(), b"\xe9".decode("latin-1"), b"\xff\xfea\x00".decode("utf-16"), b"a\x00\x00\x00".decode("utf-32-le"))
print(b"\xff\xc3a\xe2\x82".decode("utf-8", "replace"), b"a\xffb".decode("ascii", "ignore"), b"a\xff".decode("utf-8", "backslashreplace"), ascii(b"a\xff".decode("utf-8", "surrogateescape")), b"\xef\xbb\xbfx".decode("utf-8-sig"), ascii(b"\xef\xbb\xbfx".decode()), ascii(b"\xed\xa0\x80".decode("utf-8", "surrogatepass")))
print(repr(b"\x00\t\n\r'\\\x7f\x80az"), repr(b'"'), repr(b"'"), repr(b"'\""), str(b"x"), ascii(b"\xe9"), b"a".__class__.__name__, b"%b" % b"q", b"abc".__getnewargs__())


def err(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)


for f, a in [(bytes, ("é",)), (bytes, (-1,)), (bytes, ([256],)), (bytes, (["a"],)), (bytes, (1.5,)), (bytes, (5, "utf8")), (bytes, ("a", 5)), (bytes, (None,)), (bytes, (object(),)), (bytes.fromhex, ("4",)), (bytes.fromhex, ("zz",)), (bytes.fromhex, ("4 1",)), (bytes.fromhex, (5,)), (bytes.fromhex, ("41é",)), (b.find, ("a",)), (b.index, (b"q",)), (b.find, (256,)), (b.count, (-1,)), (b.startswith, ("a",)), (b.startswith, ((b"a", "b"),)), (b.split, (",",)), (b.split, (b"",)), (b.join, (["a"],)), (b.join, ([b"a", 5],)), (b.join, (5,)), (b.replace, (b"a", "b")), (b.strip, ("a",)), (b.translate, (b"short",)), (bytes.maketrans, (b"a", b"bc")), (b.center, (20, "x")), (b.center, (20, b"xy")), (b.hex, (5,)), (b.hex, ("é",)), (b.hex, ("ab",)), (b.decode, ("ascii", 5)), (b"\xff".decode, ()), (b"ab\xe9".decode, ("ascii",)), (b"\xe2\x82".decode, ()), (b"\xf0\x9f\x98zz".decode, ()), (b"a".decode, ("nope",)), (b"abc".__getitem__, ("x",)), (b"abc".__getitem__, (5,)), (b.partition, (b"",)), (b.zfill, ("a",)), (b"\x00\xd8".decode, ("utf-16-le",)), (b"a".decode, ("utf-16-le",)), (b"\xed\xa0\x80".decode, ()), (b"\xc0\x80".decode, ()), (b"\xf4\x90\x80\x80".decode, ())]:
    err(f, *a)
for code in ["b'a' + 'b'", "b'a' + 1", "b'a' * 1.5", "b'a' < 'a'", "'a' in b'a'", "256 in b''", "b'' % 5", "b'a'.nope", "b'%s' % 'x'", "b'ab' + bytearray(b'c')", "bytearray(b'c') + b'ab'", "b'a' + memoryview(b'z')", "b'' in b''", "-b''"]:
    err(eval, code)


class Bad:
    def __bytes__(self): return "not bytes"


class Good:
    def __bytes__(self): return b"from __bytes__"


class Idx:
    def __index__(self): return 3


err(bytes, Bad())
err(bytes, Good())
err(bytes, Idx())
err(bytes, [Idx(), True])
