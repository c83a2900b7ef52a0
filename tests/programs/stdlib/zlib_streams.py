"""zlib: objects that work on pieces: limits, tails, copies, dictionaries, gzip and raw streams."""
import zlib

data = b"".join(b"%d squared is %d; " % (i, i * i) for i in range(3000))
for wbits in (15, -15, 31, 9, -12, 25):
    for level in (0, 1, 5, 9):
        for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FIXED):
            c = zlib.compressobj(level, zlib.DEFLATED, wbits, 4, strategy)
            parts = [c.compress(data[:777]), c.flush(zlib.Z_SYNC_FLUSH), c.compress(data[777:20000]),
                     c.flush(zlib.Z_FULL_FLUSH), c.compress(data[20000:]), c.flush()]
            packed = b"".join(parts)
            assert zlib.decompress(packed, wbits) == data, (wbits, level, strategy)
            d = zlib.decompressobj(wbits)
            out = b"".join(d.decompress(packed[i:i + 311]) for i in range(0, len(packed), 311))
            assert out == data and d.eof and d.unused_data == b"" and d.unconsumed_tail == b""
            d = zlib.decompressobj(wbits)
            out, rest = [], packed + b"after"
            while not d.eof:
                piece = d.decompress(rest, 1000)
                assert len(piece) <= 1000
                out.append(piece)
                rest = d.unconsumed_tail
            assert b"".join(out) == data and d.unused_data == b"after", d.unused_data
    print(wbits, "ok", zlib.compress(b"", 6, wbits).hex()[:20])

# What was flushed can be read, and a copy goes its own way.
c = zlib.compressobj()
first = c.compress(data) + c.flush(zlib.Z_SYNC_FLUSH)
d = zlib.decompressobj()
print(d.decompress(first) == data)
twin, dtwin = c.copy(), d.copy()
a = c.compress(b"one " * 1000) + c.flush()
b = twin.compress(data + b"two") + twin.flush()
print(d.decompress(a) == b"one " * 1000, d.eof, dtwin.eof, dtwin.decompress(b) == data + b"two", dtwin.eof)
c = zlib.compressobj(wbits=31)
head = c.compress(data[:5000])
twin = c.copy()
third = twin.copy()
print([zlib.decompress(head + x.compress(data[5000:5000 + n]) + x.flush(), 31) == data[:5000 + n] for x, n in ((c, 0), (twin, 100), (third, 9000))])
packed = zlib.compress(data)
for cut in (0, 1, 2, 5, 100, 1000, len(packed) - 3):
    d = zlib.decompressobj()
    begin = d.decompress(packed[:cut])
    e = d.copy()
    assert begin + d.decompress(packed[cut:]) == data and begin + e.decompress(packed[cut:]) == data
    d = zlib.decompressobj()
    begin = d.decompress(packed, 500 + cut)
    e = d.copy()
    assert e.unconsumed_tail == d.unconsumed_tail
    assert begin + d.decompress(d.unconsumed_tail) == data and begin + e.flush() == data and e.eof
print("copies ok")

words = b"squared is the square of"
c = zlib.compressobj(zdict=words)
packed = c.compress(data[:300]) + c.flush()
print(packed[:6].hex(), zlib.decompressobj(zdict=words).decompress(packed) == data[:300])
c = zlib.compressobj(wbits=-15, zdict=words)
packed = c.compress(data[:300]) + c.flush()
print(zlib.decompressobj(wbits=-15, zdict=words).decompress(packed) == data[:300])
for bad in (packed[:-3] + b"\xff\xff\xff", packed[:20] + b"\0" + packed[21:]):
    try:
        out = zlib.decompressobj(wbits=-15, zdict=words).decompress(bad)
        print(out == data[:300])
    except zlib.error as e:
        print("error")

broken = bytearray(zlib.compress(data))
d = zlib.decompressobj()
broken[-2] ^= 1
try:
    d.decompress(broken)
except zlib.error as e:
    print(e, d.eof)
d = zlib._ZlibDecompressor()
packed = zlib.compress(data)
out = d.decompress(packed, 10)
while not d.eof:
    out += d.decompress(b"" if not d.needs_input else b"?", 10000)
print(out == data, d.needs_input, d.unused_data)
try:
    d.decompress(b"x")
except EOFError as e:
    print(e)

# Copies at the end, and of streams that have read more than anybody would keep.
d = zlib.decompressobj()
d.decompress(zlib.compress(b"end") + b"rest")
e = d.copy()
print(e.eof, e.unused_data, e.decompress(b"more"), e.unused_data, d.unused_data)
d.flush()
for what in (d.copy, e.flush, e.copy):
    try:
        print(what())
    except ValueError as error:
        print(error)
noise = zlib.compressobj(0, wbits=-15)
state, d, block = 1, zlib.decompressobj(-15), bytearray(1 << 20)
for i in range(20):
    state = state * 69069 + 1 & 0xFFFFFFFF
    block[i * 1000:i * 1000 + 4] = state.to_bytes(4, "little")
    assert len(d.decompress(noise.compress(block) + noise.flush(zlib.Z_SYNC_FLUSH))) == 1 << 20
e, twin = d.copy(), noise.copy()
print(d.decompress(noise.compress(b"one") + noise.flush()), e.decompress(twin.compress(b"another") + twin.flush()), d.eof, e.eof)

# What is wrong is told exactly, wherever it is met.
packed = zlib.compress(b"".join(b"%d squared is %d; " % (i * 7919 % 10007, i * i) for i in range(20000)), 9)
for at in (0, 1, 3, 300, 5000, 20000, len(packed) - 2):
    broken = bytearray(packed)
    broken[at] ^= 0x55
    for make in (zlib.decompressobj, zlib._ZlibDecompressor):
        for size in (len(packed), 700):
            d = make()
            try:
                for i in range(0, len(broken), size):
                    d.decompress(broken[i:i + size])
                    if d.eof:
                        break
                print(at, "no error", d.eof)
            except zlib.error as error:
                print(at < 4 or at > len(packed) - 10 or str(error).startswith("Error -3 while decompressing data: "))
