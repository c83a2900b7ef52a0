"""global and nonlocal, class scopes, and names looked up at run time."""
x = "module"


def read_global():
    return x


def set_global():
    global x, made
    x = "changed"
    made = "made"


print(read_global())
set_global()
print(x, made)


def counter(start=0):
    count = start

    def step(by=1):
        nonlocal count
        count += by
        return count

    def peek():
        return count

    return step, peek


step, peek = counter(10)
step()
step(5)
print(peek(), counter()[1]())


def deep():
    v = 1

    def mid():
        def low():
            nonlocal v
            v *= 7
        low()
        return v
    return mid(), v


print(deep())


def unbound():
    print(x)
    x = 1


try:
    unbound()
except UnboundLocalError as e:
    print(type(e).__name__, e)

v = "global v"


class Scope:
    print(v)
    v = "class v"
    print(v)
    seen = [v for _ in range(1)]

    def method(self):
        return v

    lam = lambda self: v
    inner = [i for i in range(3)]

    class Nested:
        got = v


print(Scope().method(), Scope().lam(), Scope.seen, Scope.Nested.got, Scope.inner)


def func_v():
    v = "func v"

    class Inner:
        got = v
        v = "shadow"
        late = v

        def m(self):
            return v
    return Inner.got, Inner.late, Inner().m()


try:
    print(func_v())
except NameError as e:
    print(type(e).__name__, e)


def fixed():
    w = "func w"

    class Inner:
        got = w

        def m(self):
            return w

        class Deep:
            nonlocal w
            w = "set by class body"
    return Inner.got, Inner().m(), hasattr(Inner.Deep, "w")


print(fixed())
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
for code in ["def f():\n nonlocal q", "def f():\n a = 1\n global a", "def f(a):\n global a", "nonlocal z",
             "def f():\n print(a)\n global a", "def f():\n b=1\n def g():\n  b\n  nonlocal b"]:
    try:
        exec(code)
    except SyntaxError as e:
        print(e.msg, e.lineno)
import builtins
builtins.added_name = "from builtins"
print(added_name)
len_ = len
len = lambda o: -1
print(len("abc"), len_("abc"))
del len
print(len("abc"))
