"""str: center, ljust, rjust, zfill, translate, maketrans, encode."""
print("ab".center(7, "*"), "abc".center(6, "*"), "ab".center(1), "a".center(4) + "|", "ab".ljust(5, "."), "ab".rjust(5, "."), "ab".ljust(1), "日".center(5, "本"), "".center(3, "x"), "ab".center(5, "-"), "a".center(4, "-"), "abc".center(8, "-"))
print("42".zfill(5), "-42".zfill(5), "+42".zfill(6), "abc".zfill(2), "".zfill(3), "-".zfill(3), "--1".zfill(5), "１".zfill(3), "+".zfill(1))
t = str.maketrans("abc", "xyz")
print(t, "aabbcc d".translate(t), str.maketrans({"a": "AA", "b": None, 99: 100, "d": "δ"}), "abcd".translate(str.maketrans({"a": "AA", "b": None, 99: 100, "d": "δ"})), str.maketrans("a", "b", "xyz"), "axbycz".translate(str.maketrans("a", "b", "xyz")))
print("hello".translate({104: "J", ord("l"): None}), "abc".translate({97: 8364}), "é日".translate({0xe9: "e", 0x65e5: "sun"}), "abc".translate({}), "ab".translate([None] * 97 + ["x", 121]))


class Table:
    def __getitem__(self, k):
        if k == 98:
            raise LookupError
        return chr(k).upper() if k != 99 else None


print("abcd".translate(Table()))


def err(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)


err("a".center, 5, "xx")
err("a".center, 5, "")
err("a".center, "x")
err("a".center)
err("a".ljust, 5, 5)
err("a".rjust, 5, b"x")
err("a".zfill, "x")
err("a".zfill)
err("a".translate, 5)
err("a".translate, {97: 1.5})
err("a".translate, {97: -1})
err("a".translate, {97: 0x110000})
err(str.maketrans, "a")
err(str.maketrans, "ab", "c")
err(str.maketrans, {"ab": "c"})
err(str.maketrans, {1.5: "c"})
err(str.maketrans, "a", "b", 5)
err(str.maketrans, 5)
err("a".center, 10 ** 30)
err("é".encode, "ascii")
err("aé日".encode, "latin-1")
err("\ud800x".encode)
err("a".encode, "no-such-codec")
err("a".encode, 5)
err("é".encode, "ascii", "nope")
print("é日".encode(), "é".encode("latin-1"), "é".encode("utf-16-le"), "é".encode("utf-16-be"), "é😀".encode("utf-32-le"), "é".encode("utf-16")[:2] in (b"\xff\xfe", b"\xfe\xff"), "é".encode("UTF8"), "é".encode("Utf_8"), "a".encode("us-ascii"), "é".encode("iso-8859-1"), "é".encode("latin1"))
print("aé日".encode("ascii", "replace"), "aé日".encode("ascii", "ignore"), "aé日😀".encode("ascii", "backslashreplace"), "aé日".encode("ascii", "xmlcharrefreplace"), "é•".encode("ascii", "namereplace"), "\udc80".encode("utf-8", "surrogateescape"), "\ud800".encode("utf-8", "surrogatepass"), "\ud800a".encode("utf-8", "replace"), "é".encode(encoding="ascii", errors="ignore"), "\ufeffa".encode("utf-8-sig"))
