"""Buffered files over raw files of all kinds; BufferedRandom, RawIOBase written in Python, RWPair."""
import io
import os

base = os.environ["HASP_TEST_TMP"]
p = os.path.join(base, "b.bin")
with open(p, "wb") as f:
    f.write(bytes(range(256)) * 40)
with open(p, "rb+", buffering=64) as f:
    print(type(f).__name__, f.read(10)[-1], f.tell(), f.write(b"AB"), f.tell(), f.read(3), f.seek(10), f.read(4))
    print(f.seek(-5, 2), f.read(), f.write(b"end"), f.tell(), f.seek(100), f.peek(3)[:3], f.write(b"zz"), f.seek(98), f.read(6))
    print(f.seek(5, 1), f.tell(), f.read1(4), f.readline()[:3], f.seek(0), f.truncate(20), f.read(), f.tell())
    print(f.seek(30), f.write(b"gap"), f.seek(0), f.read()[18:])
    buf = bytearray(6)
    print(f.seek(8), f.readinto(buf), buf, f.readinto1(memoryview(buf)[2:4]), buf, f.flush(), f.tell())
with open(p, "wb") as f:
    print(f.write(b"x" * 10), f.tell(), os.path.getsize(p), f.flush(), os.path.getsize(p), f.seek(3), f.write(b"yyy"), f.seek(0, 2), f.tell())
    print(f.write(memoryview(b"abc")[1:]), f.writelines([b"1", bytearray(b"2")]), f.truncate(14), f.tell())
print(open(p, "rb").read())
with open(p, "ab+") as f:
    print(f.tell(), f.seek(2), f.read(2), f.write(b"END"), f.tell(), f.seek(0), f.read())
lines = b"one\ntwo\n\nfour" + b"z" * 300
with open(p, "wb") as f:
    f.write(lines)
with open(p, "rb", buffering=7) as f:
    print(f.readline(), f.readline(2), f.readline(), f.readlines(1), [len(x) for x in f], f.readline())
    print(f.seek(1), next(f), f.tell(), f.peek(100)[:2], f.seek(4), f.tell(), f.read(2))


class Raw(io.RawIOBase):
    """A file in memory that notes what is asked of it."""

    def __init__(self, data=b"", step=5):
        self.data, self.at, self.step, self.log = bytearray(data), 0, step, []

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def readinto(self, b):
        part = self.data[self.at:self.at + min(self.step, len(b))]
        b[:len(part)] = part
        self.at += len(part)
        self.log.append(("readinto", len(part)))
        return len(part)

    def write(self, b):
        part = bytes(b[:self.step])
        self.data[self.at:self.at + len(part)] = part
        self.at += len(part)
        self.log.append(("write", part))
        return len(part)

    def seek(self, to, whence=0):
        self.at = (0, self.at, len(self.data))[whence] + to
        return self.at

    def tell(self):
        return self.at


r = Raw(b"hello wide world")
print(r.read(4), r.read(20), r.readall(), r.readline(), r.seek(0), r.readlines(), list(Raw(b"a\nb")))
print(io.BufferedReader(Raw(b"0123456789"), 4).read(7), io.BufferedReader(Raw(b"0123456789"), 4).read(), io.BufferedReader(Raw(b"ab\ncd"), 3).readlines())
r = Raw()
w = io.BufferedWriter(r, 8)
print(w.write(b"abc"), r.log, w.write(b"defghij"), w.flush(), bytes(r.data), w.tell(), w.seek(1), w.write(b"Z"), w.close(), bytes(r.data), r.closed, w.closed)
r = Raw(b"0123456789")
f = io.BufferedRandom(r, 4)
print(f.read(2), f.write(b"xx"), f.read(2), f.tell(), f.seek(0), f.read(), f.raw is r)
t = io.TextIOWrapper(io.BufferedRandom(Raw("zwölf\nBoxkämpfer\n".encode(), 3)), encoding="utf-8")
print(t.readline(), t.tell(), t.read(4), t.seek(0), t.read())
pair = io.BufferedRWPair(Raw(b"input"), Raw())
print(pair.read(2), pair.write(b"output"), pair.peek(1)[:1], pair.flush(), pair.readable(), pair.writable(), pair.closed, pair.close(), pair.closed)
d = io.BufferedReader(Raw(b"xyz"))
raw = d.detach()
print(type(raw).__name__)
for bad in (lambda: d.read(), lambda: io.BufferedReader(io.BytesIO(), -1), lambda: io.BufferedWriter(open(p, "rb", 0)), lambda: io.BufferedReader(open(p, "ab", 0)), lambda: open(p, "rb").write(b"x"), lambda: open(p, "wb").peek(), lambda: io.BufferedRandom(open(os.devnull, "rb", 0))):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


class Bad(io.RawIOBase):
    def __init__(self, result):
        self.result = result

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, b):
        return self.result

    def write(self, b):
        return self.result


for result in (-1, 99999999, None):
    try:
        print(result, io.BufferedReader(Bad(result)).read(5))
    except OSError as e:
        print(result, type(e).__name__, e)
    w = io.BufferedWriter(Bad(result), 4)
    try:
        print(result, w.write(b"too long"))
    except OSError as e:
        print(result, type(e).__name__, e, getattr(e, "characters_written", "-"))
    try:
        w.detach()
    except OSError as e:
        print(type(e).__name__)


class Noisy(io.FileIO):
    def close(self):
        if not self.closed:
            print("closing")
        super().close()


f = io.BufferedWriter(Noisy(p, "wb"))
f.write(b"kept")
del f
print(open(p, "rb").read())


class Shout(io.TextIOWrapper):
    def write(self, s):
        return super().write(s.upper())


s = Shout(io.BytesIO(), encoding="utf-8")
print("quiet", 1, file=s, flush=True)
print(s.buffer.getvalue(), repr(s)[:9])
