"""zlib: arguments, the texts of errors, headers."""
import zlib
data = b"hello hello hello " * 50
packed = zlib.compress(data)
gz = zlib.compress(data, wbits=31)
raw = zlib.compress(data, wbits=-15)
def t(src):
    try:
        r = eval(src)
        r = repr(r)
        print(src, '->', r if len(r)<60 else len(r))
    except BaseException as e:
        print(src, '!!', type(e).__name__, e)
zd = b"common words in here"
co = zlib.compressobj(zdict=zd); z = co.compress(b"words in common here") + co.flush()
for s in '''zlib.decompress(b"not zlib")
zlib.decompress(b"")
zlib.decompress(packed[:-5])
zlib.decompress(packed[:-1])
zlib.decompress(packed[:-1]+b"x")
zlib.decompress(packed+b"xx")==data
zlib.decompress(gz, 31)==data
zlib.decompress(gz[:-5], 31)
zlib.decompress(gz[:-8]+b"aaaaaaaa", 31)
zlib.decompress(gz[:-4]+b"aaaa", 31)
zlib.decompress(packed, 31)
zlib.decompress(gz)
zlib.decompress(raw)
zlib.decompress(raw,-15)==data
zlib.decompress(raw,-8)
zlib.decompress(packed,8)
zlib.decompress(packed,9)
zlib.decompress(packed,0)==data
zlib.decompress(packed,47)==data
zlib.decompress(gz,47)==data
zlib.decompress(packed,16)
zlib.decompress(packed,99)
zlib.decompress(packed,7)
zlib.decompress(packed,-16)
zlib.decompress(packed,-7)
zlib.decompress(packed,"x")
zlib.decompress(packed,bufsize=0)==data
zlib.decompress(packed,bufsize=-1)
zlib.decompress(packed,bufsize=2**70)
zlib.decompress(z)
zlib.decompress()
zlib.decompress("x")
zlib.decompress(packed, wbits=-15)
zlib.decompress(b"\\x78\\x9c\\xff\\xff")
zlib.decompress(b"\\x78\\x9c\\x07")
zlib.decompress(b"\\x78\\x9c\\x01\\x01\\x00\\x01\\x00")
zlib.decompress(b"\\x78\\x9c\\x05\\x00\\xff\\xff\\xff\\xff")
zlib.decompress(b"\\x78\\x9c\\x63\\x00\\x02")
zlib.decompress(b"\\x79\\x9c")
zlib.decompress(b"\\x88\\x1c")
zlib.decompress(b"\\x1f\\x8b\\x00", 31)
zlib.decompress(b"\\x1f\\x8b\\x08\\xff\\0\\0\\0\\0\\0\\0", 31)
zlib.compress("str")
zlib.compress(b"x", 10)
zlib.compress(b"x", -2)
zlib.compress(b"x", "a")
zlib.compress(b"x", wbits=99)
zlib.compress(b"x", wbits=7)
zlib.compress(b"x", wbits=8)
zlib.compress(b"x", wbits=-8)
zlib.compress(b"x", wbits=0)
zlib.compress(b"x", wbits=47)
zlib.compress(b"x", wbits=24)
zlib.compress(b"x", wbits=25)
zlib.compress(b"x", 1.5)
zlib.compress(b"x", 6, 15, 3)
zlib.compress()
zlib.compress(b"x")
zlib.compress(b"x", wbits=31)
zlib.compress(b"x", wbits=-15)
zlib.compress(b"x", 0)
zlib.compress(b"x", 9)
zlib.compress(b"x", 1)
zlib.compress(b"")
zlib.compressobj(20)
zlib.compressobj(6,7)
zlib.compressobj(6,8,99)
zlib.compressobj(6,8,15,0)
zlib.compressobj(6,8,15,10)
zlib.compressobj(6,8,15,8,9)
zlib.compressobj(6,8,15,8,0,5)
zlib.compressobj(6,8,15,8,0,b"x",1)
zlib.compressobj(zdict="x")
zlib.compressobj(zdict=b"x", wbits=31)
zlib.compressobj(level=6,method=8,wbits=15,memLevel=8,strategy=0,zdict=b"x").flush()
zlib.compressobj(zdict=b"abc", wbits=-15).flush()
zlib.compressobj(memlevel=5)
zlib.decompressobj(99)
zlib.decompressobj(wbits=99)
zlib.decompressobj(zdict=5)
zlib.decompressobj(zdict="x")
zlib.decompressobj(15, b"x", 5)
zlib.decompressobj().decompress(b"zz")
zlib.decompressobj().decompress(z)
zlib.decompressobj(zdict=b"wrong").decompress(z)
zlib.decompressobj(zdict=zd).decompress(z)
zlib.decompressobj(zdict=bytearray(zd)).decompress(z)
zlib.decompressobj().decompress(packed,-1)
zlib.decompressobj().decompress(packed,max_length=5)
zlib.decompressobj().decompress(packed,2**70)
zlib.decompressobj().decompress("x")
zlib.decompressobj().decompress()
zlib.decompressobj().flush(0)
zlib.decompressobj().flush(-1)
zlib.decompressobj().flush()
zlib.decompressobj().flush("x")
zlib.compressobj().compress("x")
zlib.compressobj().compress()
zlib.compressobj().flush(99)
zlib.compressobj().flush(-1)
zlib.compressobj().flush(zlib.Z_NO_FLUSH)
zlib.compressobj().flush(zlib.Z_SYNC_FLUSH)
zlib.compressobj().flush(zlib.Z_FULL_FLUSH)
zlib.compressobj().flush(zlib.Z_PARTIAL_FLUSH)
zlib.compressobj().flush(zlib.Z_BLOCK)
zlib.compressobj().flush("x")
zlib.crc32("s")
zlib.crc32(b"x","y")
zlib.crc32(b"x",2**64+5)
zlib.crc32(b"x",-1)
zlib.crc32()
zlib.crc32(b"abc",0,0)
zlib.adler32("s")
zlib.adler32(b"abc",-1)
zlib.adler32(b"abc",2**40+7)
zlib.adler32(b"abc",1.5)
zlib.crc32(data=b"x")
zlib.crc32_combine(1,2,3)
zlib.adler32_combine(1,2,3)
zlib.error
zlib.error.__module__
type(zlib.compressobj())
type(zlib.decompressobj())
type(zlib.compressobj())()
zlib._ZlibDecompressor
zlib._ZlibDecompressor().decompress(packed)==data
zlib._ZlibDecompressor().decompress(packed,5)
zlib._ZlibDecompressor(wbits=31).decompress(gz)==data
[(n,getattr(zlib,n)) for n in dir(zlib) if n[:2] in ("Z_","DE","MA")][:8]
[(n,getattr(zlib,n)) for n in dir(zlib) if n[:2] in ("Z_","DE","MA")][8:16]
[(n,getattr(zlib,n)) for n in dir(zlib) if n[:2] in ("Z_","DE","MA")][16:]
zlib.__version__
sorted(n for n in dir(zlib.compressobj()) if n[0]!="_")
sorted(n for n in dir(zlib.decompressobj()) if n[0]!="_")
sorted(n for n in dir(zlib._ZlibDecompressor) if n[0]!="_")
'''.splitlines(): t(s)
co = zlib.compressobj(); co.flush()
for s in '''co.compress(b"x")
co.flush()
co.copy()'''.splitlines(): t(s)
d = zlib.decompressobj(); d.decompress(packed)
for s in '''d.eof
d.decompress(b"more")
d.unused_data
d.decompress(b"even")
d.unused_data
d.flush()
d.copy().eof
d.unconsumed_tail
setattr(d,"eof",1)'''.splitlines(): t(s)
d = zlib.decompressobj()
for s in '''d.decompress(packed[:10])
d.decompress(packed[10:]+b"rest",4)
d.unconsumed_tail[-4:]
d.flush()==data[4:]
d.unused_data
d.eof
d.unconsumed_tail'''.splitlines(): t(s)
d = zlib._ZlibDecompressor()
for s in '''d.needs_input
d.decompress(packed[:10], 3)
d.needs_input
d.decompress(b"")
d.needs_input
d.decompress(packed[10:]+b"zz", 5)
d.needs_input
len(d.decompress(b""))
d.eof
d.unused_data
d.decompress(b"x")'''.splitlines(): t(s)
for lvl in range(-1,10):
    for w in (15,-15,31):
        for strat in range(5):
            co = zlib.compressobj(lvl, 8, w, 8, strat)
            x = co.compress(data[:400]) + co.flush(zlib.Z_SYNC_FLUSH) + co.compress(data[400:]) + co.flush()
            assert zlib.decompress(x, w) == data
print("ok", [zlib.compress(data, l)[:2].hex() for l in range(-1, 10)], [zlib.compress(data, l, 31)[:10].hex() for l in range(-1, 10)], [zlib.compress(data, 6, w)[:2].hex() for w in range(9, 16)])
