"""bz2 and lzma: files, reading, writing, seeking, text; the package compression."""
import bz2, gzip, io, lzma, os, zlib
import compression.bz2, compression.gzip, compression.lzma, compression.zlib

def attempt(f, *args, **named):
    try:
        print(f(*args, **named))
    except BaseException as e:
        print(type(e).__name__, e)

print(compression.bz2.open is bz2.open, compression.gzip.GzipFile is gzip.GzipFile, compression.lzma.LZMAFile is lzma.LZMAFile, compression.zlib.compress is zlib.compress)
os.chdir(os.environ["HASP_TEST_TMP"])
lines = [b"line %d of the file\n" % i for i in range(2000)]
whole = b"".join(lines)
for module, File in ((bz2, bz2.BZ2File), (lzma, lzma.LZMAFile)):
    path = module.__name__
    print(module.__name__, module.__all__[:6])
    with module.open(path, "wb") as f:
        print(f.mode, f.name == path, f.readable(), f.writable(), f.seekable(), f.closed, f.tell())
        print(f.write(whole[:5000]), f.tell(), f.write(memoryview(whole)[5000:6000]))
        f.writelines([whole[6000:7000], whole[7000:]])
        attempt(f.read)
        attempt(f.seek, 0)
        attempt(f.peek)
        attempt(f.readline)
        attempt(f.readinto, bytearray(2))
        attempt(f.write, "text")
        print(iter(f) is f)
        print(f.fileno() > 2)
    print(f.closed)
    for method in ("read", "readable", "writable", "seekable", "fileno", "tell", "peek", "readline"):
        attempt(getattr(f, method))
    attempt(f.write, b"")
    f.close()
    print(module.decompress(open(path, "rb").read()) == whole)
    with File(path) as f:
        print(f.mode, f.name == path, f.readable(), f.writable(), f.seekable(), f.tell())
        print(f.read(10), f.tell(), f.peek(3)[:6], f.readline(), f.readline(4), len(f.read1(5)), f.tell())
        buffer = bytearray(12)
        print(f.readinto(buffer), bytes(buffer), f.read(0))
        print(f.seek(0), f.readline(3), f.seek(-5, 2), f.read(), f.read(), f.seek(5), f.read(4), f.seek(100, 1), f.tell())
        print(f.seek(0), f.read() == whole, f.seek(10 ** 9) == len(whole), f.seek(0), sum(1 for _ in f), f.seek(0), f.readlines(30))
        attempt(f.write, b"x")
        attempt(f.seek, 0, 5)
        attempt(f.seek, "a")
        attempt(f.readline, "a")
    with File(path, "ab") as f:
        f.write(b"appended")
    attempt(lambda: File(path, "").mode)
    attempt(File, path, None)
    with File(path, "r") as f:
        f.seek(-12, 2)
        print(f.read())
    attempt(File, path, "x")
    attempt(File, path, "rw")
    attempt(File, path, "br")
    attempt(File, 3)
    attempt(File, "/no/such/file")
    attempt(module.open, path, "rbt")
    attempt(module.open, path, "rb", encoding="utf-8")
    attempt(module.open, path, "rb", errors="ignore")
    attempt(module.open, path, "rb", newline="")
    with module.open(path, "wt", encoding="utf-8", newline="\r\n") as f:
        print(f.write("ä\nö\n"), type(f).__name__)
    with module.open(path, "rt", encoding="utf-8") as f:
        print(f.read(), f.seek(0), list(f))
    target = io.BytesIO()
    with File(target, "w") as f:
        f.write(b"first")
    print(target.closed)
    target.write(module.compress(b" second") + b"junk")
    target.seek(0)
    with File(target) as f:
        print(f.read(3), f.read(), f.read(1))
        attempt(lambda: f.name)
    with File(io.BytesIO(target.getvalue()[:20])) as f:
        attempt(f.read)
    with File(io.BytesIO(b"no such data at all")) as f:
        attempt(f.read)
    with File(io.BytesIO(b"")) as f:
        attempt(f.read)
attempt(bz2.BZ2File, "x", "w", compresslevel=0)
attempt(bz2.open, "x", "w", 10)
attempt(lzma.LZMAFile, path, check=1)
attempt(lzma.LZMAFile, path, preset=1)
attempt(lzma.open, path, "wb", format=lzma.FORMAT_RAW)
with lzma.open(path, "wb", format=lzma.FORMAT_ALONE, preset=1) as f:
    f.write(whole)
with lzma.open(path) as f:
    print(f.read() == whole)
chain = [{"id": lzma.FILTER_DELTA, "dist": 3}, {"id": lzma.FILTER_LZMA2}]
with lzma.open(path, "wb", format=lzma.FORMAT_RAW, filters=chain) as f:
    f.write(whole)
with lzma.open(path, format=lzma.FORMAT_RAW, filters=chain) as f:
    print(f.read() == whole)
