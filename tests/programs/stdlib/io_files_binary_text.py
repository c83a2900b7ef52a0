"""Files of both kinds used together: encodings, positions, buffering, iteration, copying, with struct and array."""
import array
import io
import os
import struct

base = os.environ["HASP_TEST_TMP"]
p = os.path.join(base, "data.bin")
records = [(i, i * 1.5, f"name{i}".encode()) for i in range(5)]
with open(p, "wb") as f:
    f.write(b"HDR1")
    for r in records: f.write(struct.pack("<if8s", *r))
print(os.path.getsize(p))
with open(p, "rb") as f:
    print(f.read(4), [struct.unpack("<if8s", f.read(16)) for _ in range(2)], f.tell())
    f.seek(-16, os.SEEK_END)
    print(struct.unpack("<if8s", f.read()), f.read(1))
with open(p, "r+b") as f:
    f.seek(4 + 16 * 2)
    f.write(struct.pack("<i", 999))
    f.seek(4)
    body = f.read()
print([n for n, _, _ in struct.iter_unpack("<if8s", body)])
a = array.array("d", [1.5, 2.5, -3])
with open(p, "wb") as f: a.tofile(f)
b = array.array("d")
with open(p, "rb") as f:
    b.fromfile(f, 2)
    try:
        b.fromfile(f, 5)
    except EOFError as e:
        print(e)
print(b)
text = "line one\nΩ second\n\n日本 fourth\nno end"
for enc in ("utf-8", "utf-16", "utf-16-le", "utf-32", "utf-8-sig"):
    with open(p, "w", encoding=enc) as f: f.write(text)
    with open(p, encoding=enc) as f:
        lines = f.readlines()
    print(enc, os.path.getsize(p), lines[1:2], "".join(lines) == text)
with open(p, "w") as f: f.write(text)
with open(p) as f:
    for i, line in enumerate(f, 1):
        if i == 2: print(line.rstrip(), end=" ")
    print(i, f.tell() == os.path.getsize(p))
    f.seek(0)
    f.readline()
    pos = f.tell()
    rest = f.read()
    f.seek(pos)
    print(pos, f.read() == rest, f.seek(0), f.read(10), f.readline(3), f.readline())
with open(p) as f:
    next(f)
    try:
        f.tell()
    except OSError as e:
        print(e)
    print(f.read(3))
out = p + ".copy"
with open(p, "rb") as src, open(out, "wb") as dst:
    while chunk := src.read(7): dst.write(chunk)
print(open(out, "rb").read() == open(p, "rb").read())
with open(out, "a+") as f:
    print(f.tell() > 0, f.write("appended"), f.seek(0), f.readline())
with open(out, "rb", buffering=16) as f:
    print(f.readline(), f.peek()[:3], f.tell(), f.read(2))
with open(out, "w", buffering=1) as f:
    f.write("flushed at newline\n")
    print(open(out).read(), end="")
    print(f.line_buffering)
w = io.TextIOWrapper(open(out, "wb"), encoding="ascii", errors="backslashreplace", newline="\n")
w.write("aé\n")
w.close()
print(open(out, "rb").read(), w.closed, w.buffer.closed)
f = open(out)
d = f.detach()
try:
    f.read()
except ValueError as e:
    print(e)
print(d.read(2))
d.close()
with open(out, "w") as f:
    f.write("x" * 100000)
    f.seek(50000)
    f.write("Y")
    f.truncate()
s = open(out).read()
print(len(s), s[-2:], sum(1 for _ in open(p)), [l.strip() for l in open(p) if l.strip()][-1], max(open(p), key=len))
class Upper(io.StringIO):
    def write(self, s): return super().write(s.upper())
u = Upper()
print("shout", file=u)
print(u.getvalue(), end="")
import sys
f = io.FileIO(p)
print(f.readall()[:4], f.mode, f.closefd, f.seekable(), f.close(), f.closed, io.FileIO(p, "w").write(b"new"), open(p).read())
