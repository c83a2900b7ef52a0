"""Decorators on functions, methods and classes, with their order of evaluation."""
import functools

log = []


def deco(name):
    log.append(f"make {name}")

    def apply(f):
        log.append(f"apply {name} to {getattr(f, '__name__', f)}")
        return f
    return apply


@deco("outer")
@deco("inner")
def target():
    """Doc."""


print(log)
log.clear()


@deco("class")
class K:
    @deco("method")
    def m(self):
        pass


print(log)


def memo(f):
    cache = {}

    @functools.wraps(f)
    def wrapper(*args):
        if args not in cache:
            cache[args] = f(*args)
        return cache[args]
    wrapper.cache = cache
    return wrapper


@memo
def fib(n):
    "Fibonacci."
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(60), len(fib.cache), fib.__name__, fib.__doc__, fib.__wrapped__.__name__)


@lambda f: f.__name__.upper()
def shout():
    pass


print(shout)



class CountCalls:
    def __init__(self, f):
        self.f, self.calls = f, 0

    def __call__(self, *args):
        self.calls += 1
        return self.f(*args)

    def __get__(self, obj, owner=None):
        return self if obj is None else functools.partial(self, obj)


@CountCalls
def plain(x):
    return x + 1


class Uses:
    @CountCalls
    def method(self, x):
        return x * 2


print(plain(1), plain(2), plain.calls, Uses().method(4), Uses.method.calls)


def register(table, /, *, name=None):
    def apply(f):
        table[name or f.__name__] = f
        return f
    return apply


table = {}


@register(table)
def one(): return 1


@register(table, name="dos")
def two(): return 2


print({k: f() for k, f in table.items()})
decorators = [staticmethod, classmethod]


class ByIndex:
    @decorators[0]
    def s(): return "static"

    @decorators[1]
    def c(cls): return cls.__name__

    @(lambda f: property(f))
    def p(self): return "prop"


print(ByIndex.s(), ByIndex.c(), ByIndex().p)
try:
    @undefined
    def never(): pass
except NameError as e:
    print(e)
try:
    @5
    def never(): pass
except TypeError as e:
    print(e)
print("never" in globals())
