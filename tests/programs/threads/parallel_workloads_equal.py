"""The same computations in one thread and in several give the same results."""
import threading


def sort_work(n): return sorted((i * 7919) % 1009 for i in range(n))
def dict_work(n):
    d = {}
    for i in range(n): d[i % 97] = d.get(i % 97, 0) + i
    return sorted(d.items())
def str_work(n): return "".join(chr(97 + i % 26) for i in range(n)).upper().replace("ABC", "-").split("-")[:3]
def gen_work(n):
    def g(k):
        while k: yield k; k -= 1
    return sum(x * y for x in g(n // 50) for y in g(20))
def exc_work(n):
    c = 0
    for i in range(n):
        try:
            [1, 2, 3][i % 5]
        except IndexError:
            c += 1
    return c
def big_work(n):
    x = 1
    for i in range(1, n // 10): x = x * i % (10 ** 60 + 7)
    return x
def obj_work(n):
    class P:
        def __init__(self, v): self.v = v
        def __add__(self, o): return P(self.v + o.v)
    t = P(0)
    for i in range(n): t = t + P(i)
    return t.v
def closure_work(n):
    def adder(k): return lambda v: v + k
    fs = [adder(i) for i in range(50)]
    return sum(f(n) for f in fs)
def float_work(n):
    s = 0.0
    for i in range(1, n): s += 1.0 / i ** 2
    return s
def set_work(n): return sorted({i * i % 101 for i in range(n)} & {i * 3 % 101 for i in range(n)})[:10]


works = [sort_work, dict_work, str_work, gen_work, exc_work, big_work, obj_work, closure_work, float_work, set_work]
alone = [w(2000) for w in works]
results = {}


def run(k, w): results[k] = w(2000)


for rounds in range(2):
    ts = [threading.Thread(target=run, args=((rounds, i, j), w)) for i, w in enumerate(works) for j in range(2)]
    for t in ts: t.start()
    for t in ts: t.join()
print(len(results), all(v == alone[i] for (_, i, _), v in results.items()))
print(alone[3], alone[4], alone[6], alone[7], alone[8], alone[9], alone[2])
