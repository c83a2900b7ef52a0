"""Classes: attributes, methods, namespaces, class bodies, instance dictionaries."""


class Point:
    """A point."""
    count = 0
    origin = (0, 0)

    def __init__(self, x, y=0):
        self.x, self.y = x, y
        Point.count += 1

    def moved(self, dx=0, dy=0):
        return type(self)(self.x + dx, self.y + dy)

    def __repr__(self):
        return f"Point({self.x!r}, {self.y!r})"

    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split(",")))

    @staticmethod
    def dist(a, b):
        return abs(a.x - b.x) + abs(a.y - b.y)


p = Point(1, 2)
print(p, p.moved(dx=5), Point.parse("7,8"), Point.dist(p, Point(0)), Point.count, p.count)
p.count = "own"
print(p.count, Point.count, p.__dict__, vars(p) is p.__dict__)
print(Point.__name__, Point.__qualname__, Point.__module__, Point.__doc__, Point.__bases__, Point.__mro__)
print(type(p) is Point, isinstance(p, Point), issubclass(Point, object), p.__class__)
print([n for n in Point.__dict__ if not n.startswith("__")])
print(type(Point.__dict__).__name__, type(Point.moved).__name__, type(p.moved).__name__, type(Point.__dict__["parse"]).__name__)
m = p.moved
print(m.__self__ is p, m.__func__ is Point.moved, m == p.moved, m is p.moved, m(1))
for code in ["p.nope", "Point.nope", "p.x.y", "Point().x", "Point(1, 2, 3)", "Point.moved()", "p.moved(1, 2, 3)", "Point.__dict__['x'] = 1", "p()", "del p.nope",
             "Point.nope()", "object().x", "object().x = 1", "object(1)", "Point.__init__(5)"]:
    try:
        exec(code)
    except Exception as e:
        print(type(e).__name__, e)
p.__dict__["dyn"] = 10
print(p.dyn)
p.__dict__ = {"x": 9, "y": 8}
print(p, hasattr(p, "dyn"))
try:
    p.__dict__ = 5
except TypeError as e:
    print(e)
Point.area = lambda self: self.x * self.y
Point.kind = "patched"
print(p.area(), p.kind)


class Body:
    a = 1
    b = a + 1
    if b == 2:
        def cond(self): return "defined"
    for i in range(3):
        pass
    lst = []
    try:
        lst.append(undefined)
    except NameError:
        lst.append("caught")
    print(sorted(n for n in locals() if not n.startswith("__")))
    __doc__ = "assigned doc"
    del a


print(Body.b, Body().cond(), Body.i, Body.lst, Body.__doc__, hasattr(Body, "a"))


class Empty: ...


e1, e2 = Empty(), Empty()
print(e1 == e1, e1 == e2, e1 != e2, hash(e1) == hash(e1), bool(e1), e1 in [e1])
e1.__class__ = Body
print(type(e1).__name__, e1.b)
try:
    e1.__class__ = int
except TypeError as e:
    print(e)
try:
    e1.__class__ = 5
except TypeError as e:
    print(e)
A = type("A", (Point,), {"extra": 1, "__init__": lambda self: None})
print(A.__name__, A().extra, A.__mro__[1].__name__, A.__module__, A.__qualname__)


def factory():
    class Local:
        class Inner:
            def m(self): pass
    return Local


L = factory()
print(L.__qualname__, L.Inner.__qualname__, L.Inner.m.__qualname__, L.__module__)
print(getattr(p, "x"), getattr(p, "zz", "dflt"), setattr(p, "n", 1), p.n, delattr(p, "n"), hasattr(p, "n"))
