"""Hash objects that several threads use at once, and hashing in threads of its own."""
import hashlib, threading

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

data = bytes(range(256)) * 400
expected = {name: hashlib.new(name, data).digest() for name in ("md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b", "blake2s")}
def own(i):
    for name, digest in expected.items():
        h = hashlib.new(name)
        for start in range(0, len(data), 10000):
            h.update(data[start:start + 10000])
        assert h.digest() == digest
print(in_threads(4, own))

# All feed one object with the same bytes: the digest does not depend on their order.
for make in (hashlib.md5, hashlib.sha256, hashlib.sha3_512, hashlib.blake2b, hashlib.shake_128):
    h = make()
    def feed(i):
        for size in (10, 6000, 100, 20000, 5000) * 3:
            h.update(b"x" * size)
            h.copy().update(b"no matter")
            h.digest(*[5] * (h.digest_size == 0))
    failures = in_threads(4, feed)
    whole = make(b"x" * 4 * 3 * (10 + 6000 + 100 + 20000 + 5000))
    length = [5] * (h.digest_size == 0)
    print(h.name, failures, h.digest(*length) == whole.digest(*length))

# A buffer that is being hashed can be changed by others meanwhile; it is hashed as it was.
target = bytearray(b"a" * 100_000)
results = []
def change(i):
    if i:
        for _ in range(50):
            target[:] = bytes([97 + i]) * 100_000
    else:
        for _ in range(50):
            results.append(hashlib.sha1(target).hexdigest())
print(in_threads(3, change), {hashlib.sha1(bytes([97 + i]) * 100_000).hexdigest() for i in range(3)} >= set(results))
print(in_threads(3, lambda i: hashlib.pbkdf2_hmac("sha256", b"p", b"s", 1000 + i)))
