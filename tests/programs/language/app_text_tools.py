"""Text work: word counts, wrapping, ciphers, roman numerals, run lengths, tables, palindromes, anagrams."""
text = """It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness,
it was the epoch of belief, it was the epoch of incredulity, it was the season of light"""
words = [w.strip(",.").lower() for w in text.split()]
counts = {}
for w in words: counts[w] = counts.get(w, 0) + 1
for w, n in sorted(counts.items(), key=lambda p: (-p[1], p[0]))[:6]: print(f"{w:<10}{n:>3} {'*' * n}")


def wrap(s, width):
    line = ""
    for w in s.split():
        if len(line) + len(w) + bool(line) > width:
            yield line
            line = w
        else:
            line += " " * bool(line) + w
    if line: yield line


print("\n".join(f"|{l:^30}|" for l in wrap(text, 28)))


def roman(n):
    out = ""
    for v, s in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split()):
        q, n = divmod(n, v)
        out += s * q
    return out


def unroman(s):
    vals = [dict(I=1, V=5, X=10, L=50, C=100, D=500, M=1000)[c] for c in s]
    return sum(-a if a < b else a for a, b in zip(vals, vals[1:] + [0]))


print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2026, 3999)], all(unroman(roman(n)) == n for n in range(1, 4000)))


def caesar(s, k): return "".join(chr((ord(c) - b + k) % 26 + b) if c.isalpha() and (b := 65 if c.isupper() else 97) else c for c in s)


def vigenere(s, key, sign=1):
    it = 0
    for c in s:
        if c.isalpha():
            yield caesar(c, sign * (ord(key[it % len(key)]) - 97))
            it += 1
        else:
            yield c


secret = "".join(vigenere("Attack at dawn!", "lemon"))
print(caesar("Hello, World", 3), caesar(caesar("Hello", 3), -3), secret, "".join(vigenere(secret, "lemon", -1)))


def rle(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]: j += 1
        out.append((s[i], j - i))
        i = j
    return out


print(rle("aaabccdddd"), "".join(c * n for c, n in rle("aaabccdddd")), [p for p in ("level", "A man a plan a canal Panama", "nope") if (q := "".join(filter(str.isalnum, p.lower()))) == q[::-1]])
groups = {}
for w in "listen silent enlist google elgoog abc cab bca xyz".split(): groups.setdefault("".join(sorted(w)), []).append(w)
print([g for g in groups.values() if len(g) > 1])
rows = [("name", "qty", "price"), ("apple", 3, 1.5), ("melon", 12, 0.25), ("é日本", 100, 1234.5)]
widths = [max(len(str(r[i])) for r in rows) for i in range(3)]
for r in rows: print(" | ".join(f"{str(v):<{w}}" if isinstance(v, str) else f"{v:>{w}}" for v, w in zip(r, widths)))
print("-+-".join("-" * w for w in widths), sum(q * p for _, q, p in rows[1:]))


def number_words(n):
    small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    tens = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
    if n < 20: return small[n]
    if n < 100: return tens[n // 10] + ("-" + small[n % 10] if n % 10 else "")
    for v, name in ((10 ** 6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= v: return number_words(n // v) + " " + name + (" " + number_words(n % v) if n % v else "")


print([number_words(n) for n in (0, 7, 13, 42, 100, 999, 1001, 12345678)], sum(len(number_words(n).replace(" ", "").replace("-", "")) for n in range(1, 1000)))
b64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def encode64(data):
    out = ""
    for i in range(0, len(data), 3):
        chunk = data[i:i + 3]
        n = int.from_bytes(chunk + bytes(3 - len(chunk)), "big")
        out += "".join(b64[n >> s & 63] for s in (18, 12, 6, 0))[:len(chunk) + 1] + "=" * (3 - len(chunk))
    return out


print(encode64(b"Hello, World!"), encode64(b""), encode64(bytes(range(10))))
