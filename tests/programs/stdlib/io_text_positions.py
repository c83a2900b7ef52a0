"""Positions in text files: tell and seek in several encodings, with line ends, after reads of all kinds."""
import io
import os

base = os.environ["HASP_TEST_TMP"]
p = os.path.join(base, "t.txt")
TEXT = "héllo\nwörld 日本\nlast\n\nx" * 3
CRLF = TEXT.replace("\n", "\r\n") + "\r"


def walk(data, steps, **kw):
    with open(p, "wb") as f:
        f.write(data)
    with open(p, **kw) as f:
        places = [f.tell()]
        for n in steps:
            if n < 0:
                f.readline()
            else:
                f.read(n)
            places.append(f.tell())
        rest = f.read()
        ok = []
        for at in places:
            f.seek(at)
            ok.append(f.read() == kept[at] if at in kept else None)
        return places, ok, len(rest)


kept = {}
for enc in ("utf-8", "utf-8-sig", "latin-1", "utf-16", "utf-16-be", "utf-32", "cp1252"):
    for text in (TEXT, CRLF):
        for nl in (None, "", "\n", "\r\n"):
            data = text.encode(enc, "replace")
            kept = {}
            with open(p, "wb") as f:
                f.write(data)
            places, _, left = walk(data, (3, 3, -1, 0, 2, -1, 5), encoding=enc, newline=nl)
            with open(p, encoding=enc, newline=nl) as f:
                for at in places:
                    f.seek(at)
                    kept[at] = f.read()
            whole = kept[places[0]]
            fits = [whole.endswith(kept[at]) for at in places]
            places, again, left = walk(data, (3, 3, -1, 0, 2, -1, 5), encoding=enc, newline=nl)
            print(enc, repr(nl), places, all(fits), all(again), left)

with open(p, "w", encoding="utf-8") as f:
    f.write("0123456789é" * 2000)
with open(p, encoding="utf-8") as f:
    f.read(9001)
    at = f.tell()
    print(at, f.read(5))
    f.seek(at)
    print(f.read(5), f.tell())
    f.seek(0, 2)
    print(f.tell(), repr(f.read()))
    print(f.seek(0), f.read(3), f.seek(0, 1), f.read(2))

# Reading and writing the same file.
with open(p, "w+", encoding="utf-8") as f:
    f.write("one\ntwo\nthree\n")
    f.seek(0)
    print(repr(f.readline()), f.tell())
    f.seek(f.tell())
    f.write("TWO\n")
    f.seek(0)
    print(repr(f.read()), f.tell())
    f.seek(4)
    print(f.truncate(), f.tell())
    f.seek(0)
    print(repr(f.read()))

# Byte order marks are written once, and not when text is appended.
for enc in ("utf-16", "utf-32", "utf-8-sig"):
    with open(p, "w", encoding=enc) as f:
        f.write("ab")
        f.write("c")
    first = os.path.getsize(p)
    with open(p, "a", encoding=enc) as f:
        f.write("de")
    with open(p, encoding=enc) as f:
        print(enc, first, os.path.getsize(p), f.read())
    with open(p, "w", encoding=enc) as f:
        f.write("x")
        f.seek(0)
        f.write("yz")
    with open(p, "rb") as f:
        print(f.read())

# Decoders hold back what is unfinished.
class Slow(io.RawIOBase):
    def __init__(self, data, step):
        self.data = data
        self.step = step

    def readable(self):
        return True

    def readinto(self, buffer):
        part = self.data[:min(self.step, len(buffer))]
        self.data = self.data[len(part):]
        buffer[:len(part)] = part
        return len(part)


for enc in ("utf-8", "utf-16", "utf-32-be", "utf-8-sig"):
    for step in (1, 2, 3, 7):
        data = CRLF.encode(enc)
        f = io.TextIOWrapper(io.BufferedReader(Slow(data, step)), encoding=enc)
        lines = f.readlines()
        f2 = io.TextIOWrapper(io.BufferedReader(Slow(data, step)), encoding=enc, newline="")
        pieces = []
        while piece := f2.read(4):
            pieces.append(piece)
        print(enc, step, len(lines), "".join(lines) == CRLF.replace("\r\n", "\n").replace("\r", "\n"),
              "".join(pieces) == CRLF, f.newlines, f2.newlines)

for data, enc in ((b"abc\xff", "utf-8"), (b"ab\xc3", "utf-8"), (b"a\0b", "utf-16"), (b"\xff\xfea", "utf-16"), (b"\xe9", "ascii")):
    for errors in ("strict", "replace", "ignore", "backslashreplace", "surrogateescape"):
        try:
            print(enc, errors, ascii(io.TextIOWrapper(io.BytesIO(data), encoding=enc, errors=errors).read()))
        except UnicodeError as e:
            print(enc, errors, type(e).__name__, e)
