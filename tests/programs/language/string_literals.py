"""String, bytes and raw literals: escapes, continuation, concatenation, \\N names."""
print("\a\b\f\n\r\t\v\\\'\"\0".encode(), "\x41\101\7\18".encode())
print("\u00e9\U0001F600\N{GREEK SMALL LETTER ALPHA}\N{LATIN SMALL LETTER E WITH ACUTE}\N{bullet}\N{DIGIT ONE}\N{NULL}".encode("unicode_escape"))
print(r"\n\x\u" r'\'' R"\\", len(r"\
"), b"\x00\xff\n\\", rb"\n", Rb"\x", bR'\'')
print("con" "cat" 'en' """ated""" r"\d", b"a" b"b" rb"\c", u"unicode", U"U")
print("""triple
'quotes' "inside" \
joined""", '''it's "ok"''', """a\"""b""", "")
print("line \
continued", 'a\
b')
print(len("\\\n"), len("""
"""), "\t|".expandtabs(3), '\'' == "'", "\"")
print(ascii("\ud800\udfff"), len("\ud83d\ude00"), "\x7f\x80\x9f\xa0\xad" == "\u007f\u0080\u009f\u00a0\u00ad", repr("\x7f\x80\xa0\xad\u2028\ufeff\U000e0001\u0378"))
print(repr("it's"), repr('say "hi"'), repr('''both ' and "'''), repr("tab\tnew\nnull\0bell\a\\"), repr(b"'"), repr(b'"\''), repr(bytes(range(0, 256, 17))))
print(ord("\N{LATIN CAPITAL LETTER A}"), "\N{EURO SIGN}", "\N{SNOWMAN}", "\N{CJK UNIFIED IDEOGRAPH-4E2D}", "\N{HANGUL SYLLABLE GA}", ascii("\N{VARIATION SELECTOR-1}"))
import io, sys
stderr, sys.stderr = sys.stderr, io.StringIO()
for code in [r'"\x4"', r'"\u123"', r'"\U0011ffff"', r'"\N{no such name}"', r'"\N"', r'"\N{}"', r'b"\x"', 'b"é"', '"abc', "'''abc", '"a" b"b"', r'"\q"', r'b"\q"', r'"\400"', r'"\777"', 'r"\\"', 'ur"x"', 'bu"x"', 'fb"x"', '"a\nb"',
             '"\\', "b'''x", r'"\8"', '""""', "'''''"]:
    try:
        print(code, "->", repr(eval(code)))
    except SyntaxError as e:
        print(code.encode("unicode_escape").decode(), "->", e.msg)
sys.stderr = stderr
x = ("implicit "
     "over "  # comment between
     f"{1 + 1} "
     r"lines\n")
print(x)
s = 'ñ日本😀'
print(s, len(s), s.encode(), ascii(s), s[::-1], [ord(c) for c in s])
naïve = 1
ﬁ = 2
变量 = 3
print(naïve + fi + 变量, "ﬁ" in globals(), "fi" in globals(), µ if (μ := 5) else 0)
print("\
" == "", '''\
start''', repr("\r\n"), "a\u0301" == "á", len("a\u0301"))
