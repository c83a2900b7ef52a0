"""Hand-written iterators: peeking, chunking, merging, infinite, two-way, re-entrant, with cleanup."""


class Peek:
    def __init__(self, it): self.it, self.buf = iter(it), []
    def __iter__(self): return self
    def __next__(self): return self.buf.pop() if self.buf else next(self.it)
    def peek(self, default=None):
        if not self.buf:
            try:
                self.buf.append(next(self.it))
            except StopIteration:
                return default
        return self.buf[-1]
    def push(self, v): self.buf.append(v)
    def __bool__(self): return self.peek(self) is not self


p = Peek("abc")
print(p.peek(), next(p), p.peek(), list(p), p.peek("end"), bool(p))
p.push("back")
print(bool(p), next(p))


def chunks(it, n):
    it = iter(it)
    while block := [x for _, x in zip(range(n), it)]: yield block


print(list(chunks(range(7), 3)), list(chunks("", 2)))


def merge(*its):
    live = [(next(it), i, it) for i, it in enumerate(map(iter, its))]
    while live:
        v, i, it = min(live, key=lambda t: t[:2])
        live.remove((v, i, it))
        yield v
        for nxt in it:
            live.append((nxt, i, it))
            break


print(list(merge([1, 4, 9], [2, 3], [0, 10])))


class Fib:
    def __getitem__(self, i):
        if isinstance(i, slice): return [self[k] for k in range(*i.indices(100))]
        a, b = 0, 1
        for _ in range(i): a, b = b, a + b
        return a


print(Fib()[10], Fib()[5:15:3], next(i for i, v in enumerate(Fib()) if v > 1000), 144 in Fib())


class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return iter(range(self.n, 0, -1))
    def __reversed__(self): return iter(range(1, self.n + 1))
    def __len__(self): return self.n
    def __contains__(self, v): return isinstance(v, int) and 0 < v <= self.n


c = Countdown(4)
print(list(c), list(c), list(reversed(c)), len(c), 5 in c, [(a, b) for a in c for b in c if a + b == 5], max(c), sum(c), sorted(c), tuple(c), {*c}, dict.fromkeys(c, 0))


class Two:
    def __init__(self): self.log = []
    def __iter__(self):
        self.log.append("open")
        try:
            yield 1
            yield 2
        finally:
            self.log.append("close")


t = Two()
for x in t: break
print(t.log)
a, *rest = t
print(a, rest, t.log)
for x in t:
    for y in t: pass
print(len(t.log), t.log[-2:])
z = list(zip(t, [10]))
print(z, t.log[-1])


class StopsTwice:
    n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n % 3 == 0: raise StopIteration
        return self.n


s = StopsTwice()
print(list(s), list(s), next(s), next(s, "x"))


def tee2(it):
    it, q1, q2 = iter(it), [], []
    def side(mine, other):
        while True:
            if not mine:
                try:
                    v = next(it)
                except StopIteration:
                    return
                mine.append(v); other.append(v)
            yield mine.pop(0)
    return side(q1, q2), side(q2, q1)


x, y = tee2("abc")
print(next(x), next(x), list(y), list(x))
it = iter([1, 2, 3, 4])
print(list(zip(it, it)), [*map(lambda u, v: u + v, *[iter(range(6))] * 2)], dict(zip(*[iter("a1b2")] * 2)))
walk = iter([3, 1, 2])
print(sum(next(walk) * k for k in (1, 10, 100)), list(iter(lambda s=iter("ab.c"): next(s), ".")), [v for v in iter([5, 0, 7].pop, 0)])


class ByIndex:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if not 0 <= i < self.n: raise IndexError(i)
        return f"item{i}"


b = ByIndex(3)
print(list(b), list(reversed(b)), "item2" in b, [*enumerate(b, 1)], *b, sep=";")
