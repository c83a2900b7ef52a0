"""RecursionError inside except, finally, generators, del and callbacks leaves the program usable."""
import sys


def in_except(n):
    try:
        raise ValueError(n)
    except ValueError:
        return in_except(n + 1)


def in_finally(n):
    try:
        return None
    finally:
        in_finally(n + 1)


def in_with(n):
    class M:
        def __enter__(self): in_with(n + 1)
        def __exit__(self, *a): pass
    with M():
        pass


def nested_gens(n):
    g = (i for i in range(3))
    for _ in range(n):
        g = (x for x in g)
    return list(g)


for f in (in_except, in_finally, in_with):
    try:
        f(0)
    except RecursionError as e:
        print(type(e).__name__)
print(nested_gens(100))
try:
    nested_gens(5000)
except RecursionError:
    pass
print("nested generators survived")


def chain(n):
    it = iter([1, 2])
    for _ in range(n):
        it = map(lambda x: x, it)
    return list(it)


print(chain(100))
try:
    print(sorted([3, 1, 2], key=lambda x: sorted([x], key=lambda y: y)))
    f = lambda: sorted([1, 2], key=lambda x: f())
    f()
except RecursionError as e:
    print("sort:", type(e).__name__)


class Del:
    def __del__(self):
        def loop(): loop()
        try:
            loop()
        except RecursionError:
            print("recursion in del was contained")


Del()
caught = 0


def swallow(n):
    global caught
    try:
        swallow(n + 1)
    except RecursionError:
        caught += 1
        raise


try:
    swallow(0)
except RecursionError:
    print(caught > 900)
print(sum(1 for _ in range(10)), [*map(str, range(3))], "still fine")


def tree(n): return (tree(n - 1), tree(n - 1)) if n else None


print(len(repr(tree(8))))
sys.setrecursionlimit(100)
try:
    (lambda f: f(f))(lambda f: f(f))
except RecursionError as e:
    print(e)
