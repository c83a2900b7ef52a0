"""re: what is a pattern and what is not: messages with position, line and column."""
import re
import warnings

warnings.simplefilter("ignore")


def t(*a):
    """Show a compiled pattern or the error."""
    try:
        r = re.compile(*a)
        print(a, '->', r, r.groups, dict(r.groupindex), int(r.flags))
    except re.error as e:
        print(a, '!!', type(e).__name__, e, '|', e.msg, e.pos, e.lineno, e.colno, e.pattern)
    except Exception as e:
        print(a, '!!', type(e).__name__, e)
for s in r'''(
)
(a
a)
[
[a
[]
[^
[^]
[b-a]
[\d-a]
[a-\d]
[\x41-a]
*
+a
a**
a*?*
a*++
a{2}{3}
a{3,2}
a{2
a{
a{}
a{,}
a{a}
a{1,b}
{1}
^*
$*
\b*
(?:)*
(?:^)*
()*
|*
(?
(?P
(?P<
(?P<a
(?P<>a)
(?P<1>a)
(?P<a>
(?P<a>b)(?P<a>c)
(?P<a b>c)
(?P=
(?P=a
(?P=a)
(?P=1)
(?P>a)
(?Px)
(?#
(?#abc)d
(?<
(?<a)
(?<=a*)
(?<=a|bc)
(?<!a+)b
(?<=(a)\1)
(?<=(a))b
(?(
(?(1
(?(1)
(?(1)a
(?(1)a|b|c)
(?(0)a)
(?(2)a)(b)
(a)(?(1)b|c)
(?(a)b)
(?P<a>x)(?(a)b)
(?(a b)c)
(?i
(?i-
(?i-:a)
(?i-m:a)
(?i-i:a)
(?z)
(?i z)
(?L)a
(?u)a
(?a)a
(?au)a
(?a:b)
(?a-u:b)
(?-a:b)
(?-:a)
(?im)a
a(?i)
(?i:a)b
(?s-i:a)
(?>a
(?>a)
(?=a
(?=a)*
(?!)
(?!a)b
(?~a)
\
a\
\1
(a)\1
(a)\2
(a\1)
\8
\01
\012
\0123
\400
\377
\777
\x
\x1
\x41
\xgg
\u12
\u0041
\U00110000
\U0010ffff
\N
\N{
\N{}
\N{foo}
\N{DIGIT ONE}
\q
\A\Z\z
\c
[\q]
[\8]
[\400]
[\x]
[\N{DIGIT ONE}]
[a-z-9]
[--a]
[a--b]
[[a]
[a&&b]
[a||b]
[a~~b]
[]-a]
a{4294967295}
a{4294967294}
a{99999999999999}
((((a))))
(?P<é>a)
(?P<x>a)(?P<y>b)
a|b|
(?:a|)
(?:a(?i)b)
 (?i)a
(?i)(?m)a
x{2}+
x{2,3}?+
(?<=\b)a
(?<=^)a
(?<=a{3})b
(?<=(?:ab){2})c
(?<=(?=abc)x)d
(?P<a>(?P=a))
(?:(a)|b)\1
\g<1>
[[:alpha:]]
(?<n>a)
(?'n'a)
(?|a)
(?P'a')
(?:a
(?=
(?<=
a)b
'''.splitlines(): t(s)
for p, f in [("a\nb(", 0), ("a\n\n[", 0), ("(?x) a b # c\n d", 0), (" a # b\n c", re.X), ("a", re.L), ("a", re.A|re.U), (b"a", re.U), (b"a", re.L|re.A), (b"(?u)a", 0), (b"(?L)a", 0), (b"(?P<\xe9>a)", 0), (b"\\u1234", 0), (b"\\N{DIGIT ONE}", 0), (b"[", 0), (5, 0), (None, 0), (["a"], 0), ("a", "x"), (bytearray(b"a(b)"), 0), (b"\\xff\\377", 0), ("(?x)[a b] # x", 0), ("a(?x: b c )d e", 0)]:
    t(p, f)
