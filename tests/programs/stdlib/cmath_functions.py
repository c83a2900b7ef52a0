"""cmath: functions on ordinary and special values."""
import cmath
inf, nan = cmath.inf, cmath.nan


def show(z):
    def part(x):
        return f"{x:.10g}"
    return f"{part(z.real)},{part(z.imag)}"


for name in ("sqrt", "exp", "log", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh"):
    row = []
    for z in (0j, 1 + 0j, -1 + 0j, 1j, 2 - 3j, complex(0.5, -0.0), complex(-2, -0.0), complex(inf, 1), complex(nan, 0)):
        try:
            row.append(show(getattr(cmath, name)(z)))
        except (ValueError, OverflowError) as e:
            row.append(f"{type(e).__name__}:{e}")
    print(name, *row, sep="|")
print(cmath.pi, cmath.e, cmath.tau, cmath.infj, cmath.nanj, cmath.phase(-1), cmath.phase(1j), cmath.phase(complex(-1, -0.0)), cmath.polar(1 + 1j), cmath.rect(2, cmath.pi / 2), cmath.rect(0, 5), show(cmath.log(8, 2)), cmath.isfinite(1j), cmath.isinf(complex(0, inf)), cmath.isnan(complex(nan, 0)), cmath.isclose(1, 1 + 1e-10j), cmath.isclose(1, 2, abs_tol=1.5), cmath.sqrt(-4), cmath.sqrt(4.0), cmath.exp(0))
for f, a in [(cmath.sqrt, ("a",)), (cmath.log, (0,)), (cmath.log, (1, 0)), (cmath.phase, (None,)), (cmath.exp, (1e5,)), (cmath.rect, (1,)), (cmath.polar, ()), (cmath.atanh, (1,)), (cmath.log10, (0,)), (cmath.rect, (inf, nan)), (cmath.isclose, (1, 2, 3))]:
    try:
        print(f(*a))
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
