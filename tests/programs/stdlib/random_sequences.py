"""random with fixed seeds: the same sequences as CPython."""
import random

r = random.Random(42)
print(r.random(), r.random(), [r.randint(1, 6) for _ in range(10)], r.randrange(100), r.randrange(0, 100, 7), r.choice("abcdef"), r.choices([1, 2, 3], k=5), r.choices("ab", weights=[1, 9], k=6), r.choices("ab", cum_weights=[1, 2], k=3), r.sample(range(100), 5), r.sample("abcdef", 3), r.sample([1, 2], k=4, counts=[3, 3]))
x = list(range(10))
r.shuffle(x)
print(x, r.uniform(1, 5), r.triangular(0, 10, 3), r.triangular(), r.gauss(0, 1), r.gauss(mu=5, sigma=2), r.normalvariate(0, 1), r.lognormvariate(0, 1), r.expovariate(2), r.gammavariate(2, 3), r.gammavariate(0.5, 1), r.gammavariate(1, 1), r.betavariate(1, 2), r.paretovariate(3), r.weibullvariate(1, 2), r.vonmisesvariate(0, 1), r.getrandbits(10), r.getrandbits(64), r.getrandbits(100), r.getrandbits(0), r.randbytes(5), r.binomialvariate(10, 0.3), r.binomialvariate(100, 0.5))
for seed in (0, 1, -1, 2 ** 70, "text", b"bytes", 1.5, bytearray(b"ba"), True, None.__class__.__name__, "é", "", 0.1, -5.5):
    r.seed(seed)
    print(repr(seed), r.random(), r.randrange(1000), end="; ")
print()
r.seed("s", version=1)
print(r.random(), random.Random("x").random(), random.Random(7).random())
random.seed(1)
print(random.random(), random.randint(1, 100), random.choice([1, 2, 3]), random.sample(range(10 ** 9), 3), random.getrandbits(32), random.shuffle(x), x, random.uniform(0, 1))
st = r.getstate()
a = [r.random() for _ in range(3)]
r.setstate(st)
print(a == [r.random() for _ in range(3)], st[0], len(st[1]), st[2], r.gauss(0, 1) != 0, len(r.getstate()[1]))
for n in (1, 2, 3, 10, 2 ** 31, 2 ** 32, 2 ** 33, 10 ** 20, 2 ** 100):
    print(r.randrange(n), r.randint(-n, n), end=" ")
print()
for f in (lambda: r.randrange(0), lambda: r.randint(5, 1), lambda: r.choice([]), lambda: r.sample([1], 2), lambda: r.sample({1, 2}, 1), lambda: r.randrange(1.5), lambda: r.randrange(1, 10, 0), lambda: r.choices([], k=1), lambda: r.choices([1], weights=[0]), lambda: r.choices([1, 2], weights=[1]), lambda: r.choices([1], [1], cum_weights=[1]), lambda: r.seed([]), lambda: r.getrandbits(-1), lambda: r.getrandbits("a"), lambda: r.sample(range(3), -1), lambda: r.shuffle((1, 2)), lambda: r.setstate((1,)), lambda: r.uniform("a", 1), lambda: r.expovariate(0), lambda: r.sample([1, 2], 5, counts=[1, 1]), lambda: r.randrange("5"), lambda: r.choice({1: 2}), lambda: r.choices([1, 2], weights=[-1, 1]), lambda: r.sample([1], 1, counts=[1, 2]), lambda: r.randint(1), lambda: r.binomialvariate(5, 2), lambda: r.randbytes(-1), lambda: r.choices([1], k=-1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Fixed(random.Random):
    def random(self): return 0.25


f = Fixed()
print(f.choice("abcd"), f.randint(1, 4), f.uniform(0, 8), f.shuffle(y := [1, 2, 3, 4]), y, 0 <= random.SystemRandom().random() < 1, random.SystemRandom().randint(3, 3))
r = random.Random(123)
print(sum(r.random() for _ in range(10000)), sorted([r.randrange(10) for _ in range(1000)]).index(5), [r.gauss(0, 1) > 0 for _ in range(8)].count(True), r.sample(range(50), 25)[:5], r.choices(range(5), range(5), k=10))
