"""bz2: levels, pieces, limits, several streams, messages."""
import bz2

def attempt(f, *args, **named):
    try:
        print(f(*args, **named))
    except BaseException as e:
        print(type(e).__name__, e)

data = b"".join(b"%d squared is %d; " % (i, i * i) for i in range(3000))
for level in range(1, 10):
    packed = bz2.compress(data, level)
    assert bz2.decompress(packed) == data
    print(level, packed[:4], len(packed))
print(bz2.compress(b""), bz2.decompress(bz2.compress(b"")), bz2.decompress(b""), bz2.BZ2Compressor, bz2.BZ2Decompressor)
c = bz2.BZ2Compressor(3)
parts = [c.compress(data[i:i + 1000]) for i in range(0, len(data), 1000)]
parts.append(c.flush())
print(b"".join(parts) == bz2.compress(data, 3))
d, out = bz2.BZ2Decompressor(), []
for i in range(0, len(packed), 97):
    out.append(d.decompress(packed[i:i + 97]))
    assert d.needs_input != d.eof
print(b"".join(out) == data, d.eof, d.unused_data)
d, out, piece = bz2.BZ2Decompressor(), [], packed + b"after"
while not d.eof:
    out.append(d.decompress(piece, 1000))
    assert len(out[-1]) <= 1000
    piece = b""
print(b"".join(out) == data, d.unused_data, d.needs_input)
big = bytes(3_000_000) + data * 20
packed = bz2.compress(big)
print(len(packed), bz2.decompress(packed) == big)
d = bz2.BZ2Decompressor()
print(len(d.decompress(packed, 0)), len(d.decompress(b"", 5)), d.needs_input)
print(bz2.decompress(packed + bz2.compress(b"more")) == big + b"more", bz2.decompress(bz2.compress(b"x") + b"junk"))

attempt(bz2.BZ2Compressor, 0)
attempt(bz2.BZ2Compressor, 10)
attempt(bz2.BZ2Compressor, "x")
attempt(bz2.BZ2Compressor, 1, 2)
attempt(bz2.BZ2Compressor, compresslevel=1)
attempt(bz2.BZ2Decompressor, 1)
attempt(bz2.BZ2Decompressor, a=1)
attempt(bz2.compress, b"", 0)
attempt(bz2.compress, "")
c = bz2.BZ2Compressor()
attempt(c.compress, "x")
attempt(c.compress)
attempt(c.flush)
attempt(c.flush)
attempt(c.compress, b"")
d = bz2.BZ2Decompressor()
attempt(d.decompress, b"BZh9zzzzzzzzzzzzzzzzzz")
attempt(d.decompress, b"")
print(d.eof, d.needs_input)
attempt(bz2.BZ2Decompressor().decompress, b"zzzz")
attempt(bz2.decompress, b"zzzz")
attempt(bz2.decompress, packed[:-1])
d = bz2.BZ2Decompressor()
attempt(d.decompress, bz2.compress(b"hi") + b"rest")
print(d.eof, d.unused_data, d.needs_input)
attempt(d.decompress, b"")
attempt(bz2.BZ2Decompressor().decompress, bz2.compress(b"hi"), "x")
broken = bytearray(packed)
broken[-2] ^= 1
attempt(bz2.decompress, broken)
for name in ("eof", "needs_input", "unused_data"):
    try:
        setattr(d, name, 1)
    except AttributeError as e:
        print(e)
