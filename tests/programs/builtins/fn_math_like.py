"""abs, divmod, pow, round, sum, min, max, bin, oct, hex, hash."""


def err(f, *args, **k):
    try:
        print(repr(f(*args, **k)))
    except Exception as e:
        print(type(e).__name__, e)


print(abs(-5), abs(5.5), abs(-0.0), abs(3 - 4j), abs(True), abs(-10 ** 30), divmod(7, 2), divmod(-7, 2.5), pow(2, 3), pow(2, 3, 5), pow(2, exp=3), pow(base=2, exp=10, mod=7), pow(2.0, 3), pow(-8, 1 / 3).real > 0, round(2.5), round(2.55, 1), round(number=3.7), round(1234, ndigits=-2), round(2.5, None))
print(sum([]), sum([1, 2.5]), sum([1], 10), sum([[1], [2]], []), sum((x for x in range(5)), start=100), sum([True, False, True]), sum([0.1] * 10), sum([1e100, 1.0, -1e100]), sum([10 ** 20, 1]), sum([1j, 2]), sum([(1,), (2,)], ()), sum([0.1, 0.2, 0.3]), sum([1, 2, 3.0, 10 ** 20]), sum(range(0)), sum({1: 2, 3: 4}))
print(min(3, 1, 2), max([3, 1, 2]), min("hello"), max("a", "B", key=str.lower), min([], default="d"), max([1, -5, 3], key=abs), min((1, "a"), (1, "b")), max({1: 9, 2: 0}), min(5, 5.0), max(5, 5.0), max([1, 2], [1, 3]), min([[2], [1]], key=lambda x: x[0]), max(range(10), key=lambda x: -x), min(iter([4, 2])), max([("a", 1), ("b", 1)], key=lambda p: p[1]), min([1], default=5), max([0], key=None))
print(bin(10), bin(-10), oct(64), oct(-8), hex(255), hex(-255), bin(0), hex(2 ** 70), bin(True), hash("") == hash(""), hash(None) == hash(None), hash(1.0), hash(2 ** 61 - 1), hash(()) == hash(()), hash(b"") == hash(""), isinstance(hash("a"), int))
for f, a in [(abs, ("x",)), (abs, ()), (abs, (1, 2)), (abs, (None,)), (divmod, (1,)), (divmod, (1, 0)), (divmod, (1.0, 0)), (divmod, ("a", 1)), (pow, (1,)), (pow, ("a", 1)), (pow, (1, "a")), (pow, (1, 2, 0)), (pow, (2, -1, 2)), (pow, (1.0, 2, 3)), (pow, (1, 2, 3, 4)), (pow, (0, -1)), (round, ()), (round, ("a",)), (round, (1, "a")), (round, (1.5, 1, 1)), (round, (None,)), (sum, ()), (sum, (5,)), (sum, (["a"],)), (sum, (["a"], "")), (sum, ([b"a"], b"")), (sum, ([1], [2])), (sum, ([bytearray()], bytearray())), (sum, ([[1]],)), (min, ()), (min, (5,)), (min, ([],)), (max, ((),)), (max, (1, "a")), (max, ([1, None],)), (bin, (1.5,)), (hex, ("a",)), (oct, (None,)), (bin, ()), (hash, ([],)), (hash, ({},)), (hash, ()), (hash, (1, 2)), (hash, (slice([]),))]:
    err(f, *a)
err(sum, [1], start="a")
err(sum, [1], begin=1)
err(min, 1, 2, default=0)
err(max, [1, 2], key=5)
err(max, 1, 2, foo=1)
err(max, [], key=abs)
err(max, [], default=None)
err(pow, 2, mod=5)
err(pow, x=1)
err(round, 1.5, n=1)
err(sum, iterable=[1])
err(min, ["a", 1], key=str)
err(min, [3, 1], key=lambda x: 1 / 0)


class R:
    def __round__(self, *a): return a
    def __abs__(self): return "abs"
    def __hash__(self): return 2 ** 65
    def __radd__(self, o): return f"{o}+R"
    def __lt__(self, o): return True
    def __gt__(self, o): return False
    def __index__(self): return 10


print(round(R()), round(R(), 2), round(R(), None), abs(R()), hash(R()) == hash(2 ** 65), sum([R()]), bin(R()), min(R(), 5) == 5 or "first", hex(R()), max([R(), 3]).__class__.__name__)
