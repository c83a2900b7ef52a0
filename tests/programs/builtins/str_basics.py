"""str: construction, indexing, concatenation, repetition, comparison, iteration, hashing, interning."""
print(str(), str(5), str("x"), str(b"ab", "ascii"), str(b"\xc3\xa9", encoding="utf-8"), str(object=3), str(None), str(bytearray(b"q"), "utf8", "strict"), str(b"x")), print(str(b"\xff", errors="replace") == "\ufffd")
s = "añ日😀z"
print(len(s), s[0], s[3], s[-1], s[-2], s[1:4], s[::-1], s[4:1:-1], [c for c in s], list(reversed(s)), list(enumerate(s))[2], min(s), max(s), sorted(s), s * 2, 2 * "ab", "ab" * 0, "ab" * -1, "a" + "b" + s)
print("abc" < "abd", "abc" < "abcd", "Z" < "a", "" < "a", "é" > "z", "😀" > "\uffff", "a" == "a", "a" != "b", "a" <= "a", s == "".join(list(s)), s != s[:4])
a = "hello"
b = "".join(["hel", "lo"])
print(a == b, hash(a) == hash(b), {a: 1}[b], a is a, "x" in a, "ell" in a, "" in "", a.__contains__("h"))
import sys
print(sys.intern(b) is sys.intern(a + ""), sys.intern("q" * 3) is sys.intern("qqq"))


def err(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)


err(lambda: "a" + 1)
err(lambda: 1 + "a")
err(lambda: "a" * "b")
err(lambda: "a" * 1.5)
err(lambda: "a" - "b")
err(lambda: "a"[1])
err(lambda: s["b"])
err(lambda: "a" < 1)
err(lambda: "a" + b"b")
err(lambda: "a" * 10 ** 20)
err(lambda: "a".nope)
err(lambda: "a" & "b")
err(lambda: -"a")
err(str, b"\xff", "utf-8")
err(str, "a", "utf-8")
err(str, 5, "utf-8")
err(str, b"a", 5)
err(str, 1, 2, 3, 4)
err(str, x=1)
err(str, b"a", "nope")
err(sys.intern, 5)
err(str.__add__, "a", 5)
err(str.__mul__, "a", "b")
err(str.__mul__, "a", 3)
err(str.__rmul__, "a", 2)
err("a".__getitem__, slice(None))
err(str.__len__, "abc")
err(str.__len__, 5)
err(ord, "")
err(ord, "ab")
err(chr, 0x110000)
err(chr, -1)
err(chr, 0x1F600)
err(ord, "😀")
print(repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("\\"), repr("\x00\x1f\x7f\x80"), ascii("é日😀"), repr("\u200b\u3000\ue000"), str("'"), "%r" % "x'", f"{'é'!a}")
x = ""
for i in range(2000):
    x += chr(97 + i % 26)
print(len(x), x[-3:], x.count("abc"), x == x[:1000] + x[1000:], hash(x) == hash(x[:1000] + x[1000:]))
u = "é" * 1000 + "x" + "日" * 1000
print(u[1000], u[999], u[1001], u[-1], u[1500:1502], u[::500], u.index("x"), len(u.encode()), u[998:1003:2])
print("abc".__iter__().__next__(), iter("x").__class__.__name__, "a".__class__, type("") is str, isinstance("", str), "a".__hash__() == hash("a"), "abc".__str__(), "abc".__format__(">5"), "a".__sizeof__() > 0, "ab".__getnewargs__())
