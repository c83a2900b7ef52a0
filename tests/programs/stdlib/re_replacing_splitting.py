"""re: sub, subn, split, findall, finditer, expand, escape: templates, empty matches, errors."""
import re


def t(src):
    """Show the value or the error of an expression."""
    try:
        print(src, "->", repr(eval(src)))
    except Exception as e:
        print(src, "!!", type(e).__name__, e)


for s in r'''re.findall(r"\d+", "a1b22c333")
re.findall(r"(\w)(\d)", "a1b2")
re.findall(r"(x)?a", "axa")
re.sub("x*", "-", "abxd")
re.sub("a", r"\g<0>\g<0>", "banana")
re.sub("(?P<x>a)", r"[\g<x>\1]", "banana")
re.sub("a", lambda m: m.group().upper(), "banana", count=2)
re.subn("a", "b", "banana")
re.split(r"\s+", "a b  c")
re.split(r"(\s)", "a b c")
re.split("x*", "axbc")
re.split(r"\b", "Words, words")
re.split("", "abc")
[m.group() for m in re.finditer(r"\w+", "hello big world")]
re.findall("^.", "a\nb", re.M)
re.findall(".$", "a\nb\n")
re.findall(".$", "a\nb\n", re.M)
[m.span() for m in re.finditer("é", "éaéb日é")]
re.sub("é", "e", "été")
re.escape("a.b*c [x] é\n")
re.escape(b"a.b")
re.sub("(a)", r"\2", "a")
re.sub("a", r"\q", "a")
re.sub("a", r"\g<x>", "a")
re.sub("a", r"\g<", "a")
re.sub("a", r"\n\t\\", "a")
re.sub("a", 5, "a")
re.sub("a", b"x", "a")
re.sub("a", lambda m: 5, "xa")
re.match("(?P<x>a)(b)?", "a").expand(r"\1-\g<x>-\2")
re.findall("", "abc")
re.findall("a|", "banana")
re.findall(r"\Ba\B", "banana")
re.findall(r"\b\w", "hi you all")
re.sub("(?m)^", "> ", "a\nb")
re.sub('(?P<a>x)|y', lambda m: str(m.lastgroup), 'xy')'''.splitlines(): t(s)
