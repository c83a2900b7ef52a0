"""io.StringIO and io.BytesIO: reading, writing, seeking, truncation, newlines, errors."""
import io

s = io.StringIO("one\ntwo\nthree")
print(s.read(2), s.readline(), s.tell(), s.readlines(), s.read(), s.seek(0), list(s), s.getvalue(), s.closed, s.readable(), s.writable(), s.seekable())
s = io.StringIO()
print(s.write("héllo"), s.write(""), s.tell(), s.seek(1), s.write("E"), s.getvalue(), s.seek(0, 2), s.write("!"), s.getvalue(), s.truncate(3), s.getvalue(), s.tell(), s.write("x"), repr(s.getvalue()))
s = io.StringIO("abc")
s.seek(10)
s.write("z")
print(repr(s.getvalue()), s.seek(2), s.read(100), s.seek(0), s.read(None), s.readline(), s.seek(0), s.readline(2), s.read(-1))
s.writelines(["a", "b"])
print(repr(s.getvalue()), io.StringIO("a\r\nb\rc", newline=None).read().encode(), io.StringIO("a\r\nb").readlines(), io.StringIO("a\rb", newline="\r").readlines(), io.StringIO("a\r\nb", newline="").readlines())
with io.StringIO("x") as w:
    print(w.read())
for f in (lambda: w.read(), lambda: w.getvalue(), lambda: s.write(5), lambda: s.write(b"x"), lambda: s.seek(-1), lambda: s.seek(1, 1), lambda: s.seek(0, 9), lambda: s.truncate(-1), lambda: io.StringIO(5), lambda: io.StringIO("a", newline="x"), lambda: s.fileno(), lambda: s.readinto(b"") if hasattr(s, "readinto") else None, lambda: next(io.StringIO("")), lambda: s.read("x"), lambda: s.detach()):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
b = io.BytesIO(b"one\ntwo\nthree")
print(b.read(2), b.readline(), b.tell(), b.readlines(), b.seek(0), b.read1(3), b.readinto(bytearray(2)), b.seek(-3, 2), b.read(), b.seek(2), b.seek(1, 1), b.getvalue(), b.getbuffer()[0], len(b.getbuffer()), b.seek(0), b.peek(2)[:1] if hasattr(b, "peek") else b"o")
b = io.BytesIO()
print(b.write(b"abc"), b.write(bytearray(b"d")), b.write(memoryview(b"e")), b.seek(1), b.write(b"ZZ"), b.getvalue(), b.truncate(2), b.getvalue(), b.seek(5), b.write(b"!"), b.getvalue())
b.writelines([b"x", b"y"])
buf = b.getbuffer()
buf[0] = 65
for f in (lambda: b.write(b"more"), lambda: b.truncate(0), lambda: b.close(), lambda: b.write("str"), lambda: b.seek(-1), lambda: b.seek(-100, 2), lambda: io.BytesIO("s"), lambda: b.readinto(b"const"), lambda: b.seek(0, 7)):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
buf.release()
print(b.getvalue(), b.close(), b.closed)
t = io.TextIOWrapper(io.BytesIO(b"caf\xc3\xa9\r\nx"), encoding="utf-8")
print(t.read(4), repr(t.read()), t.encoding, t.newlines, t.buffer.getvalue()[:3])
raw = io.BytesIO()
t = io.TextIOWrapper(raw, encoding="latin-1", newline="\r\n", write_through=True)
t.write("é\n")
t.flush()
print(raw.getvalue(), io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="ascii", errors="replace").read())
r = io.BufferedReader(io.BytesIO(b"0123456789"), buffer_size=4)
print(r.read(3), r.peek(1)[:1], r.read1(2), r.tell(), r.read(), r.raw.tell())
raw = io.BytesIO()
w = io.BufferedWriter(raw, 8)
print(w.write(b"abc"), raw.getvalue(), w.flush(), raw.getvalue(), w.write(b"x" * 20), len(raw.getvalue()) >= 3)
w.flush()


class Raw(io.RawIOBase):
    def __init__(self): self.data = b"hello world"
    def readable(self): return True
    def readinto(self, b):
        n = min(len(b), 4, len(self.data))
        b[:n], self.data = self.data[:n], self.data[n:]
        return n


print(Raw().read(3), Raw().read(), Raw().readall(), io.BufferedReader(Raw()).read(7), [c.__name__ for c in io.StringIO.__mro__[1:-1]], [c.__name__ for c in io.BytesIO.__mro__[1:-1]], issubclass(io.UnsupportedOperation, (OSError)), issubclass(io.UnsupportedOperation, ValueError), io.SEEK_SET, io.SEEK_CUR, io.SEEK_END, io.DEFAULT_BUFFER_SIZE > 0, isinstance(io.StringIO(), io.TextIOBase), io.open is open)
