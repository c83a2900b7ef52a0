"""hashlib, hmac and keys from passwords: what they give and what they say."""
import hashlib, hmac, io, re

def attempt(f, *args, **named):
    try:
        result = f(*args, **named)
    except BaseException as e:
        print(type(e).__module__, type(e).__name__, re.sub("0x[0-9a-f]+", "0x", str(e)))
    else:
        print(re.sub("0x[0-9a-f]+", "0x", repr(result))[:120])

print(hashlib.__all__, sorted(hashlib.algorithms_guaranteed), hashlib.algorithms_guaranteed <= hashlib.algorithms_available)
print(hashlib.sha256, hashlib.blake2b, type(hashlib.md5()), type(hashlib.shake_128()), type(hashlib.shake_128()).__mro__)
for name in ("foo", "", 3, "BLAKE2b", "sha_256"):
    attempt(hashlib.new, name)
attempt(hashlib.new)
attempt(hashlib.new, "sha256", "x")
for data in ("x", 3, None, memoryview(b"abcdef")[::2], [1]):
    attempt(hashlib.sha256, data)
    attempt(hashlib.sha256().update, data)
    attempt(hashlib.blake2b, data)
    attempt(hashlib.blake2s().update, data)
attempt(hashlib.sha256, b"", b"")
attempt(hashlib.sha256, b"", string=b"")
attempt(hashlib.sha256, data=b"", string=b"")
attempt(hashlib.sha256, foo=3)
attempt(hashlib.sha256().update)
attempt(hashlib.sha256().digest, 1)
for length in (0, 3, -1, 2 ** 62, 2 ** 64, "x"):
    attempt(hashlib.shake_128().digest, length)
attempt(hashlib.shake_128().digest)
attempt(hashlib.shake_128().hexdigest)
attempt(type(hashlib.sha256()))
h = hashlib.sha1()
for name in ("name", "foo", "digest_size"):
    attempt(setattr, h, name, 1)
    attempt(getattr, h, name)
attempt(setattr, hashlib.blake2b(), "name", 1)
for named in (dict(digest_size=0), dict(digest_size=65), dict(digest_size="x"), dict(key=b"x" * 65), dict(key="x"), dict(salt=b"x" * 17),
              dict(salt="x"), dict(person=b"x" * 17), dict(fanout=256), dict(fanout=-1), dict(depth=0), dict(depth=256), dict(depth=2 ** 40),
              dict(leaf_size=2 ** 32), dict(leaf_size=-1), dict(leaf_size=2 ** 64), dict(leaf_size="x"), dict(node_offset=2 ** 64),
              dict(node_offset=2 ** 48), dict(node_offset=-1), dict(node_depth=256), dict(inner_size=65), dict(inner_size=-1), dict(foo=1),
              dict(data=b"", string=b""), dict(string=b"a")):
    print(named if len(repr(named)) < 40 else list(named), end=" ")
    attempt(hashlib.blake2b, **named)
    attempt(hashlib.blake2s, **named)
attempt(hashlib.blake2b, b"", b"")
attempt(hashlib.blake2b, b"", depth=0, key=b"x" * 65)
attempt(hashlib.file_digest, io.StringIO("abc"), "md5")
attempt(hashlib.file_digest, 3, "md5")
attempt(hashlib.file_digest, io.BytesIO(b""), "foo")
attempt(hashlib.file_digest, io.BytesIO(b""), 3)

for name in ("md5", "sha1", "sha256", "sha512", "sha3_256", "sha512_256", "blake2b", "blake2s", "SHA-256"):
    print(name, hashlib.pbkdf2_hmac(name, b"password", b"salt", 10).hex(), hashlib.pbkdf2_hmac(name, b"p" * 300, b"", 1, 100).hex())
attempt(hashlib.pbkdf2_hmac, "foo", b"a", b"b", 1)
attempt(hashlib.pbkdf2_hmac, "shake_128", b"a", b"b", 1)
attempt(hashlib.pbkdf2_hmac, 3, b"a", b"b", 1)
attempt(hashlib.pbkdf2_hmac, "sha256", "a", b"b", 1)
attempt(hashlib.pbkdf2_hmac, "sha256", b"a", "b", 1)
attempt(hashlib.pbkdf2_hmac, "sha256", b"a")
for rounds in (0, -1, 2 ** 31, "x"):
    attempt(hashlib.pbkdf2_hmac, "sha256", b"a", b"b", rounds)
for length in (0, -1, 2 ** 31, "x"):
    attempt(hashlib.pbkdf2_hmac, "sha256", b"a", b"b", 1, length)
print(hashlib.scrypt(b"", salt=b"", n=16, r=1, p=1).hex())
print(hashlib.scrypt(b"password", salt=b"NaCl", n=1024, r=8, p=16, dklen=20).hex())
for change in (dict(n=3), dict(n=1), dict(n=0), dict(n=-2), dict(n="2"), dict(n=2 ** 65), dict(r=0), dict(r=-1), dict(p=0), dict(maxmem=1), dict(maxmem=-1),
               dict(maxmem=2 ** 31), dict(n=2 ** 20, r=8), dict(n=2 ** 17, r=1), dict(r=2 ** 20, p=2 ** 20), dict(dklen=0), dict(dklen=2 ** 31), dict(salt=None), dict(salt="s")):
    print(change, end=" ")
    attempt(hashlib.scrypt, b"p", **(dict(salt=b"s", n=2, r=1, p=1) | change))
attempt(hashlib.scrypt, b"p")
attempt(hashlib.scrypt, "p", salt=b"s", n=2, r=1, p=1)
attempt(hashlib.scrypt, b"p", salt=b"s", n=2, r=1)
attempt(hashlib.scrypt, b"p", b"s", n=2, r=1, p=1)

for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_512", "blake2b", "blake2s", "sha512_224"):
    for key in (b"", b"key", b"k" * 64, b"k" * 65, b"k" * 300):
        mac = hmac.new(key, b"message", name)
        twin = mac.copy()
        mac.update(b" and more")
        assert mac.digest() == hmac.digest(key, b"message and more", name)
        assert twin.digest() == hmac.digest(key, b"message", lambda d=b"": hashlib.new(name, d))
    print(mac.name, mac.digest_size, mac.block_size, mac.hexdigest())
print(hmac.new(b"k", digestmod=hashlib.sha512).name, hmac.new(bytearray(b"k"), None, lambda d=b"": hashlib.sha1(d)).hexdigest(), repr(twin)[:21])
attempt(hmac.new, b"k", b"m")
attempt(hmac.new, "k", b"m", "sha256")
attempt(hmac.new, b"k", "m", "sha256")
attempt(hmac.new, b"k", b"m", "foo")
attempt(hmac.new, b"k", b"m", "shake_128")
attempt(hmac.new, b"k", b"m", 3)
attempt(hmac.new, b"k", b"m", hashlib)
attempt(hmac.digest, b"k", b"m", "foo")
attempt(hmac.digest, b"k", "m", "sha256")
attempt(hmac.digest, b"k", b"m", None)
for a, b in (("a", "a"), ("a", "b"), ("a", b"a"), (b"a", "a"), ("\xe4", "a"), (b"a", bytearray(b"a")), (1, 2), ("a", 1), (b"a", b"ab"), (memoryview(b"xyz"), b"xyz")):
    attempt(hmac.compare_digest, a, b)
attempt(hmac.compare_digest)
