"""Attribute, method and global lookups stay right when classes, instances and globals change under them."""


class A:
    x = "class x"
    def m(self): return "A.m"


class B(A):
    pass


def probe(o): return o.m(), o.x


a, b = A(), B()
for _ in range(50): probe(a), probe(b)
print(probe(a), probe(b))
B.m = lambda self: "B.m"
print(probe(a), probe(b))
A.x = "changed"
print(probe(a), probe(b))
b.x = "instance"
print(probe(a), probe(b))
b.m = lambda: "instance m"
print(probe(b))
del b.m, b.x, B.m
print(probe(b))
A.x = property(lambda self: "property")
print(probe(a))
A.__getattr__ = lambda self, n: f"getattr {n}"
print(a.nothing, b.nothing)
del A.x
print(a.x)
A.__getattribute__ = lambda self, n: f"all {n}"
print(a.x, a.__class__, type(a).__name__)
del A.__getattribute__, A.__getattr__
try:
    a.x
except AttributeError as e:
    print(e)


class C:
    def m(self): return "C.m"
    x = "C.x"


a.__class__ = C
print(probe(a))
B.__bases__ = (C,)
print(probe(b))
value = 1


def read(): return value, len("abc")


for _ in range(50): read()
value = 2
print(read())
len = lambda s: "shadow"
print(read())
del len
print(read())
del value
try:
    read()
except NameError as e:
    print(e)
value = 3
print(read())


class Poly:
    pass


def area(s): return s.area()


kinds = [type(f"K{i}", (), {"area": lambda self, i=i: i}) for i in range(12)]
print(sum(area(kinds[i % 12]()) for i in range(600)))
objs = []
for i in range(30):
    o = Poly()
    for j in range(i): setattr(o, f"f{j}", j)
    o.last = i
    objs.append(o)
print(sum(o.last for o in objs for _ in range(3)))


class Slot:
    __slots__ = ("v",)


def getv(o): return o.v


s, d = Slot(), Poly()
s.v, d.v = 1, 2
print([getv(o) for o in (s, d, s, d)])
del s.v
for o in (d, s):
    try:
        print(getv(o))
    except AttributeError as e:
        print(e)


class Desc:
    def __get__(self, o, t): return "desc"


Poly.v = Desc()
print(getv(d))
Desc.__set__ = lambda self, o, v: None
print(getv(d))
del Poly.v
print(getv(d))


class WithCall:
    def __call__(self): return "call 1"


f = WithCall()
print([f() for _ in range(3)])
WithCall.__call__ = lambda self: "call 2"
print(f())
WithCall.__add__ = lambda self, o: "added"
print(f + 1)
del WithCall.__add__
try:
    f + 1
except TypeError as e:
    print(e)
