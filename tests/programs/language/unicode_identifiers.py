"""Non-ASCII identifiers, their normalisation, and source text in many scripts."""
größe = 10
größe += 1
π = 3.14
名前 = "name"
_привет = "hi"
ª = 1
ﬃ = "ligature"
ℕ = "double struck"
x٣ = "arabic digit in a name"
print(größe, π, 名前, _привет, a, ffi, N, x٣)
print(sorted(n for n in globals() if not n.startswith("__")))


class Ünï:
    ñ = 1

    def método(self, ключ=2, *, 値=3):
        return self.ñ, ключ, 値


o = Ünï()
print(o.método(), o.método(ключ=5, 値=6), o.método(**{"値": 7}), Ünï.__name__)
o.ſ = "long s"
print(o.s, o.__dict__, getattr(o, "s"), hasattr(o, "ſ"))
print("é".isidentifier(), "e\u0301".isidentifier(), "1a".isidentifier(), "٣".isidentifier(), "a٣".isidentifier(), "℘".isidentifier(), "·a".isidentifier(), "a·".isidentifier(), "".isidentifier(), "def".isidentifier())
é = "composed"
é = "decomposed source"
print(é)
for code in ["x² = 1", "€ = 1", "a€b", "x = 1 – 2", "😀 = 1", "“x”", "x = ‘a’", "1 × 2", "a\u00a0= 1", "a\u200b = 1", "a ＝ 1", "\u2003x = 1", "名 前 = 1", "x = １", "ｘ = 1; print(x)"]:
    try:
        exec(code)
        print("fine")
    except SyntaxError as e:
        print(e.msg)
    except NameError as e:
        print(e)
lambda_λ = lambda λ: λ * 2
print(lambda_λ(4), [ж for ж in "аб"], {ключ: зн for ключ, зн in [("а", 1)]})
print("Ελληνικά עברית العربية हिन्दी 中文 한국어 ไทย 😀👩‍👩‍👧 \u202e".encode().hex()[:40], len("👩‍👩‍👧"), "ß".upper(), "İ".lower(), "ǆ".title())
