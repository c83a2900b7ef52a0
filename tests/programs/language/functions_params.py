"""Parameters of every kind, defaults, and the messages of wrong calls."""


def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


print(f(1, d=4))
print(f(1, 20, 30, 40, 50, d=4, e=6, z=7))
print(f(1, d=4, **{"a": "kw a", "b": "kw b"}))
print(f(*[1, 2], *(3, 4), d=0, **{"x": 1}, **{"y": 2}))


def show(call, *args, **kwargs):
    try:
        print(call(*args, **kwargs))
    except TypeError as e:
        print("TypeError:", e)


def none(): return "none"
def one(a): return a
def two(a, b): return a, b
def opt(a, b=1): return a, b
def opts(a, b=1, c=2): return a, b, c
def kwonly(*, k): return k
def kwonly2(*, k, m, n=0): return k, m, n
def posonly(a, b, /): return a, b
def posopt(a, b=1, /, **kw): return a, b, kw
def many(a, b, c, d): return a


show(none, 1)
show(none, 1, 2)
show(none, x=1)
show(one)
show(one, 1, 2)
show(one, 1, a=1)
show(one, b=1)
show(two)
show(two, 1)
show(two, b=1)
show(two, 1, 2, 3)
show(opt)
show(opt, 1, 2, 3)
show(opts, 1, 2, 3, 4)
show(opts, 1, c=5)
show(opts, 1, aa=5)
show(opts, 1, bb=5, cc=3)
show(kwonly)
show(kwonly, 1)
show(kwonly, 1, k=2)
show(kwonly2)
show(kwonly2, m=1)
show(kwonly2, k=1, m=2, o=3)
show(posonly, 1, b=2)
show(posonly, a=1, b=2)
show(posopt, 1, b=3)
show(posopt, a=3)
show(many)
show(many, 1)
show(many, 1, 2)
show(many, 1, 2, 3)
show(f, 1)
show(f)
show(lambda: 0, 1)
show(lambda x, y: 0, 1)


def defaults(x, acc=[]):
    acc.append(x)
    return acc


defaults(1)
print(defaults(2), defaults.__defaults__)
order = []
def d(x): order.append(x); return x
def g(a=d(1), *, b=d(2), c=d(3)): pass
print(order, g.__defaults__, g.__kwdefaults__)
g.__defaults__ = (10,)
print(g.__defaults__)
opts.__defaults__ = ("x", "y")
print(opts(0))
opts.__defaults__ = None
show(opts, 0)
kwonly.__kwdefaults__ = {"k": "dflt"}
print(kwonly())


class C:
    def m(self, a): return a
    @classmethod
    def cm(cls, a): return a
    @staticmethod
    def sm(a): return a
    def __init__(self, *a): pass


show(C().m)
show(C().m, 1, 2)
show(C.m)
show(C.cm)
show(C().sm)
show(C().m, b=1)
