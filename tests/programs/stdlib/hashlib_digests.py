"""hashlib: digests of all functions, in pieces, copies, sizes, names, files."""
import hashlib, io

data = bytes(range(256)) * 41
NAMES = sorted(hashlib.algorithms_guaranteed) + ["sha512_224", "sha512_256"]
def hexed(h):
    return h.hexdigest(40) if h.digest_size == 0 else h.hexdigest()
for name in NAMES:
    h = hashlib.new(name)
    print(name, h.name, h.digest_size, h.block_size, hexed(h))
    sizes = [0, 1, 3, 55, 56, 63, 64, 65, 103, 104, 111, 112, 127, 128, 129, 135, 136, 137, 143, 144, 145, 167, 168, 200, 255, 256, 1000, 5119, 5120, 10000]
    print([hexed(hashlib.new(name, data[:n]))[:10] for n in sizes])
    for step in (1, 7, 64, 100, 128, 6000):
        pieces = hashlib.new(name)
        for i in range(0, len(data), step):
            pieces.update(data[i:i + step])
        assert hexed(pieces) == hexed(hashlib.new(name, data)), (name, step)
    h = hashlib.new(name, b"abc")
    twin = h.copy()
    h.update(b"def")
    twin.update(bytearray(b"xyz"))
    print(hexed(h) == hexed(hashlib.new(name, b"abcdef")), hexed(twin) == hexed(hashlib.new(name, b"abcxyz")), type(twin) is type(h))
    print(h.digest(7).hex() if h.digest_size == 0 else h.digest().hex())
    print(hexed(h) == hexed(h), hexed(getattr(hashlib, name, lambda d: hashlib.new(name, d))(data)) == hexed(hashlib.new(name, data, usedforsecurity=False)))
print(hashlib.shake_128(b"").hexdigest(0), hashlib.shake_256(b"x").hexdigest(300), hashlib.shake_128(b"x").digest(length=3))
million = b"a" * 1_000_000
print([hexed(hashlib.new(name, million))[:20] for name in NAMES])
print(hashlib.sha256(string=b"3").hexdigest() == hashlib.sha256(b"3").hexdigest(), hashlib.new("sha1", data=memoryview(b"abc")).hexdigest())
for name in ("SHA-256", "SHA2-256", "sha-1", "sha3-256", "SHAKE128", "SHAKE-128", "shake256", "blake2s256", "BLAKE2B-512", "sha2-512/256", "sha512-224", "MD5"):
    print(name, hashlib.new(name).name)

# BLAKE2 with everything.
print(hashlib.blake2b(b"x", digest_size=20, key=b"key", salt=b"salt", person=b"person").hexdigest())
print(hashlib.blake2s(b"x", digest_size=5, key=b"k" * 32, salt=b"s" * 8, person=b"p" * 8).hexdigest())
print(hashlib.blake2b(key=b"k" * 64).hexdigest(), hashlib.blake2s(key=b"key").hexdigest())
print(hashlib.blake2b(data, key=b"k").hexdigest()[:30], hashlib.new("blake2b", b"x", digest_size=3).hexdigest())
FANOUT, DEPTH, LEAF, INNER = 2, 2, 4096, 64
left = hashlib.blake2b(data[:LEAF], fanout=FANOUT, depth=DEPTH, leaf_size=LEAF, inner_size=INNER, node_offset=0, node_depth=0, last_node=False)
right = hashlib.blake2b(data[LEAF:], fanout=FANOUT, depth=DEPTH, leaf_size=LEAF, inner_size=INNER, node_offset=1, node_depth=0, last_node=True)
root = hashlib.blake2b(digest_size=32, fanout=FANOUT, depth=DEPTH, leaf_size=LEAF, inner_size=INNER, node_offset=0, node_depth=1, last_node=True)
root.update(left.digest())
root.update(right.digest())
print(left.hexdigest()[:20], right.hexdigest()[:20], root.hexdigest())
print(hashlib.blake2s(data, fanout=0, depth=255, leaf_size=2 ** 32 - 1, node_offset=2 ** 48 - 1, node_depth=255, inner_size=32, last_node=True).hexdigest())
print(hashlib.blake2b(data, fanout=255, depth=7, leaf_size=1, node_offset=2 ** 64 - 1, node_depth=3, inner_size=1).hexdigest())
for cls in (hashlib.blake2b, hashlib.blake2s):
    print(cls, cls.SALT_SIZE, cls.PERSON_SIZE, cls.MAX_KEY_SIZE, cls.MAX_DIGEST_SIZE)

class Raw:
    def __init__(self, data): self.file = io.BytesIO(data)
    def readable(self): return True
    def readinto(self, buffer): return self.file.readinto(buffer)
print(hashlib.file_digest(io.BytesIO(data), "sha256").hexdigest() == hashlib.sha256(data).hexdigest())
print(hashlib.file_digest(Raw(data), hashlib.md5).hexdigest() == hashlib.md5(data).hexdigest())
print(hashlib.file_digest(Raw(data), "sha1", _bufsize=100).hexdigest() == hashlib.sha1(data).hexdigest())
