"""Ways to build and take apart strings: concatenation, join, format, slices, escapes, bytes, templates."""
name, n, price = "Ola", 3, 4.5
print("Hi " + name + "! " + str(n) + " x " + str(price), "Hi %s! %d x %.2f" % (name, n, price), "Hi {}! {} x {:.2f}".format(name, n, price), f"Hi {name}! {n} x {price:.2f}", "".join(["Hi ", name, "! ", str(n)]), sep="\n")
s = ""
for i in range(5): s += chr(65 + i) * i
print(s, s * 2, len(s), s[::2], s[-3:], s.replace("CC", "c"), s.partition("D"))
out = []
for i, line in enumerate("first\nsecond line\n\nlast".split("\n"), 1): out.append(f"{i:>3}: {line or '(empty)'}")
print("\n".join(out))
box = ["+" + "-" * 8 + "+", *(f"|{w:^8}|" for w in ("one", "three", "fourteen")), "+" + "=" * 8 + "+"]
print(*box, sep="\n")
print("\t".join("abc"), "a\\b", r"a\b", "quote\"s and 'single'", 'it''s', "tab\there", "\x41\u0042\103", "line1\
line2", "é" "è" f"{'ê'}", sep=" | ")
text = "The rain in Spain stays mainly in the plain"
print(text.title(), text.swapcase(), text.count("ain"), [w for w in text.split() if "ain" in w], text.find("Spain"), text[text.index("Spain"):][:5], " ".join(reversed(text.split())), text.lower().translate(str.maketrans("aeiou", "*****")), sorted(set(text.lower()) - {" "}), max(text.split(), key=len))
vowels = {v: text.lower().count(v) for v in "aeiou"}
print(vowels, "".join(c for i, c in enumerate(text) if i % 3 == 0), text.split("in"), "-".join(text[i:i + 5] for i in range(0, 20, 5)), text.encode().hex()[:12], bytes.fromhex("48 69").decode(), "".join(map(chr, [72, 105])), [ord(c) for c in "Hi"])


def table(rows, align):
    widths = [max(len(str(r[i])) for r in rows) for i in range(len(rows[0]))]
    return "\n".join(" ".join(f"{v!s:{a}{w}}" for v, a, w in zip(r, align, widths)).rstrip() for r in rows)


print(table([("id", "name", "score"), (1, "ann", 9.5), (22, "bo", 10), (333, "christine", -0.25)], "><>"))


def camel(s): return "".join(w.capitalize() if i else w for i, w in enumerate(s.split("_")))
def snake(s): return "".join("_" + c.lower() if c.isupper() else c for c in s).lstrip("_")
def slug(s): return "-".join("".join(c if c.isalnum() else " " for c in s.lower()).split())
def count_lines(s): return s.count("\n") + (not s.endswith("\n") and bool(s))
def indent(s, k): return "\n".join(" " * k + l if l.strip() else l for l in s.split("\n"))


print(camel("some_long_name"), snake("SomeLongName"), slug("Hello, World! It's  me"), count_lines("a\nb"), count_lines("a\nb\n"), count_lines(""), indent("x\n\ny", 2).encode())
print(f"{'=' * 10}{' centre '}{'=' * 10}", f"{name:*<8}|{name:*>8}|{name:*^8}", f"{n:03}{n:+}{-n}", f"{1e6:,.0f} {0.256:.1%} {255:#x} {5:08b}", f"{[f'{i}{j}' for i in 'ab' for j in range(2)]}", f"{{literal}} {'{}'.format(1)}", f"{name!r:>10}", f"{'a' 'b'}{'c':>{n}}")
print(repr("mixed 'q' \"d\" \n \x00 é \ud800"), ascii("é日"), str(None) + str(True), "%5s|%-5s|%05.1f" % ("ab", "cd", 3.14159), "{0}{1}{0}".format("a", "b"), "abc".zfill(5), "x".join("abc").join("12"), "a,b,,c".split(","), "  trim  ".strip() + "|")
acc = []
for word in "to be or not to be".split():
    if word not in acc: acc.append(word)
print(acc, {w: i for i, w in enumerate(acc)}, "".join(sorted("hello")), "hello"[::-1] == "olleh", all(c in "01" for c in "0101"), "abc" < "abd" < "b", "a" * 3 + "b" * 2, "ab" in "cab", not "" , "10" < "9", int("10") > int("9"))
