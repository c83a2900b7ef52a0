"""Files used by several threads at once: every write arrives whole, nothing is lost."""
import io
import os
import threading

base = os.environ["HASP_TEST_TMP"]
p = os.path.join(base, "shared.txt")


def together(work, count=4):
    threads = [threading.Thread(target=work, args=(n,)) for n in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


with open(p, "wb") as f:
    def work(n):
        for i in range(500):
            f.write(b"%d:%d\n" % (n, i))
            if i % 50 == 0:
                f.flush()
    together(work)
with open(p, "rb") as f:
    lines = f.read().split(b"\n")
print(len(lines), sorted(lines)[:3], [[int(x.split(b":")[1]) for x in lines if x.startswith(b"%d:" % n)] == list(range(500)) for n in range(4)])
with open(p, "rb", buffering=100) as f:
    parts = []

    def work(n):
        while part := f.read(33):
            parts.append(part)
    together(work)
print(sum(map(len, parts)) == os.path.getsize(p))
r, w = os.pipe()
reader, writer = open(r, "rb"), open(w, "wb", buffering=0)
got = []


def work(n):
    if n == 0:
        for line in reader:
            got.append(line)
    else:
        for i in range(300):
            writer.write(b"message %d\n" % i)
        writer.close()


together(work, 2)
reader.close()
print(len(got), got[-1], reader.closed)
s = io.StringIO()
together(lambda n: [s.write("x") for _ in range(1000)])
b = io.BytesIO()
together(lambda n: [b.write(b"y") for _ in range(1000)])
print(len(s.getvalue()), len(b.getvalue()))
with open(p, "w") as f:
    together(lambda n: [print(n, i, file=f) for i in range(300)])
with open(p) as f:
    print(sum(1 for _ in f) > 0)
