"""Huffman coding, bit packing, checksums, LZ, Gray codes, hashing by hand."""
import heapq


def huffman(text):
    freq = {}
    for c in text: freq[c] = freq.get(c, 0) + 1
    heap = [(n, i, c) for i, (c, n) in enumerate(sorted(freq.items()))]
    heapq.heapify(heap)
    k = len(heap)
    while len(heap) > 1:
        (n1, _, a), (n2, _, b) = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (n1 + n2, k, (a, b)))
        k += 1
    codes = {}
    def walk(t, p):
        if isinstance(t, tuple): walk(t[0], p + "0"); walk(t[1], p + "1")
        else: codes[t] = p or "0"
    walk(heap[0][2], "")
    return codes


text = "abracadabra alakazam"
codes = huffman(text)
bits = "".join(codes[c] for c in text)
back, cur, rev = "", "", {v: k for k, v in codes.items()}
for b in bits:
    cur += b
    if cur in rev: back += rev[cur]; cur = ""
print(sorted(codes.items(), key=lambda p: (len(p[1]), p[1])), len(bits), back == text)
packed = int("1" + bits, 2).to_bytes((len(bits) + 8) // 8, "big")
print(packed.hex(), bin(int.from_bytes(packed, "big"))[3:] == bits)
table = []
for n in range(256):
    for _ in range(8): n = n >> 1 ^ 0xEDB88320 if n & 1 else n >> 1
    table.append(n)


def crc32(data):
    c = 0xFFFFFFFF
    for b in data: c = table[(c ^ b) & 255] ^ c >> 8
    return c ^ 0xFFFFFFFF


import zlib
print(crc32(b"hello"), crc32(b"hello") == zlib.crc32(b"hello"), hex(table[255]))


def fnv(data):
    h = 0xCBF29CE484222325
    for b in data: h = (h ^ b) * 0x100000001B3 % 2 ** 64
    return h


def adler(data):
    a, b = 1, 0
    for x in data: a = (a + x) % 65521; b = (b + a) % 65521
    return b << 16 | a


print(hex(fnv(b"hello")), adler(b"hello") == zlib.adler32(b"hello"), [i ^ i >> 1 for i in range(16)], [f"{i ^ i >> 1:04b}" for i in range(8)])


def lzw(s):
    d, w, out = {chr(i): i for i in range(256)}, "", []
    for c in s:
        if w + c in d: w += c
        else:
            out.append(d[w])
            d[w + c] = len(d)
            w = c
    return out + ([d[w]] if w else [])


def unlzw(codes):
    d = {i: chr(i) for i in range(256)}
    w = out = d[codes[0]]
    for k in codes[1:]:
        entry = d[k] if k in d else w + w[0]
        out += entry
        d[len(d)] = w + entry[0]
        w = entry
    return out


c = lzw("TOBEORNOTTOBEORTOBEORNOT")
print(c, unlzw(c), unlzw(lzw("aaaaaaa")), len(lzw("ab" * 500)))
x, seq = 0xACE1, []
for _ in range(10):
    bit = (x ^ x >> 2 ^ x >> 3 ^ x >> 5) & 1
    x = x >> 1 | bit << 15
    seq.append(x)
print(seq, [n.bit_count() for n in seq], [n & -n for n in (12, 40, 7)], [(n - 1 & n) == 0 for n in (16, 18)])


def md_like(data):
    a, b = 0x67452301, 0xEFCDAB89
    for i, x in enumerate(data):
        a, b = (b + (a << 5 | a >> 27) + x * 2654435761) & 0xFFFFFFFF, (a ^ (b >> 3) ^ i) & 0xFFFFFFFF
    return f"{a:08x}{b:08x}"


print(md_like(b""), md_like(b"abc"), md_like(bytes(range(256))), len({md_like(bytes([i])) for i in range(256)}))
