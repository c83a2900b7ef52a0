"""cmath: conversion of arguments, errors, closeness, constants."""
import cmath


class C:
    def __complex__(self): return 1+2j
class F:
    def __float__(self): return 4.0
class I:
    def __index__(self): return 9
def t(src):
    try: print(src, '->', repr(eval(src)))
    except BaseException as e: print(src, '!!', type(e).__name__, e)
for s in '''cmath.sqrt(C())
cmath.sqrt(F())
cmath.sqrt(I())
cmath.sqrt("a")
cmath.sqrt(None)
cmath.sqrt()
cmath.sqrt(1,2)
cmath.log()
cmath.log(1,2,3)
cmath.log(0)
cmath.log(1,0)
cmath.log(1,1)
cmath.log(0,0)
cmath.log(100,10)
cmath.log(2,base=3)
cmath.rect(1)
cmath.rect(1,2,3)
cmath.rect("a",1)
cmath.rect(1j,1)
cmath.polar()
cmath.polar("x")
cmath.phase(None)
cmath.isclose(1,2,3)
cmath.isclose(1,1+1e-10)
cmath.isclose(1,2,rel_tol=-1)
cmath.isclose(1,2,abs_tol=-1)
cmath.isclose(1,2,rel_tol=0.5)
cmath.isclose(cmath.inf,cmath.inf)
cmath.isclose(complex(cmath.inf,1),complex(cmath.inf,2))
cmath.isclose(cmath.nan,cmath.nan)
cmath.isclose(1)
cmath.isclose(1,2,foo=1)
cmath.isclose(1j,1.0000000001j)
cmath.isfinite("x")
cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.infj, cmath.nan, cmath.nanj
cmath.__doc__
cmath.sqrt(10**400)
cmath.exp(1e5)
cmath.sqrt(-1)
cmath.acos(2)
cmath.sqrt(True)'''.splitlines(): t(s)
