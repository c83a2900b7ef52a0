"""str: split, rsplit, splitlines, join, strip and expandtabs."""
print("a b  c ".split(), "a b  c ".split(" "), "".split(), "".split(","), "  ".split(), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), " a b c ".split(None, 1), " a b c ".rsplit(None, 1), "a,b".split(sep=",", maxsplit=-1), "a,b".split(",", 0))
print("a--b--c".split("--"), "a--b--c".rsplit("--", 1), "aaa".split("a"), "aaa".split("aa"), "aaa".rsplit("aa"), "\ta\x0bb\x1cc\x85d\u3000e\n".split(), "  a  b  ".split(None, 0), "  a  b  ".rsplit(None, 0), "日 本\u2003語".split())
text = "one\ntwo\r\nthree\rfour\x0bfive\x0csix\x1cseven\x1deight\x1enine\x85ten\u2028eleven\u2029end"
print(text.splitlines(), text.splitlines(True)[:4], "".splitlines(), "\n".splitlines(), "\n\n".splitlines(), "a\n".splitlines(keepends=True), "a\r\n\nb".splitlines(), "a\x1fb".splitlines(), "\r\n\r".splitlines(True))
print("-".join("abc"), "".join(["x", "y"]), ", ".join(str(i) for i in range(4)), "ab".join([]), "ab".join(["q"]), "é".join({"k": 1, "v": 2}), "||".join(("日", "本")))
print("  x ".strip() + "|", "  x ".lstrip() + "|", "  x ".rstrip() + "|", "xxabcxx".strip("x"), "xyabcyx".strip("xy"), "abc".strip(""), "\u2003\u00a0 x\u3000".strip() + "|", "aaa".strip("a"), "abc".lstrip("cab"), "www.ex.com".strip("cmowz."), "  ".strip(), "日本日".strip("日"), "x".strip(None))
print("a\tb\tc".expandtabs(), "a\tb".expandtabs(4), "ab\tc\n\td".expandtabs(4), "\t".expandtabs(0) + "|", "a\tb".expandtabs(-1), "\ta\r\tb".expandtabs(3), "日\tx".expandtabs(tabsize=4), "12345678\t9".expandtabs())


def err(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)


err("a".split, 5)
err("a".split, b",")
err("a".split, ",", "x")
err("a".split, ",", 1, 2)
err("a".rsplit, "")
err("a".split, sp=1)
err("a".splitlines, True, False)
err("a".splitlines, "x")
err("a".strip, 5)
err("a".strip, "a", "b")
err("a".expandtabs, "x")
err("a".expandtabs, 1, 2)
err(",".join, [1])
err(",".join, ["a", None, 2])
err(",".join, None)
err(",".join)
err(",".join, "a", "b")
err(str.join, ",", "abc")
err(str.split, 5)
err(",".join, [b"x"])
err(",".join, iter(["i", "t"]))


class S(str):
    pass


print(type("".join([S("one")])).__name__, type(S(" a ").strip()).__name__, type(S("a").strip()).__name__, S("a b").split(), S(",").join("ab"))
csv = "name, age ,city\nAnn, 30 , Oslo\n\nBob,25,Rome\n"
for row in csv.splitlines():
    print([f.strip() for f in row.split(",")], end=" ")
print(" ".join("  collapse   all \t white\nspace ".split()), "k=v=w".split("=", maxsplit=1), "path/to/file.tar.gz".rsplit("/", 1)[-1].split(".", 1))
