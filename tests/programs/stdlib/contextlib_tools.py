"""contextlib: contextmanager, ExitStack, suppress, closing, redirect_stdout, nullcontext, ContextDecorator."""
from contextlib import *
import io
import sys


@contextmanager
def tag(name, swallow=False):
    print(f"<{name}>", end="")
    try:
        yield name.upper()
    except ValueError as e:
        print(f"[caught {e}]", end="")
        if not swallow: raise
    finally:
        print(f"</{name}>")


with tag("a") as a: print(a, end="")
with tag("b", swallow=True): raise ValueError("v")
try:
    with tag("c"): raise ValueError("w")
except ValueError as e: print("outside", e)


@tag("deco")
def f(x): print(x, end=""); return x


print(f(1), f(2))


@contextmanager
def never(): 
    if False: yield


@contextmanager
def twice():
    yield 1
    yield 2


@contextmanager
def stops():
    try:
        yield
    except StopIteration as e:
        print("stop seen", e.value)
        raise


def err(g):
    try:
        print(g())
    except BaseException as e:
        print(type(e).__name__, e, repr(e.__cause__), repr(e.__context__))


def use(cm, exc=None):
    with cm:
        if exc: raise exc
    return "done"


err(lambda: use(never()))
err(lambda: use(twice()))
err(lambda: use(twice(), KeyError("k")))
err(lambda: use(stops(), StopIteration(5)))
err(lambda: use(tag("q"), RuntimeError("r")))
err(lambda: use(suppress(KeyError, IndexError), KeyError("gone")))
err(lambda: use(suppress(KeyError), ValueError("kept")))
err(lambda: use(suppress(), ValueError("none")))
err(lambda: use(suppress(ValueError), ExceptionGroup("g", [ValueError(1), TypeError(2)])))
with ExitStack() as s:
    names = [s.enter_context(tag(n)) for n in "xy"]
    s.callback(print, "callback", end=" ")
    s.push(lambda t, v, tb: print("pushed", t, end=" "))
    print(names, end=" ")
try:
    with ExitStack() as s:
        s.push(lambda t, v, tb: print("outer got", t.__name__) or True)
        s.callback(lambda: 1 / 0)
        raise KeyError("first")
    print("swallowed")
    with ExitStack() as s:
        s.callback(print, "moved away")
        kept = s.pop_all()
    print("nothing yet")
    kept.close()
except Exception as e:
    print(repr(e))


class Res:
    def close(self): print("closed")


with closing(Res()) as r: print(type(r).__name__)
buf = io.StringIO()
with redirect_stdout(buf): print("hidden")
with redirect_stderr(buf): print("err", file=sys.stderr)
print(repr(buf.getvalue()))
with nullcontext(5) as n: print(n)


class D(ContextDecorator):
    def __enter__(self): print("enter", end=" "); return self
    def __exit__(self, *e): print("exit", e[0] and e[0].__name__); return True


@D()
def g(): print("body", end=" "); raise KeyError


print(g(), isinstance(tag("z"), AbstractContextManager), issubclass(Res, AbstractContextManager))
import os
with chdir("/"): print(os.getcwd())
for bad in (lambda: ExitStack().enter_context(5), lambda: contextmanager(5)(), lambda: closing(5).__exit__(None, None, None)):
    err(bad)


@contextmanager
def nested(n):
    if n: 
        with nested(n - 1) as inner: yield inner + 1
    else: yield 0


with nested(50) as depth: print(depth)
