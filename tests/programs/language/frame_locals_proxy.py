"""frame.f_locals of functions: a proxy that writes through, names beside the variables, suspended generators."""
import sys
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e, getattr(e,'args',None))
def main(a, b=2):
    c = 3
    def inner(): return c, d
    f = sys._getframe(); p = f.f_locals
    print(type(p), type(p).__module__, type(p).__name__, type(p).__qualname__, p is f.f_locals, p == f.f_locals, len(p), list(p))
    d = 4
    print(len(p), [k for k in p], p['d'], p.get('zz'), p.get('zz', 1), 'a' in p, 'zz' in p, 5 in p, p.keys()[:2], type(p.keys()), type(p.values()), type(p.items()), p.items()[:2])
    t(lambda: p['zz']); t(lambda: p[5]); t(lambda: p.pop('a')); t(lambda: p.pop('zz')); t(lambda: p.pop('zz', 9)); t(lambda: p.popitem()); t(lambda: p.clear()); t(lambda: p.__delitem__('a')); t(lambda: p.__delitem__('zz')); t(lambda: p.pop())
    p['a'] = 10; p['c'] = 30; p['new'] = 1; p[5] = 6
    print(a, c, inner(), p['new'], len(p), 'new' in p, 5 in p, locals().get('new'), sorted(map(str, locals())))
    t(lambda: p.setdefault('new', 3)); t(lambda: p.setdefault('new2', 3)); t(lambda: p.setdefault('b', 3)); t(lambda: p.setdefault('b'))
    p.update({'b': 20, 'q': 1}); p.update(zip('a', 'A')) if 0 else None
    print(b, p['q'])
    t(lambda: p.pop('q')); t(lambda: p.__delitem__('new')); t(lambda: p.pop('new')); t(lambda: hash(p)); t(lambda: p.update(5)); t(lambda: p.update([(1,2)])); t(lambda: p.update(a=3)); t(lambda: p.update())
    print(type(p | {}), type({} | p), list(reversed(p))[:2], p.copy() == dict(p), type(p.copy()), p == {}, p != {})
    p |= {'b': 21}
    print(b, type(p))
    del d
    print('d' in p); 
    p['d'] = 5; print(d)
    t(lambda: p.__eq__(5)); t(lambda: p < p); t(lambda: type(iter(p)).__name__); t(lambda: p | 5)
    t(lambda: p.fromkeys); t(lambda: type(p)()); t(lambda: type(p)(5)); t(lambda: type(p)(f, 1)); t(lambda: p.__class_getitem__); t(lambda: p.foo); t(lambda: setattr(p, 'x', 1))
    print(sorted(n for n in dir(p)))
main(1)
def small(x):
    y = [x]
    p = sys._getframe().f_locals
    return str(p), repr(p), p
r = small(1); print(r[0])
print(r[2]['x'], len(r[2])); r[2]['x'] = 7; print(r[2]['x'])
def rec():
    p = sys._getframe().f_locals
    return repr(p)
print(rec())
class K:
    print(type(sys._getframe().f_locals)); sys._getframe().f_locals['zz'] = 5; print(zz)
print(type(sys._getframe().f_locals))
t(lambda: setattr(sys._getframe(), 'f_locals', {}))
def g():
    x = 1
    yield x
    yield x
it = g(); next(it); it.gi_frame.f_locals['x'] = 50; print(next(it), it.gi_frame.f_locals)
print(*(sorted(locals()) for i in [1])); print((lambda: [sorted(sys._getframe().f_locals) for i in [1]])())
def callee():
    sys._getframe(1).f_locals['v'] = 'changed'
    sys._getframe(1).f_locals['w'] = 'set'
def caller():
    v = 1
    callee()
    print(v, w)
    w = 3
t(caller)
def caller():
    v = 1
    callee()
    if v != 'x': pass
    for w in (): pass
    print(v, w)
t(caller)
gx = (i for i in 'ab'); print(gx.gi_frame.f_locals.keys(), gx.gi_code.co_varnames, gx.gi_frame.f_lineno); next(gx); print(gx.gi_frame.f_locals.keys())
