"""open: modes, text and binary, positions, iteration, newline handling, errors."""
import os

base = os.environ["HASP_TEST_TMP"]
p = os.path.join(base, "t.txt")
with open(p, "w") as f:
    print(f.write("one\ntwo\nthré\n"), f.tell(), f.name == p, f.mode, f.closed, f.writable(), f.readable(), f.encoding, f.newlines)
    f.writelines(["a", "b\n", "last"])
print(f.closed)
with open(p) as f:
    print(f.read(3), f.readline(), f.readlines(5), f.read(), repr(f.read()), f.seek(0), list(f), f.mode, f.errors)
print([line for line in open(p)], open(p, "rb").read())
with open(p, "ab") as f:
    print(f.write(b"\xff\xfe"), f.tell())
with open(p, encoding="latin-1") as f:
    print(f.read()[-6:])
try:
    open(p).read()
except UnicodeDecodeError as e:
    print(type(e).__name__, e.encoding, e.reason)
print(open(p, errors="replace").read()[-3:], open(p, errors="ignore").read()[-4:], ascii(open(p, errors="surrogateescape").read()[-2:]))
with open(p, "w", newline="") as f:
    f.write("a\r\nb\rc\nd")
for nl in (None, "", "\n", "\r", "\r\n"):
    with open(p, newline=nl) as f:
        print(repr(nl), f.readlines(), f.newlines)
with open(p, "w", newline="\r\n") as f:
    f.write("x\ny\n")
print(open(p, "rb").read())
with open(p, "rb+") as f:
    f.seek(2)
    f.write(b"ZZ")
    f.seek(-2, 2)
    print(f.read(), f.seek(0), f.read(4), f.tell(), f.truncate(3), f.seek(0), f.read(), f.seekable())
with open(p, "w+") as f:
    f.write("hello world")
    f.seek(6)
    print(f.read(), f.tell(), f.truncate(5), f.seek(0), f.read())
with open(p, "x+") if not os.path.exists(p) else open(p, "r+") as f:
    f.write("J")
print(open(p).read())
with open(p, "wb", buffering=0) as f:
    print(type(f).__name__, f.write(b"raw"), f.mode)
with open(p, "rb") as f:
    ba = bytearray(5)
    print(type(f).__name__, f.readinto(ba), ba, f.peek(1), f.seek(1), f.peek(1)[:1], f.read1(1), f.readline(), f.readlines())
print(type(open(p)).__name__, type(open(p, "wb")).__name__, type(open(p, "rb+")).__name__, type(open(p, "rb").raw).__name__)


def err(*args, **k):
    try:
        with open(*args, **k) as f:
            print("opened", f.mode)
    except Exception as e:
        print(type(e).__name__, str(e).replace(base, "BASE"))


err(p + "missing")
err(base)
err(p, "x")
err(p, "q")
err(p, "rw")
err(p, "rr")
err(p, "")
err(p, "rbt")
err(p, "rb", encoding="utf-8")
err(p, "rb", newline="\n")
err(p, "rb", errors="strict")
err(p, newline="x")
err(p, buffering=0)
err(p, encoding="nope")
err(5.5)
err(None)
err([])
err(p, 5)
err()
err("a\0b")
err(99999)
err(p, nope=1)
err(p, "r", -1, "utf-8", "strict", None, True, None)
err(file=p, mode="r")
f = open(p)
f.close()
f.close()
for op in (f.read, f.readline, lambda: f.write("a"), lambda: next(f), f.tell, lambda: f.seek(0), f.flush, f.fileno, lambda: f.__enter__(), f.readable):
    try:
        print(op())
    except ValueError as e:
        print(e)
with open(p, "w") as f:
    for op in (f.read, lambda: f.write(5), lambda: f.write(b"x"), lambda: f.seek(1, 1), lambda: f.seek(-1), lambda: f.seek(0, 5), lambda: list(f), lambda: f.writelines([1]), lambda: f.seek(0, 1)):
        try:
            print(op())
        except Exception as e:
            print(type(e).__name__, e)
with open(p, "wb") as f:
    for op in (lambda: f.write("s"), f.read, lambda: f.writelines(["a"]), lambda: f.write(5)):
        try:
            print(op())
        except Exception as e:
            print(type(e).__name__, e)
with open(p, "w") as f:
    f.write("0123456789" * 2000)
with open(p) as f:
    f.read(8195)
    print(f.tell(), f.read(3), f.seek(10), f.read(2), f.seek(0, 2), f.read(), os.path.getsize(p))
    f.seek(0)
    n = 0
    while chunk := f.read(777):
        n += len(chunk)
    print(n)
d = os.open(p, os.O_RDONLY)
with open(d, closefd=False) as f:
    print(f.read(3), f.name == d, f.fileno() == d)
os.close(d)
with open(p, opener=lambda path, flags: os.open(path, flags)) as f:
    print(f.read(2))
