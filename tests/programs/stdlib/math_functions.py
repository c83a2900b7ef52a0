"""math: every function on ordinary and special values."""
import math
inf, nan = math.inf, math.nan
print(math.pi, math.e, math.tau, inf, nan)
for name in ("sqrt", "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc", "gamma", "lgamma", "ceil", "floor", "trunc", "fabs", "degrees", "radians", "cbrt", "isfinite", "isinf", "isnan", "ulp"):
    f = getattr(math, name)
    row = []
    for x in (0.0, -0.0, 0.5, 1, -1.0, 2.5, 100, -3, inf, -inf, nan):
        try:
            r = f(x)
            row.append(f"{r:.12g}" if isinstance(r, float) else str(r))
        except (ValueError, OverflowError) as e:
            row.append(f"{type(e).__name__}:{e}")
    print(name, *row, sep="|")
print(math.pow(2, 0.5), math.pow(0, 0), math.pow(nan, 0), math.atan2(1, -1), math.atan2(-0.0, -1), math.hypot(3, 4), math.hypot(), math.hypot(1, 2, 3), math.hypot(inf, nan), math.fmod(-7, 3), math.fmod(7, -3), math.remainder(7, 4), math.remainder(-7, 4), math.remainder(6, 4), math.copysign(3, -0.0), math.frexp(10), math.frexp(0.0), math.ldexp(0.5, 4), math.modf(-2.5), math.modf(inf), math.nextafter(1, 2), math.nextafter(0, -1), math.nextafter(1.0, 2.0, steps=3), math.dist([1, 2], [4, 6]), math.fma(2, 3, 4))
print(math.gcd(), math.gcd(12, 18), math.gcd(-4, 6, 8), math.gcd(0, 0), math.lcm(4, 6), math.lcm(), math.lcm(0, 5), math.factorial(0), math.factorial(20), math.comb(5, 2), math.comb(3, 5), math.perm(5, 2), math.perm(4), math.isqrt(99), math.isqrt(10 ** 30), math.fsum([0.1] * 10), math.fsum([1e100, 1, -1e100]), math.prod([1, 2, 3]), math.prod([]), math.prod([2.5, 4], start=2), math.sumprod([1, 2], [3, 4]), math.sumprod([0.1] * 3, [1, 2, 3]), math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-9, abs_tol=1e-8), math.isclose(inf, inf), math.isclose(nan, nan))
print(math.log(8, 2), math.log(10 ** 400), math.log2(2 ** 1000), math.log10(10 ** 500), math.log(2 ** 2000, 2), math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.9), math.floor(10 ** 30), math.ceil(1e20), math.sqrt(10 ** 200), math.exp(709), math.e ** 2 == math.exp(2) or abs(math.e ** 2 - math.exp(2)) < 1e-14)


def err(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)


for f, a in [(math.sqrt, (-1,)), (math.sqrt, ("a",)), (math.sqrt, ()), (math.sqrt, (1, 2)), (math.log, (0,)), (math.log, (-1,)), (math.log, (2, 0)), (math.log, (2, 1)), (math.log, ()), (math.exp, (1000,)), (math.pow, (0, -1)), (math.pow, (-1, 0.5)), (math.pow, (10, 400)), (math.factorial, (-1,)), (math.factorial, (2.0,)), (math.factorial, ("a",)), (math.gcd, (1.5,)), (math.isqrt, (-1,)), (math.comb, (-1, 2)), (math.perm, (5, -1)), (math.fmod, (1, 0)), (math.fmod, (inf, 1)), (math.ldexp, (1, 5000)), (math.ldexp, (1.0, 1.5)), (math.floor, (nan,)), (math.floor, ("a",)), (math.ceil, (inf,)), (math.fsum, (["a"],)), (math.fsum, ([1e308, 1e308],)), (math.dist, ([1], [1, 2])), (math.sumprod, ([1], [1, 2])), (math.hypot, ("a",)), (math.acos, (2,)), (math.sin, (inf,)), (math.remainder, (1, 0)), (math.gamma, (0,)), (math.gamma, (-1,)), (math.gamma, (200,)), (math.prod, (5,)), (math.isclose, (1, 2, 3)), (math.trunc, ("x",)), (math.atan2, (1,)), (math.log2, (0,)), (math.log10, (-5,)), (math.log1p, (-1,)), (math.atanh, (1,)), (math.cosh, (1000,)), (math.sqrt, (10 ** 400,)), (math.copysign, (1, "a"))]:
    err(f, *a)
err(math.isclose, 1, 2, rel_tol=-1)


class F:
    def __float__(self): return 4.0
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __trunc__(self): return "trunc"
    def __index__(self): return 6


print(math.sqrt(F()), math.floor(F()), math.ceil(F()), math.trunc(F()), math.factorial(F()), math.gcd(F(), 4), math.isqrt(F()))
