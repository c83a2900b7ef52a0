"""str: find, index, count, startswith, endswith, in, partition, replace, removeprefix."""
s = "abracadabra"
print(s.find("a"), s.find("a", 1), s.find("a", -1), s.find("zz"), s.find(""), s.find("", 20), s.find("", 11), s.rfind("a"), s.rfind("abra", 0, 10), s.rfind(""), s.rfind("", 0, 3))
print(s.index("cad"), s.rindex("bra"), s.count("a"), s.count("abra"), s.count(""), s.count("", 3), s.count("a", 1, -1), "aaaa".count("aa"), "".count(""), "".find("", 1))
print(s.startswith("abra"), s.startswith(("x", "ab")), s.startswith("bra", 1), s.startswith("", 11), s.startswith("", 12), s.startswith(()), s.endswith("bra"), s.endswith(("q", "a")), s.endswith("cad", 0, 7), s.endswith("", 20))
print(s.partition("c"), s.partition("zz"), s.rpartition("a"), s.rpartition("zz"), "a.b.c".partition("."), "a.b.c".rpartition("."))
print(s.replace("a", "_"), s.replace("a", "", 2), s.replace("", "-"), s.replace("", "-", 3), s.replace("abra", "X"), s.replace("a", "a" * 3, 0), s.replace("a", "_", count=1), "".replace("", "x"), "".replace("", "x", 0))
print(s.removeprefix("abra"), s.removesuffix("abra"), s.removeprefix("x"), s.removesuffix(""), "".removeprefix("a"))
u = "日本語テキスト日本"
print(u.find("語"), u.rfind("日本"), u.index("テ", 1), u.count("日"), u.partition("テ"), "本" in u, u.replace("日本", "JP"), u.find("日", 1), u[2:4], "é" in "cafe\u0301")


def err(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)


err(s.index, "zz")
err(s.rindex, "zz")
err(s.find, 5)
err(s.find)
err(s.find, "a", "b")
err(s.count, b"a")
err(s.startswith, 5)
err(s.startswith, ("a", 5))
err(s.startswith, ("a", 5), 1)
err(s.endswith, ["a"])
err(s.partition, "")
err(s.partition, 5)
err(s.replace, "a")
err(s.replace, "a", 5)
err(s.replace, "a", "b", "c")
err(s.replace, "a", "b", 1, 2)
err(s.removeprefix, 5)
err(s.find, "a", None, None)
err(s.find, "a", 1.5)
err(s.split, "")
err(s.__contains__, 5)
err(lambda: 5 in s)
err(s.find, "b", -100, 100)
err(str.find, 5, "a")
err(str.find)
err("x".join, 5)
err("x".join, ["a", 5])
err("x".join, "abc")
err("".join, [])
err(s.find, sub="a")
long = "ab" * 5000 + "c" + "ab" * 5000
print(long.find("c"), long.rfind("ca"), long.count("ab"), long.find("bc"), long.replace("ab", "").strip() == "c", long.index("abab", 9999), ("a" * 1000 + "b").find("a" * 500 + "b"))
