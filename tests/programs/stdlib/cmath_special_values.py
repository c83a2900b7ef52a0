"""cmath: every function on zeros, infinities, NaN, and the ends of the range."""
import cmath, math
vals = [0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 2.5, -2.5, math.inf, -math.inf, math.nan, 1e-310, 1e308, -1e308, 710.0, 1e160, 1e-160]
def f(x):
    if isinstance(x, complex): return "(%s,%s)" % (f(x.real), f(x.imag))
    if isinstance(x, tuple): return "<%s>" % ";".join(map(f, x))
    if isinstance(x, bool): return str(x)
    if x != x: return "nan"
    r = "%.9e" % x
    return r
for name in ("sqrt","exp","log","log10","sin","cos","tan","asin","acos","atan","sinh","cosh","tanh","asinh","acosh","atanh","phase","polar","isfinite","isnan","isinf"):
    fn = getattr(cmath, name)
    for re in vals:
        row = []
        for im in vals:
            try: row.append(f(fn(complex(re, im))))
            except Exception as e: row.append(type(e).__name__ + ":" + str(e))
        print(name, re, *row)
for a in vals:
    row = []
    for b in vals:
        try: row.append(f(cmath.rect(a, b)))
        except Exception as e: row.append(type(e).__name__ + ":" + str(e))
        try: row.append(f(cmath.log(complex(a, b), 10)))
        except Exception as e: row.append(type(e).__name__ + ":" + str(e))
    print("rect/log", a, *row)
