"""Long strings: building, searching, slicing, mixed widths, formatting, comparison, in reasonable time."""
n = 200_000
a = "a" * n
m = "a" * n + "é" + "b" * n + "日" + "😀" * 1000
print(len(m), m[n], m[2 * n + 1], m[-1], m[n - 1:n + 2], m.find("日"), m.rfind("b"), m.count("b"), m.index("😀"), m[::100_000], len(m.encode()), m[n:].find("é"), m.split("é")[1][:2], len(m.replace("b", "")), m.upper()[n], m[::-1][0], len(m[::-1]), hash(m) == hash(m[:n] + m[n:]), m == m[:n] + m[n:], m < m + "x", m.startswith("a" * n), m.endswith("😀" * 1000))
s = ""
for i in range(100_000): s += "x"
print(len(s))
parts = []
for i in range(100_000): parts.append(str(i))
joined = ",".join(parts)
print(len(joined), joined.count(","), joined.split(",") == parts, joined[-6:], joined.find("99999"), len(joined.replace("1", "one")), len(joined.splitlines()), len(joined.partition("50000")[2]))
it = 0
for c in m:
    if c > "z": it += 1
print(it, sum(1 for i in range(0, len(m), 1000) if m[i] == "a"), "".join(reversed(a)) == a, sorted(m)[0], len(set(m)), m.translate({97: None})[0], len(m.translate({98: "BB"})), m.isascii(), a.isascii(), a.isalpha(), m.strip("a")[:1], m.lstrip("a").rstrip("😀")[-1])
print(len(f"{a:>{n + 10}}"), len("%s" % a), len("{}".format(m)), len(repr(m)), len(ascii(m)), ("ab" * n).find("ba" * 10 + "a"), ("ab" * 1000 + "c").rfind("abc"), ("a" * 5000 + "b").find("a" * 2500 + "b"), ("a" * 3000).count("a" * 1000), len(("x y " * n).split()), len((" " * n + "w").strip()), len(("é" * 1000).center(5000, "日")), len("\n".join(["l"] * 1000).splitlines(True)), len(("aB" * 1000).swapcase()), ("a" * n).zfill(n + 1)[0], len(b"ab" * n), (b"ab" * n).find(b"bb"), len(bytes(n)), bytearray(b"x" * n).count(b"x"), int("1" * 4000) % 97, len(str(10 ** 4000)))
b = bytearray()
for i in range(100_000): b.append(i & 255)
b += bytes(b)
del b[::2]
print(len(b), b[1000], sum(b), b.find(b"\x01\x03"), len(bytes(b).split(b"\x01")), len(b.hex()), b == bytearray(bytes(b)), memoryview(b)[500:510].tolist())
w = {}
for word in ("the quick brown fox " * 5000).split(): w[word] = w.get(word, 0) + 1
print(w, len(" ".join(sorted("the quick brown fox ".split() * 1000))), "x".join(["é"] * 5)[4], ("é" * 300)[255:257], "".join(chr(i) for i in range(256, 1000))[100], eval(repr(m[n - 5:n + 5])) == m[n - 5:n + 5])
