"""Generator expressions: when parts are evaluated, scopes, closing, nesting, use in calls."""
log = []


def note(x, v=None):
    log.append(x)
    return v if v is not None else x


g = (note(f"body {x}") for x in note("iterable", [1, 2]) if note(f"test {x}"))
print(log)
print(next(g), log)
g.close()
print(list(g), log)
x = "outer"
g = (x for _ in range(1))
x = "changed"
print(next(g))


class C:
    v = [1, 2]
    total = sum(i for i in v)
    try:
        bad = list(i * len(v) for i in v)
    except NameError as e:
        print(e)


print(C.total)
n = 10
g = (i + n for i in range(3))
n = 100
print(list(g))
gens = [(i * j for i in range(3)) for j in range(3)]
print([list(g) for g in gens])
gens = [(lambda j: (i * j for i in range(3)))(j) for j in range(3)]
print([list(g) for g in gens])
print(sum(x * y for x in range(3) for y in range(x)), max((len(w), w) for w in ["a", "bbb"]), dict((k, v) for k, v in zip("ab", [1, 2])), "".join(c for c in "a1b2" if c.isalpha()), any(x > 2 for x in [1, 3, 1 / 1]), all(x for x in []), sorted(x for x in (3, 1)), list(zip((i for i in "ab"), (j for j in [1, 2]))), tuple(x for x in "t"), {x for x in "s"}, [*(x for x in range(3))])


def consume(it, first=None): return first, list(it)


print(consume(x for x in range(2)), consume((x for x in range(2)), 5))


def stops():
    yield 1
    raise StopIteration


try:
    list(x for x in stops())
except RuntimeError as e:
    print(type(e).__name__, e)
try:
    list(next(iter([])) for _ in range(3))
except RuntimeError as e:
    print(e, repr(e.__cause__))


def first(pred, xs): return next((x for x in xs if pred(x)), None)


print(first(lambda v: v > 2, [1, 3, 5]), first(lambda v: v > 9, [1]))


def primes():
    def sieve(it):
        p = next(it)
        yield p
        yield from sieve(x for x in it if x % p)
    return sieve(iter(range(2, 60)))


try:
    print(list(primes()))
except RuntimeError as e:
    print(type(e).__name__, e)
squares = (v * v for v in (w + 1 for w in range(3)))
print(next(squares), squares.gi_frame is not None, list(squares), squares.gi_frame, squares.__name__, squares.gi_running, squares.gi_suspended)


def tree(n): return (n, [tree(i) for i in range(n)])
def flat(t): yield t[0]; yield from (v for c in t[1] for v in flat(c))


print(list(flat(tree(3))))
for code in ["f(x for x in y, 1)", "f(1, x for x in y)", "f(x for x in y, *z)", "(x for x in y) = 1", "del (x for x in y)", "f(a=x for x in y)", "[x for x]", "(x for)", "{x: y for x in z, 1}", "[x if y for x in z]", "[*x for x in y]", "{**x for x in y}", "[x, y for x in z]", "class D(x for x in y): pass"]:
    try:
        compile(code, "c", "exec")
        print("fine")
    except SyntaxError as e:
        print(e.msg)
