"""Rationals, polynomials, matrices, primes, RSA, continued fractions, numerical integration."""
import math


class Frac:
    def __init__(self, n, d=1):
        if d == 0: raise ZeroDivisionError(f"Frac({n}, 0)")
        g = math.gcd(n, d) * (1 if d > 0 else -1)
        self.n, self.d = n // g, d // g

    def __add__(self, o): o = frac(o); return Frac(self.n * o.d + o.n * self.d, self.d * o.d)
    __radd__ = __add__
    def __sub__(self, o): return self + -frac(o)
    def __rsub__(self, o): return frac(o) - self
    def __mul__(self, o): o = frac(o); return Frac(self.n * o.n, self.d * o.d)
    __rmul__ = __mul__
    def __truediv__(self, o): o = frac(o); return Frac(self.n * o.d, self.d * o.n)
    def __rtruediv__(self, o): return frac(o) / self
    def __pow__(self, k): return Frac(self.n ** k, self.d ** k) if k >= 0 else Frac(self.d ** -k, self.n ** -k)
    def __neg__(self): return Frac(-self.n, self.d)
    def __eq__(self, o): o = frac(o); return (self.n, self.d) == (o.n, o.d)
    def __lt__(self, o): o = frac(o); return self.n * o.d < o.n * self.d
    def __hash__(self): return hash((self.n, self.d)) if self.d != 1 else hash(self.n)
    def __float__(self): return self.n / self.d
    def __repr__(self): return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)


def frac(x): return x if isinstance(x, Frac) else Frac(x)


h = sum((Frac(1, k) for k in range(1, 31)), Frac(0))
print(Frac(1, 2) + Frac(1, 3), 1 - Frac(3, 4), Frac(2, -4), Frac(2, 3) ** -2, 2 / Frac(4, 6), h, float(h), sorted([Frac(1, 2), Frac(1, 3), Frac(3, 4)]), {Frac(4, 2): "two"}[2], max(Frac(1, 3), Frac(2, 7)))
try:
    Frac(1) / 0
except ZeroDivisionError as e:
    print(e)


def det(m):
    m, sign, d = [[frac(x) for x in r] for r in m], 1, Frac(1)
    for i in range(len(m)):
        p = next((r for r in range(i, len(m)) if m[r][i] != 0), None)
        if p is None: return Frac(0)
        if p != i: m[i], m[p], sign = m[p], m[i], -sign
        d *= m[i][i]
        for r in range(i + 1, len(m)):
            f = m[r][i] / m[i][i]
            m[r] = [a - f * b for a, b in zip(m[r], m[i])]
    return d * sign


print(det([[2, 0, 1], [1, 3, 2], [1, 1, 1]]), det([[Frac(1, i + j + 1) for j in range(6)] for i in range(6)]), det([[1, 2], [2, 4]]))


def mat(a, b): return [[sum(x * y for x, y in zip(r, c)) for c in zip(*b)] for r in a]


def power(m, k):
    result = [[int(i == j) for j in range(len(m))] for i in range(len(m))]
    while k:
        if k & 1: result = mat(result, m)
        m, k = mat(m, m), k >> 1
    return result


print(power([[1, 1], [1, 0]], 200)[0][1], mat([[1, 2], [3, 4]], [[5, 6], [7, 8]]))


class Poly:
    def __init__(self, *c): self.c = list(c)
    def __call__(self, x):
        r = 0
        for k in reversed(self.c): r = r * x + k
        return r
    def __mul__(self, o):
        out = [0] * (len(self.c) + len(o.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(o.c): out[i + j] += a * b
        return Poly(*out)
    def diff(self): return Poly(*[i * a for i, a in enumerate(self.c)][1:])
    def __str__(self): return " + ".join(f"{a}x^{i}" for i, a in enumerate(self.c) if a)


p = Poly(-6, 1, 1)
print(p, p(2), p * p, p.diff(), (p * p)(10), [x for x in range(-5, 6) if p(x) == 0])
sieve = [True] * 2000
for i in range(2, 45):
    if sieve[i]: sieve[i * i::i] = [False] * len(sieve[i * i::i])
primes = [i for i in range(2, 2000) if sieve[i]]
print(len(primes), primes[-5:], sum(primes), [q for q in primes if q + 2 in set(primes)][-1])


def is_prime(n):
    if n < 2 or any(n % q == 0 for q in primes[:12] if n > q): return False
    d, s = n - 1, 0
    while d % 2 == 0: d, s = d // 2, s + 1
    for a in primes[:12]:
        if a >= n: break
        x = pow(a, d, n)
        if x in (1, n - 1): continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1: break
        else: return False
    return True


a, b = 2 ** 89 - 1, 2 ** 107 - 1
n, e = a * b, 65537
d = pow(e, -1, (a - 1) * (b - 1))
msg = int.from_bytes(b"attack at dawn", "big")
print(is_prime(a), is_prime(b), is_prime(n), pow(pow(msg, e, n), d, n).to_bytes(14, "big"), sum(map(is_prime, range(2000))) == len(primes))


def factor(n):
    f = 2
    while f * f <= n:
        while n % f == 0: yield f; n //= f
        f += 1
    if n > 1: yield n


print([list(factor(k)) for k in (360, 97, 2 ** 31 - 1, 1001, 600851475143)], [math.prod(factor(k)) == k for k in (360, 1001)])
x, terms = math.sqrt(7), []
for _ in range(8):
    terms.append(int(x))
    x = 1 / (x - int(x))
print(terms, sum(4 * (-1) ** k / (2 * k + 1) for k in range(2000)), sum((i + 0.5) ** 2 / 1000 ** 2 for i in range(1000)) / 1000)
pi, q, r, t, k, m, xx, digits = "", 1, 0, 1, 1, 3, 3, []
while len(digits) < 60:
    if 4 * q + r - t < m * t:
        digits.append(m)
        q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
    else:
        q, r, t, k, m, xx = q * k, (2 * q + r) * xx, t * xx, k + 1, (q * (7 * k + 2) + r * xx) // (t * xx), xx + 2
print("".join(map(str, digits)))
