"""File input and output and zlib from several threads, with results checked."""
import os
import threading
import zlib

base = os.environ["HASP_TEST_TMP"]
results = {}


def work(n):
    path = os.path.join(base, f"file{n}")
    data = bytes((i * n) % 251 for i in range(20000))
    with open(path, "wb") as f:
        for i in range(0, len(data), 1000):
            f.write(data[i:i + 1000])
    with open(path, "rb") as f:
        back = f.read()
    packed = zlib.compress(back, 6)
    results[n] = (back == data, zlib.decompress(packed) == data, len(packed) < len(data), zlib.crc32(data) == zlib.crc32(back), os.path.getsize(path))
    os.remove(path)


ts = [threading.Thread(target=work, args=(n,)) for n in range(1, 7)]
for t in ts: t.start()
for t in ts: t.join()
for n in sorted(results): print(n, results[n])
print(os.listdir(base))
log = os.path.join(base, "log")
lock = threading.Lock()


def logger(name):
    for i in range(50):
        with lock, open(log, "a") as f:
            f.write(f"{name} {i}\n")


ts = [threading.Thread(target=logger, args=(n,)) for n in "abc"]
for t in ts: t.start()
for t in ts: t.join()
lines = open(log).read().splitlines()
print(len(lines), all([l for l in lines if l[0] == n] == [f"{n} {i}" for i in range(50)] for n in "abc"))
shared = open(log, "w")
ts = [threading.Thread(target=lambda n=n: [shared.write(n * 9 + "\n") for _ in range(100)]) for n in "xyz"]
for t in ts: t.start()
for t in ts: t.join()
shared.close()
lines = open(log).read().splitlines()
print(len(lines), set(map(len, lines)), sorted({l[0] for l in lines}))
r, w = os.pipe()
got = []
t = threading.Thread(target=lambda: got.append(os.read(r, 100)))
t.start()
os.write(w, b"through a pipe")
t.join()
os.close(r), os.close(w)
print(got)
