"""lzma: formats, checks, presets, filter chains, limits, properties, messages."""
import lzma

def attempt(f, *args, **named):
    try:
        result = f(*args, **named)
        print(result if not isinstance(result, (lzma.LZMACompressor, lzma.LZMADecompressor)) else type(result).__name__)
    except BaseException as e:
        print(type(e).__name__, e)

C, D = lzma.LZMACompressor, lzma.LZMADecompressor
print(lzma.LZMAError.__mro__, C, D)
print({name: getattr(lzma, name) for name in sorted(lzma.__all__) if isinstance(getattr(lzma, name), int)})
data = b"".join(b"%d squared is %d; " % (i, i * i) for i in range(3000))

for check in (-1, 0, 1, 4, 10):
    for preset in (None, 0, 1, 6, 1 | lzma.PRESET_EXTREME):
        packed = lzma.compress(data, check=check, preset=preset)
        assert lzma.decompress(packed) == data
        d = D()
        assert d.decompress(packed) == data and d.eof
    print(check, packed[:12].hex(), d.check)
packed = lzma.compress(data, lzma.FORMAT_ALONE, preset=2)
print(packed[:13].hex(), lzma.decompress(packed) == data, lzma.decompress(packed, lzma.FORMAT_ALONE) == data)
chains = [
    [{"id": lzma.FILTER_LZMA2}],
    [{"id": lzma.FILTER_LZMA2, "preset": 3, "dict_size": 1 << 16, "lc": 1, "lp": 2, "pb": 0, "mode": lzma.MODE_FAST, "nice_len": 40, "mf": lzma.MF_HC4, "depth": 10}],
    [{"id": lzma.FILTER_DELTA, "dist": 5}, {"id": lzma.FILTER_LZMA2, "preset": 1}],
    ({"id": lzma.FILTER_X86}, {"id": lzma.FILTER_DELTA}, {"id": lzma.FILTER_LZMA2, "mf": lzma.MF_BT2, "mode": lzma.MODE_NORMAL}),
    [{"id": lzma.FILTER_ARM, "start_offset": 8}, {"id": lzma.FILTER_LZMA2}],
    [{"id": lzma.FILTER_POWERPC}, {"id": lzma.FILTER_LZMA2}],
    [{"id": lzma.FILTER_IA64}, {"id": lzma.FILTER_ARMTHUMB}, {"id": lzma.FILTER_SPARC}, {"id": lzma.FILTER_LZMA2}],
]
for chain in chains:
    packed = lzma.compress(data, lzma.FORMAT_RAW, filters=chain)
    assert lzma.decompress(packed, lzma.FORMAT_RAW, filters=chain) == data
    assert lzma.decompress(lzma.compress(data, filters=chain)) == data
    print(len(packed) < len(data))
alone = [{"id": lzma.FILTER_LZMA1, "preset": 1, "lc": 2}]
print(lzma.decompress(lzma.compress(data, lzma.FORMAT_ALONE, filters=alone)) == data)
print(lzma.decompress(lzma.compress(data, lzma.FORMAT_RAW, filters=alone), lzma.FORMAT_RAW, filters=alone) == data)

# Pieces and limits.
packed = lzma.compress(data)
d, out = D(), []
for i in range(0, len(packed), 97):
    out.append(d.decompress(packed[i:i + 97]))
    assert d.needs_input != d.eof
print(b"".join(out) == data, d.eof, d.unused_data)
d, out = D(), []
piece = packed + b"after"
while not d.eof:
    out.append(d.decompress(piece, 1000))
    assert len(out[-1]) <= 1000 and (d.eof or not d.needs_input)
    piece = b""
print(b"".join(out) == data, d.unused_data, d.needs_input)
attempt(d.decompress, b"x")
d = D()
print(d.check, d.decompress(packed[:8]), d.check, d.decompress(packed[8:20]), d.check)
d = D(memlimit=1000)
attempt(d.decompress, packed)
print(d.check, d.eof, d.needs_input)
c = C()
parts = [c.compress(data[i:i + 1000]) for i in range(0, len(data), 1000)]
parts.append(c.flush())
print(lzma.decompress(b"".join(parts)) == data)
attempt(c.compress, b"")
attempt(c.flush)
print(lzma.decompress(packed + packed) == data * 2, lzma.decompress(packed + b"\0\0\0\0" + packed) == data, lzma.decompress(packed + b"junk") == data)

# Messages.
attempt(C, 5)
attempt(C, "x")
attempt(C, check=1, format=2)
attempt(C, preset=1, filters=[{}])
attempt(C, 3)
attempt(C, 2, filters=[{"id": 33}])
attempt(C, 2, preset=12)
for preset in (10, -1, "a", 2 ** 40):
    attempt(C, preset=preset)
for check in (2, 99, -2):
    attempt(C, check=check)
attempt(C, nope=1)
for chain in ([], [1], [{}], [{"id": 1}], [{"id": "x"}], [{"id": 33, "foo": 1}], [{"id": 33, "preset": 11}],
              [{"id": 33, "dict_size": 1}], [{"id": 33, "mode": 7}], [{"id": 33, "mf": 77}], [{"id": 33, "lc": 5}],
              [{"id": 33, "nice_len": 1}], [{"id": 3, "dist": 0}], [{"id": 3, "dist": 1}], [{"id": 3, "dist": 257}, {"id": 33}],
              [{"id": 3, "dist": 256}, {"id": 33}], [{"id": 3, "foo": 256}, {"id": 33}], [{"id": 5, "start_offset": 3}, {"id": 33}],
              [{"id": 4, "bar": 3}, {"id": 33}], [{"id": 33}] * 5, [{"id": 3}] * 4, 3, [{"id": lzma.FILTER_LZMA1}], {"id": 33},
              [{"id": 33, "dict_size": -1}], [{"id": 33, "dict_size": 2 ** 33}], [{"id": 2 ** 70}], [{"id": -1}],
              [{"id": 33, "preset": 1.5}], [{"id": 10}, {"id": 33}], [{"id": 33}, {"id": 3}]):
    print(chain, end=" ")
    attempt(C, filters=chain)
    attempt(C, 3, filters=chain)
    attempt(D, 3, filters=chain)
attempt(D, 7)
attempt(D, 3)
attempt(D, 1, filters=[{"id": 33}])
attempt(D, 3, 100, [{"id": 33}])
for limit in (0, -1, 2 ** 64, "x"):
    attempt(D, 1, limit)
d = D()
attempt(d.decompress, b"junk junk junk junk")
attempt(d.decompress, packed)
broken = bytearray(packed)
broken[-10] ^= 1
attempt(lzma.decompress, broken)
attempt(lzma.decompress, packed[:-1])
attempt(lzma.decompress, b"")
attempt(lzma.decompress, b"foo")
attempt(lzma.decompress, packed, format=2)
attempt(C().compress, 1)
for properties in ({"id": 33, "dict_size": 1 << 20}, {"id": lzma.FILTER_LZMA1}, {"id": 3, "dist": 10}, {"id": 4, "start_offset": 16}, {"id": 4},
                   {"id": 33, "dict_size": 100}, {"id": 33, "dict_size": 1234567}, 3, {"id": 33, "dict_size": 2 ** 32 - 1}, {"id": lzma.FILTER_LZMA1, "lc": 4, "lp": 2}):
    attempt(lzma._encode_filter_properties, properties)
for id, properties in ((33, b"\x10"), (lzma.FILTER_LZMA1, b"]\0\0\x80\0"), (3, b"\x09"), (4, b""), (4, b"\0\0\1\0"), (33, b"ab"), (99, b"ab"),
                       (33, b"\xff"), (33, b"\x28"), (33, b"\x0f"), (lzma.FILTER_LZMA1, b"\xff\0\0\x80\0"), (4, b"\1")):
    attempt(lzma._decode_filter_properties, id, properties)
print([lzma.is_check_supported(i) for i in (-1, 0, 1, 2, 4, 10, 15, 16)])
