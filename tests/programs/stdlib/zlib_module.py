"""zlib: round trips, checksums, streaming objects, window sizes, errors."""
import zlib

data = b"hello hello hello " * 50 + bytes(range(256))
for level in (-1, 0, 1, 6, 9):
    c = zlib.compress(data, level)
    print(level, zlib.decompress(c) == data, len(c) < len(data) if level else len(c) > len(data))
print(zlib.crc32(b"hello"), zlib.adler32(b"hello"), zlib.crc32(b""), zlib.adler32(b""), zlib.crc32(b"lo", zlib.crc32(b"hel")), zlib.adler32(b"lo", zlib.adler32(b"hel")), zlib.crc32(data), zlib.adler32(data), zlib.crc32(bytearray(b"x")), zlib.crc32(memoryview(b"x"), 5))
for wbits in (15, -15, 31, 9, -9, 25):
    c = zlib.compress(data, wbits=wbits)
    print(wbits, zlib.decompress(c, wbits=wbits) == data, end="; ")
print(zlib.decompress(zlib.compress(data, wbits=31), wbits=47) == data, zlib.decompress(zlib.compress(b"")), zlib.decompress(zlib.compress(data), bufsize=1) == data)
co = zlib.compressobj(9)
parts = [co.compress(data[i:i + 100]) for i in range(0, len(data), 100)] + [co.flush()]
do = zlib.decompressobj()
out = b"".join(do.decompress(p) for p in parts) + do.flush()
print(out == data, do.eof, do.unused_data, do.unconsumed_tail)
do = zlib.decompressobj()
packed = zlib.compress(data)
first = do.decompress(packed + b"trailing", 10)
print(first, len(do.unconsumed_tail) > 0, do.eof)
rest = do.decompress(do.unconsumed_tail)
print(first + rest == data, do.eof, do.unused_data, do.flush())
co = zlib.compressobj()
a = co.compress(b"part one ") + co.flush(zlib.Z_SYNC_FLUSH)
d = zlib.decompressobj()
print(d.decompress(a))
a2 = co.copy()
b1, b2 = co.compress(b"x") + co.flush(), a2.compress(b"y") + a2.flush()
d2 = d.copy()
print(d.decompress(b1), d2.decompress(b2))
zd = b"common words in here"
co = zlib.compressobj(zdict=zd)
z = co.compress(b"words in common here") + co.flush()
print(zlib.decompressobj(zdict=zd).decompress(z))
for f in (lambda: zlib.decompress(b"not zlib"), lambda: zlib.decompress(b""), lambda: zlib.decompress(packed[:-5]), lambda: zlib.compress("str"), lambda: zlib.compress(b"x", 10), lambda: zlib.compressobj(20), lambda: zlib.decompressobj(wbits=99), lambda: zlib.decompress(packed, wbits=-15), lambda: zlib.crc32("s"), lambda: zlib.decompress(packed[:10] + b"\xff\xff" + packed[12:]), lambda: zlib.decompressobj().decompress(b"zz"), lambda: zlib.decompressobj().decompress(z), lambda: zlib.decompressobj().decompress(packed, -1), lambda: co.compress(b"after flush"), lambda: zlib.compress(), lambda: zlib.decompressobj().flush(0), lambda: zlib.crc32(b"x", "y"), lambda: zlib.compress(b"x", level="a")):
    try:
        r = f()
        print("ok", r if len(r) < 30 else len(r))
    except Exception as e:
        print(type(e).__name__, e)
print(zlib.Z_BEST_SPEED, zlib.Z_BEST_COMPRESSION, zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, zlib.MAX_WBITS, zlib.Z_NO_FLUSH, zlib.Z_FINISH, zlib.Z_DEFAULT_STRATEGY, isinstance(zlib.ZLIB_VERSION, str), zlib.error.__mro__[1].__name__, zlib.DEF_BUF_SIZE)
big = bytes(i * 7 % 256 for i in range(300000))
print(zlib.decompress(zlib.compress(big)) == big, zlib.crc32(big), zlib.adler32(big))
