"""Frames seen from programs: f_back, f_locals, f_lineno, globals, callers' names, tracing values at depth."""
import sys


def caller_name(depth=1): return sys._getframe(depth + 1).f_code.co_name


class T:
    def method(self): return caller_name(0), caller_name(1)

    @property
    def prop(self): return caller_name(0)

    @classmethod
    def cm(cls): return caller_name(0), sys._getframe().f_code.co_qualname


def gen():
    yield caller_name(0), caller_name(1)


def run(): return T().method(), T().prop, T.cm(), next(gen()), [caller_name(0) for _ in range(1)], (lambda: caller_name(0))(), list(caller_name(0) for _ in range(1))


print(run())


def locs(a, *args, k=1, **kw):
    x = [i for i in range(2)]
    def inner(): return x
    f = sys._getframe()
    return {n: v for n, v in f.f_locals.items() if n not in ("inner", "f")}, f.f_code.co_argcount, f.f_lasti >= 0


print(locs(1, 2, 3, k=4, z=5))


def change():
    x = 1
    f = sys._getframe()
    f.f_locals["x"] = 5
    f.f_locals["new"] = 7
    return x, "new" in f.f_locals, f.f_locals["x"]


print(change())


def outer():
    secret = "found"
    return look()


def look(): return sys._getframe(1).f_locals["secret"], sys._getframe(1).f_lineno, sys._getframe(1).f_back.f_code.co_name


print(outer())
print(sys._getframe().f_locals is globals(), sys._getframe().f_globals is globals(), sys._getframe().f_code.co_name, sys._getframe().f_back, sys._getframe().f_builtins["len"] is len, sys._getframe().f_lineno)


def stack():
    names, f = [], sys._getframe()
    while f:
        names.append((f.f_code.co_name, f.f_lineno))
        f = f.f_back
    return names


def a(): return b()
def b(): return stack()


print(a())
exec("print(stack()[1][0], stack()[2][0])")
print(eval("stack()")[1][0])


class Body:
    names = sorted(n for n in sys._getframe().f_locals if not n.startswith("__"))
    here = sys._getframe().f_code.co_name
    back = sys._getframe().f_back.f_code.co_name


print(Body.names, Body.here, Body.back)
try:
    1 / 0
except ZeroDivisionError as e:
    tb = e.__traceback__
    print(tb.tb_frame is sys._getframe(), tb.tb_lineno, tb.tb_frame.f_lineno > tb.tb_lineno)


def fail(depth): return fail(depth - 1) if depth else {}["missing"]


try:
    fail(3)
except KeyError as e:
    tb, out = e.__traceback__, []
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_frame.f_locals.get("depth")))
        tb = tb.tb_next
    print(out)
g = gen()
print(g.gi_frame.f_lineno, g.gi_frame.f_locals, g.gi_frame.f_back)
next(g)
print(g.gi_frame.f_lineno, g.gi_frame.f_code is gen.__code__)


def with_locals():
    a = 1
    snap = locals()
    b = 2
    return snap, locals() is snap, sorted(locals())


print(with_locals())
for f in (lambda: sys._getframe(-1).f_code.co_name, lambda: sys._getframe(100), lambda: setattr(sys._getframe(), "f_back", None), lambda: setattr(sys._getframe(), "f_code", 1), lambda: sys._getframe().nope):
    try:
        print(f())
    except (ValueError, AttributeError) as e:
        print(type(e).__name__, e)
