"""str: case changes and the is* questions, over Unicode."""
for s in ("hello World", "ÀÉÎ straße", "ǅungla ǆ", "ΑΣ ΣΑΣ.", "ﬁﬂ ŉ", "İstanbul ı", "they're bill's", "x1y2 3a", "", "ΐ ὖ", "日本", "ꭰꮿ", "𐐀𐐨", "ß", "ᾳ ᾼ", "ʼn"):
    print(ascii(s), *map(ascii, (s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold())))
names = ["isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isupper", "islower", "istitle", "isidentifier", "isprintable", "isascii"]
samples = ["", "a", "A", "1", "a1", " ", "\t\n", "²", "½", "٣", "Ⅷ", "一", "é", "ǅ", "Aa", "AaBb", "Aa bb", "A1", "a_1", "_", "1a", "\u200b", "\xa0", "\x00", "\x7f", "\xad", "日本", "😀", "ª", "ⓐ", "\u2028", "ʰ", "\ud800", "Ⓐ", "ǆ", "\u0345", "DŽ", "௧", "\U00010000", "\x1f", "\x85"]
for s in samples:
    print(ascii(s), "".join("1" if getattr(s, n)() else "." for n in names), end=" | ")
print()
print("Hello wOrld".swapcase().swapcase() == "Hello wOrld", "ß".upper().lower(), "ẞ".lower(), "ﬀ".upper(), "ΌΔΟΣ".lower(), "Σ".lower(), "aΣ".lower(), "Σa".lower(), "aΣ b".lower(), "A.Σ".lower(), "aΣ'".lower())
print("straße".casefold() == "STRASSE".casefold(), "ſ".casefold(), "ſ".upper(), "µ".casefold() == "μ", "Å".lower() == "å", "ﬃ".title(), "ﬃ".capitalize(), "ǉ".title(), "ǉ".upper(), "i̇".upper() == "İ")
print("o'neil mc-donald x2y".title(), "HELLO".capitalize(), "éCOLE".capitalize(), "1st THING".title(), "a\u0301b".title(), "ab'cd".title(), "x.y z".title(), "don’t".title())
for f in ("upper", "isalpha"):
    try:
        getattr("a", f)(1)
    except TypeError as e:
        print(e)
print(str.upper("a"), list(map(str.title, ["ab cd", "EF"])), sorted(["b", "A", "c"], key=str.casefold))
