"""Order of co_varnames, co_cellvars and locals(): comprehensions, cells, every binding statement."""
import sys
def main(a, b=2):
    c = 3
    def inner(): return c, d
    f = sys._getframe(); p = f.f_locals
    d = 4
    return list(p), list(locals())
print(main.__code__.co_varnames, main.__code__.co_cellvars, main(1))
def m2(a, b=2):
    c = 3
    z = 1
    def inner(): return c, a
    y = 1
    return list(locals())
print(m2.__code__.co_varnames, m2.__code__.co_cellvars, m2(1))
def m3(a):
    x = 1; y = 2
    def g(): return y, a
    class Q: pass
    zz = 1
    return list(locals())
print(m3.__code__.co_varnames, m3.__code__.co_cellvars, m3(1))


def b(z):
    [m for m in z]
    for n in z: o = n
    with z as q, z as r: pass
    import os, sys as s
    def f(): return 1
    class C: pass
    del o
    aa, (bb, *cc) = z
    dd = ee = 1
    ff: int = 3
    gg += 1
    match z:
        case [hh, ii]: pass
        case {'a': jj, **kk}: pass
        case A(x=ll) as mm: pass
    print(nn := 5)
    y = {k: v for k, v in z if (w := k)}
    return [[p for p in q] for q in z], (u for u in y)


print(b.__code__.co_varnames, b.__code__.co_freevars)
print((lambda z: [a1 for a1 in z] + [b1 for b1 in z]).__code__.co_varnames)
for f in (lambda: None, lambda x: x + 1, lambda: 3.5, lambda: "text"):
    print(f.__code__.co_consts)
