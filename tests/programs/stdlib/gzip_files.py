"""gzip: files, reading, writing, seeking, text, closing."""
import gzip, io, os, zlib

def attempt(f, *args, **named):
    try:
        print(f(*args, **named))
    except BaseException as e:
        print(type(e).__name__, e)

os.chdir(os.environ["HASP_TEST_TMP"])
path = "file.txt.gz"
lines = [b"line %d of the file\n" % i for i in range(2000)]
with gzip.open(path, "wb") as f:
    print(f.name == path, f.mode, f.readable(), f.writable(), f.seekable(), f.closed, f.tell())
    print(f.write(b"".join(lines[:1000])), f.tell(), f.write(bytearray(b"")), f.write(memoryview(b"abcd")[::1]))
    f.writelines(lines[1000:])
    f.flush()
    print(os.path.getsize(path) > 100, f.seek(f.tell() + 5), f.tell(), f.seek(0, 1))
    attempt(f.seek, 1)
    attempt(f.seek, 0, 2)
    attempt(f.read)
    attempt(f.read1)
    attempt(f.peek, 1)
    attempt(f.readinto, bytearray(1))
    attempt(f.rewind)
    attempt(f.write, "text")
    print(f.fileno() > 2)
print(f.closed)
attempt(f.write, b"")
attempt(f.read)
attempt(f.flush)
attempt(f.tell)
f.close()
with open(path, "rb") as f:
    print(f.read(4), f.seek(10), f.read(9))
whole = b"".join(lines[:1000]) + b"abcd" + b"".join(lines[1000:]) + bytes(5)
with gzip.open(path) as f:
    print(f.mode, f.readable(), f.writable(), f.seekable(), f.name == path)
    print(f.read(10), f.tell(), f.read1(5), f.peek(3)[:6], f.readline(), f.tell())
    buffer = bytearray(12)
    print(f.readinto(buffer), bytes(buffer), f.readinto1(buffer) > 0)
    print(f.seek(0), f.readline(3), f.seek(-5, 2), f.read(), f.read(), f.seek(5), f.read(4), f.seek(100, 1), f.tell())
    f.rewind()
    print(f.read() == whole, f.tell() == len(whole), f.seek(10 ** 9) == len(whole))
    f.seek(0)
    print(sum(1 for _ in f), f.seek(0), len(f.readlines()), f.seek(20), f.readlines(30))
    attempt(f.write, b"x")
    attempt(f.seek, 0, 5)
with gzip.open(path, "ab") as f:
    f.write(b"appended")
print(gzip.decompress(open(path, "rb").read()) == whole + b"appended")
attempt(gzip.open, path, "xb")
print(gzip.open(path, "rt", encoding="latin-1").readline())
with gzip.open(path, "wt", encoding="utf-8", newline="\r\n") as f:
    print(f.write("ä\nö\n"), type(f).__name__)
with gzip.open(path, "rt", encoding="utf-8") as f:
    print(f.read(), f.seek(0), list(f))
with gzip.open(path, "rt", encoding="utf-8", newline="") as f:
    print(f.readlines())

# Files that are given, names and times in the header.
target = io.BytesIO()
with gzip.GzipFile("name.txt.gz", "w", 1, target, mtime=1234567) as f:
    f.write(b"data")
print(target.getvalue()[:19], target.closed)
target.seek(0)
with gzip.GzipFile(fileobj=target) as f:
    print(f.mtime, f.read(), f.mtime, repr(f.name), f.myfileobj)
for name in ("", "\u20ac.gz", b"bytes.gz", "dir/inner", "x.gz.gz"):
    target = io.BytesIO()
    gzip.GzipFile(name, "wb", 6, target, 0).close()
    print(name, target.getvalue())
target = io.BytesIO()
f = gzip.open(target, "w", 9)
f.write(b"first")
f.close()
f.close()
with gzip.open(target, "a") as f:
    f.write(b" second")
print(gzip.decompress(target.getvalue()))
print(repr(gzip.GzipFile(fileobj=io.BytesIO(target.getvalue())))[:22])

class Slow:
    """A file that gives little at once and cannot seek."""
    def __init__(self, data): self.data = io.BytesIO(data)
    def read(self, n): return self.data.read(min(n, 7))
    def seekable(self): return False
big = os.urandom(1000) + whole * 20
f = gzip.open(Slow(gzip.compress(big) + bytes(3) + gzip.compress(big)))
print(f.read() == big * 2, f.read())
f = gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(big)))
out = []
while part := f.read(9999):
    out.append(part)
print(b"".join(out) == big)
