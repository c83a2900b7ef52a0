"""functools: reduce, partial, wraps, lru_cache, cached_property, singledispatch, total_ordering, cmp_to_key, partialmethod."""
from functools import *
import operator

print(reduce(operator.add, [1, 2, 3]), reduce(operator.add, [], 5), reduce(lambda a, b: f"({a}{b})", "abcd"), reduce(max, [3, 9, 2], 5), reduce(operator.add, [1], initial=10))
for a in [(operator.add, []), (operator.add,), (operator.add, 5), (5, [1, 2])]:
    try:
        print(reduce(*a))
    except TypeError as e:
        print(e)
p = partial(int, base=2)
q = partial(print, "a", sep="-")
print(p("101"), p.func, p.args, p.keywords, partial(p, "11")(), partial(pow, 2)(5), repr(partial(max, 1, key=abs))[:25])
q("b", end="!\n")
print(partial(pow, Placeholder, 2)(5), partial(partial(max, 1), 2).args)
try:
    partial(5)
except TypeError as e:
    print(e)


def deco(f):
    @wraps(f)
    def w(*a): return f(*a)
    return w


@deco
def documented(x: int) -> str:
    "Doc."


print(documented.__name__, documented.__doc__, documented.__wrapped__.__name__, documented.__qualname__, documented.__annotations__, WRAPPER_ASSIGNMENTS[:3])
calls = []


@lru_cache(maxsize=2)
def sq(n):
    calls.append(n)
    return n * n


print([sq(x) for x in (1, 2, 1, 3, 2, 1)], calls, sq.cache_info(), sq.cache_parameters(), sq.cache_clear(), sq.cache_info(), sq.__wrapped__(5))


@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(100), fib.cache_info(), fib.cache_info().hits)


@lru_cache(typed=True)
def typed(x): return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed.cache_info().currsize)
try:
    sq([])
except TypeError as e:
    print(e)


class C:
    def __init__(self): self.n = 0

    @cached_property
    def value(self):
        self.n += 1
        return self.n

    def base(self, a, b, c=0): return a, b, c

    part = partialmethod(base, 1, c=9)

    @lru_cache
    def m(self): return "cached"


c = C()
print(c.value, c.value, c.n, c.__dict__, c.part(2), c.m(), C.value.attrname)
del c.value
print(c.value)


@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v


print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), sorted([V(2), V(1)])[0].v)
try:
    total_ordering(type("E", (), {}))
except ValueError as e:
    print(e)


@singledispatch
def show(x): return f"object {x!r}"


@show.register
def _(x: int): return f"int {x}"


@show.register(list)
@show.register(tuple)
def _(x): return f"seq {len(x)}"


@show.register
def _(x: str | bytes): return "text"


print(show(5), show(True), show([1]), show((1, 2)), show("s"), show(b"b"), show(2.5), show.dispatch(bool).__name__, show.registry.keys() >= {int, list, object})


class M:
    @singledispatchmethod
    def go(self, x): return "any"

    @go.register
    def _(self, x: int): return "int"


print(M().go(1), M().go("s"))
try:
    show()
except TypeError as e:
    print(e)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), max("ab", key=cmp_to_key(lambda a, b: ord(b) - ord(a))))
