"""NaN, infinities and signed zeros in containers, comparisons, sorting, formatting and arithmetic."""
nan, inf = float("nan"), float("inf")
n2 = float("nan")
print(nan == nan, nan is nan, [nan] == [nan], [nan] == [n2], nan in (nan,), nan in [n2], {nan: 1}.get(nan), {nan: 1}.get(n2), len({nan, nan}), len({nan, n2}), (nan,) < (nan,), [nan].count(nan), [1, nan].index(nan))
print(nan < 1, nan > 1, nan <= nan, nan != nan, not nan, bool(nan), max(1, nan), max(nan, 1), min(1, nan), min(nan, 1), sorted([3, 1, 2, -inf, inf]), sum([inf, -inf]), inf - inf, inf * 0, inf / inf, nan + 1, 0 * nan, nan ** 0, 1 ** nan, inf ** 0, inf ** -1, (-inf) ** 3, 2 ** inf, 0.5 ** inf, 2 ** -inf, abs(-inf), -nan, inf // 1, 1 // inf, -1 // inf, 5 % inf, -5 % inf, inf == inf, inf > 10 ** 1000, -inf < -10 ** 1000)
z, m = 0.0, -0.0
print(z == m, z, m, str(m), -z, z - z, m - z, m + m, z * -1, 0 * -1.0, -0.0 + 0, m < z, {z: "a"}[m], [m], abs(m), round(m), round(-0.4), -0.0 == 0, 1 / inf, -1 / inf, f"{m}", f"{m:+}", f"{m:.1f}", f"{m:g}", f"{m:z.1f}", max(z, m), max(m, z), min(z, m), min(m, z), m or "falsy", m ** 2, m ** 3, divmod(m, 1), m % 5, m // 5, int(m), hash(m) == hash(0), complex(m, m), -0j, 0j - 0j, repr(-(0 + 0j)))
print(f"{nan} {inf} {-inf} {nan:.2f} {inf:5.1f} {-inf:010} {nan:+} {inf:e} {inf:g} {nan:%} {inf:,}", "%f %g %e %s %r %5.1f" % (nan, inf, -inf, nan, inf, nan), repr([nan, inf]), str(complex(nan, inf)), nan.hex(), inf.hex())
for f in (lambda: int(nan), lambda: int(inf), lambda: round(nan), lambda: round(inf), lambda: inf.as_integer_ratio(), lambda: range(nan), lambda: [1][nan], lambda: "a" * inf, lambda: divmod(inf, 0), lambda: inf % 0, lambda: nan // 0, lambda: 1 / m, lambda: m ** -1, lambda: hash(nan) == hash(nan), lambda: hash(inf), lambda: {inf, -inf, inf} == {inf, -inf}, lambda: divmod(inf, 2), lambda: divmod(5, -inf), lambda: sorted([nan, 1]) is None, lambda: int("nan"), lambda: float("nan") == float("NAN")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
x = [inf, 1.5, -inf, 0, 10 ** 30, -7, 2.5]
print(sorted(x), sorted(x, reverse=True), sorted(x, key=abs), sorted(x, key=lambda v: -v), min(x), max(x))
