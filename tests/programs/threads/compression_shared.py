"""Compressors, decompressors and files that several threads use at once."""
import bz2, gzip, io, lzma, threading, zlib

data = b"".join(b"%d squared is %d; " % (i, i * i) for i in range(20000))

def in_threads(n, work):
    failures = []
    def run(i):
        try:
            work(i)
        except BaseException as e:
            failures.append(e)
    threads = [threading.Thread(target=run, args=(i,)) for i in range(n)]
    for t in threads: t.start()
    for t in threads: t.join()
    return failures

# Each thread its own.
def own(i):
    for module in (zlib, gzip, bz2, lzma):
        assert module.decompress(module.compress(data[i:])) == data[i:]
print(in_threads(4, own))

# All one compressor: whole pieces arrive, in some order.
for make, back in ((zlib.compressobj, zlib.decompress), (bz2.BZ2Compressor, bz2.decompress), (lambda: lzma.LZMACompressor(preset=0), lzma.decompress)):
    c, parts, lock = make(), [], threading.Lock()
    def feed(i):
        for size in (10, 6000, 100, 20000):
            with lock:
                parts.append(c.compress(b"%d" % i * size))
    print(in_threads(4, feed))
    parts.append(c.flush())
    plain = back(b"".join(parts))
    print(len(plain), [plain.count(b"%d" % i) for i in range(4)])

# One decompressor without any lock: each piece of output is there once.
packed = zlib.compress(bytes(range(256)) * 4000)
d, total = zlib.decompressobj(), []
start = d.decompress(packed[:200])
def read(i):
    total.append(len(d.decompress(b"")))
print(in_threads(6, read), len(start) + sum(total) + len(d.decompress(packed[200:])) == 256 * 4000)

f = gzip.open(io.BytesIO(gzip.compress(data)))
pieces = []
def drain(i):
    while piece := f.read(1000):
        pieces.append(piece)
print(in_threads(4, drain), sum(map(len, pieces)) == len(data), sorted(b"".join(pieces)) == sorted(data))
