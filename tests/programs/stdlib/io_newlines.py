"""newline in all its forms: text files, StringIO, IncrementalNewlineDecoder."""
import io

DATA = "a\nb\r\nc\rd\r\r\n\n\re"
for nl in (None, "", "\n", "\r", "\r\n"):
    b = io.BytesIO(DATA.encode())
    t = io.TextIOWrapper(b, encoding="ascii", newline=nl)
    print(repr(nl), t.readlines(), t.newlines)
    t.seek(0)
    print(repr(t.read()), end=" ")
    t.seek(0)
    out = []
    while s := t.readline(2):
        out.append(s)
    print(out)
    t.seek(0)
    t._CHUNK_SIZE = 1
    print(t.readlines(), t.newlines)
    s = io.StringIO(DATA, newline=nl)
    print(s.readlines(), s.newlines, repr(s.getvalue()))
    s = io.StringIO(newline=nl)
    print(s.write("x\ny\r\nz\rw"), repr(s.getvalue()), s.tell(), s.newlines)
    w = io.BytesIO()
    t = io.TextIOWrapper(w, encoding="ascii", newline=nl)
    t.write("x\ny\r\nz\rw\n")
    t.flush()
    print(w.getvalue())
    s = io.StringIO("12\n34\n", newline=nl)
    s.seek(2)
    s.write("\n\n")
    s.seek(0)
    print(repr(s.read()), repr(s.getvalue()))

for translate in (False, True):
    d = io.IncrementalNewlineDecoder(None, translate)
    print([d.decode(x) for x in ("a\r", "\nb", "\r", "c\n", "\r")], repr(d.decode("", True)), d.newlines, d.getstate())
    d.reset()
    print(d.newlines, d.getstate(), d.decode("x\r"), d.getstate(), d.setstate((b"", 0)), d.getstate(), d.decode("y"))
for bad in (lambda: io.StringIO("a", newline="q"), lambda: io.StringIO("a", newline=1), lambda: io.TextIOWrapper(io.BytesIO(), newline="\n\n"), lambda: io.IncrementalNewlineDecoder(), lambda: io.IncrementalNewlineDecoder(None, True).decode(5)):
    try:
        print(bad())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)

s = io.StringIO("日本\nабв\nplain")
print(s.read(1), s.tell(), s.readline(), s.tell(), s.read(2), s.seek(1), s.read(3), s.truncate(4), s.getvalue())
s.seek(2)
print(s.write("XYZ"), s.getvalue(), s.tell(), s.seek(20), s.write("!"), repr(s.getvalue()), list(s))
s.seek(0)
print(s.readlines(3), s.readline(0), s.readline(-1), s.__getstate__())
t = io.StringIO()
t.__setstate__(("abc\n", "\n", 2, None))
print(t.read(), t.getvalue())
