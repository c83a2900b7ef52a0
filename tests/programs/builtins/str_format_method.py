"""str.format and format_map: fields, lookups, conversions, nesting, automatic numbering, errors."""
print("{} {}".format(1, "a"), "{1} {0} {1}".format("a", "b"), "{x} {y}".format(x=1, y=2), "{0} {k}".format(1, k=2), "{{}} {{{}}}".format(5), "".format(1), "{0}{0}{0}".format("ab"))


class P:
    x = 10
    d = {"k": "v", 1: "one"}
    l = [5, 6]

    def __repr__(self): return "P()"
    def __str__(self): return "p"
    def __format__(self, spec): return f"P<{spec}>"
    def __getitem__(self, k): return f"item:{k!r}"


p = P()
print("{0.x} {0.d[k]} {0.l[1]} {0.d[1]} {0[a b]} {0[-1]} {0[0]}".format(p))
print("{!r} {!s} {!a} {} {:spec} {!r:>5} {!s:^5}|".format(p, p, "é", p, p, p, p), "{0!r:10}|{0!s:10}|{0:10}|".format("ab"))
print("{:{}}|{:{w}.{p}f}|{:>{w}}|{0:{1}}".replace("{0:{1}}", "{:{f}{a}{w}}").format(1, 5, 3.14159, "x", "y", w=8, p=2, f="*", a="^"), "{0:{1}}|{0:{2}.{1}}".format("abcdef", 3, 5))
print("{a.real} {b[0]} {c[x][0]}".format(a=3, b="xyz", c={"x": [9]}), "{0.__class__.__name__}".format(5), "{:,} {:_} {:.3%} {:e} {:#x} {:+} {: } {:08.3f}".format(1234567, 1234567, 0.12345, 12345.0, 255, 5, 5, 3.14159))
print("{}{}{}".format(*"abc"), "{a}{b}".format(**{"a": 1, "b": 2}), "{:>10}|{:<10}|{:^10}|{:*^10}|{:=+10}".format("r", "l", "c", "s", 42), "{:s}{:d}{:c}{:b}".format("s", 5, 65, 5))
print("{a} {b}".format_map({"a": 1, "b": 2}))


class Default(dict):
    def __missing__(self, k): return f"<{k}>"


print("{x} {y[0]}".format_map(Default(x=1)), "{x.y}".format_map({"x": type("T", (), {"y": 5})}))


def err(fmt, *a, **k):
    try:
        print(repr(fmt.format(*a, **k)))
    except Exception as e:
        print(repr(fmt), type(e).__name__, e)


for fmt in ["{", "}", "{}{", "{0", "{0!}", "{0!x}", "{0!rr}", "{!}", "{0!r", "{}}", "{0}{}", "{}{0}", "{5}", "{k}", "{0.nope}", "{0[5]}", "{0[a]}", "{0.}", "{0[}", "{0[]}", "{0]}", "{0[0]x}", "{0[0].}", "{:d}", "{:{}}", "{:{}{}{}{}}", "{ }", "{0 }", "{a b}", "{-1}", "{0:{1:{2}}}",
            "{:{:{}}}", "{99999999999999999999}", "{0[99999999999999999999]}", "{.real}", "{[0]}", "{:>{}}", "{0:}", "{0!r:}", "{0.real}", "{:é>3}", "{:}}", "{:{}", "{0:>{0}}", "{!r}{!s}", "{0!s:{1}}", "{:10.3.4}", "{,}", "{0;}"]:
    err(fmt, "ab", 7)
err("{0.x.y.z}", p)
err("{} {}", 1)
err("{a}", b=1)
err("{0[k]}", {"j": 1})
err("{}", format=1)
try:
    str.format()
except TypeError as e:
    print(e)
try:
    "{a}".format_map([1])
except TypeError as e:
    print(e)
try:
    "{}".format_map({})
except ValueError as e:
    print(e)
print("{0:{0}}".format(5), "{:{align}{width}}".format("x", align=">", width=4), str.format("{}-{}", 1, 2), "{0:%Y}".format(type("D", (), {"__format__": lambda s, f: f"spec {f}"})()), "{:{}}".format(2.5, ".3f"), "{!r:{}}|".format("q", 6))
