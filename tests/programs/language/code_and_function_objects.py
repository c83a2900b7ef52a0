"""What function, code, method and frame objects show."""
import sys


def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    """Doc of f."""
    x = 1
    y = [x for _ in args]

    def inner():
        return x
    return inner


c = f.__code__
print(f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__closure__, f.__dict__)
print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_varnames, c.co_cellvars, c.co_freevars)
print(c.co_firstlineno, c.co_filename.endswith("objects.py"), c.co_flags & 0x0f, type(c).__name__, f(1, d=2).__code__.co_freevars, f(1, d=2).__closure__[0].cell_contents)
f.attr = 1
f.__name__ = "renamed"
f.__qualname__ = "Q.renamed"
f.__doc__ = None
print(f.attr, f.__dict__, f.__name__, str(f)[:21], f.__doc__)
for name, bad in [("__name__", 5), ("__defaults__", 5), ("__code__", 5), ("__kwdefaults__", 1), ("__dict__", 3), ("__qualname__", None), ("__globals__", {}), ("__closure__", None)]:
    try:
        setattr(f, name, bad)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


def one(): return 1
def two(): return 2


one.__code__ = two.__code__
print(one(), one.__name__)
try:
    one.__code__ = f(1, d=1).__code__
except ValueError as e:
    print(e)
print(one.__globals__ is globals(), one.__builtins__["len"] is len if isinstance(one.__builtins__, dict) else True)


class C:
    def m(self): return 1
    cm = classmethod(lambda cls: cls)
    sm = staticmethod(one)


m = C().m
print(m.__name__, m.__func__ is C.m, m.__self__.__class__.__name__, C.cm.__self__ is C, C.sm is one, m.__doc__, C.__dict__["sm"].__func__ is one, C.__dict__["sm"].__wrapped__ is one)
try:
    m.attr = 5
except AttributeError as e:
    print(e)


def frames():
    fr = sys._getframe()
    local = 5
    return fr.f_code.co_name, fr.f_lineno, sorted(fr.f_locals), fr.f_back.f_code.co_name, fr.f_globals is globals(), fr.f_back.f_back


print(frames())


def depth(n):
    return sys._getframe(n).f_code.co_name


def caller():
    return depth(0), depth(1), depth(2)


print(caller())
try:
    sys._getframe(1000)
except ValueError as e:
    print(e)


def locs(a):
    before = dict(locals())
    b = 2
    locals()["c"] = 3
    return before, locals(), "c" in locals()


print(locs(1))
try:
    1 / 0
except ZeroDivisionError as e:
    tb = e.__traceback__
    print(tb.tb_lineno, tb.tb_next, tb.tb_frame.f_code.co_name, type(tb).__name__)
code = compile("a + b", "<expr>", "eval")
print(eval(code, {"a": 1, "b": 2}), code.co_names, code.co_consts, code.co_name, code.co_filename)
code = compile("def g(): pass\nx = 1", "<m>", "exec")
print(code.co_names, [type(k).__name__ for k in code.co_consts], code.co_name)
new = c.replace(co_name="other") if hasattr(c, "replace") else c
print(new.co_name, new == c, c == f.__code__, hash(c) == hash(f.__code__))
gen = (i for i in [])
print(gen.gi_code.co_name, gen.__name__, gen.__qualname__, gen.gi_frame.f_lineno)
print((lambda: 0).__code__.co_name, len(f.__code__.co_code) > 0, callable(f), type(f).__name__, type(len).__name__, type("".join).__name__, type(str.join).__name__, type(int.__add__).__name__, type((1).__add__).__name__)
print(len.__name__, len.__self__.__name__, "".join.__self__ == "", str.join.__objclass__, len.__doc__ is not None, len.__module__, [].append.__qualname__, str.join.__qualname__, print.__qualname__)
