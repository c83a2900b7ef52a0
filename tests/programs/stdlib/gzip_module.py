"""gzip: whole byte strings, headers, members, padding, messages."""
import gzip, io, os, struct, zlib

def attempt(f, *args, **named):
    try:
        print(f(*args, **named))
    except BaseException as e:
        print(type(e).__name__, e)

print(gzip.__all__, gzip.BadGzipFile.__mro__)
data = b"".join(b"%d squared is %d; " % (i, i * i) for i in range(3000))
for level in range(0, 10):
    packed = gzip.compress(data, level, mtime=level * 1000)
    assert gzip.decompress(packed) == data
    assert zlib.decompress(packed, 31) == data
    print(level, packed[:10].hex(), packed[-8:].hex())
print(gzip.compress(b"")[:10].hex(), gzip.compress(b"", mtime=None)[:4].hex(), gzip.decompress(b""), gzip.decompress(gzip.compress(b"")))
one, two = gzip.compress(b"one"), gzip.compress(b"two")
print(gzip.decompress(one + two), gzip.decompress(one + b"\0" * 9 + two + b"\0"))

def member(flags, extra, body=b"payload"):
    c = zlib.compressobj(wbits=-15)
    packed = c.compress(body) + c.flush()
    return (b"\x1f\x8b\x08" + bytes([flags]) + struct.pack("<I", 123456789) + b"\0\x03" + extra
            + packed + struct.pack("<II", zlib.crc32(body), len(body)))

for flags, extra in ((0, b""), (4, b"\5\0abcde"), (8, b"name\0"), (16, b"comment\0"), (2, b"xx"), (1, b""), (31, b"\1\0zname\0remark\0hh")):
    whole = member(flags, extra)
    f = gzip.GzipFile(fileobj=io.BytesIO(whole))
    print(flags, gzip.decompress(whole), f.mtime, f.read(), f.mtime)
    for cut in range(1, len(whole), 3):
        for reading in (lambda: gzip.decompress(whole[:cut]), lambda: gzip.GzipFile(fileobj=io.BytesIO(whole[:cut])).read()):
            try:
                reading()
                print("read", cut)
            except EOFError as e:
                assert str(e) == "Compressed file ended before the end-of-stream marker was reached"
            except gzip.BadGzipFile as e:
                print(e)
good = member(0, b"")
bad = [b"hello world", b"\x1f", b"\x1f\x8b\x07" + good[3:], good[:-8] + b"\0" * 4 + good[-4:], good[:-1] + b"\1", good + b"junk", good + b"\0\0junk", good[:12] + b"\xff\xff\xff\xff" + good[16:]]
for packed in bad:
    attempt(gzip.decompress, packed)
    attempt(gzip.GzipFile(fileobj=io.BytesIO(packed)).read)
attempt(gzip.compress, "text")
attempt(gzip.compress, b"", 10)
attempt(gzip.compress, b"", 1, 2)
attempt(gzip.open, "x", "rbt")
attempt(gzip.open, "x", "rb", encoding="utf-8")
attempt(gzip.open, "x", "rb", errors="ignore")
attempt(gzip.open, "x", "rb", newline="")
attempt(gzip.open, 3)
attempt(gzip.GzipFile, "x", "rt")
attempt(gzip.GzipFile, "x", "U")
attempt(gzip.GzipFile, "/no/such/file")
attempt(gzip.GzipFile, fileobj=io.BytesIO(), mode="q")
attempt(gzip.GzipFile)
