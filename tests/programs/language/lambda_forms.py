"""Lambdas: parameters of every kind, defaults, nesting, names."""
print((lambda: 1)(), (lambda x: x * 2)(4), (lambda x, y=3: (x, y))(1))
print((lambda *a, **k: (a, k))(1, 2, z=3))
print((lambda a, /, b, *, c=0: (a, b, c))(1, b=2, c=3))
print((lambda *, k: k)(k="v"))
f = lambda x: x if x > 0 else -x
print(f(-3), f.__name__, f.__qualname__)
print(list(map(lambda p: p[0] + p[1], [(1, 2), (3, 4)])))
print(sorted("bca", key=lambda c: -ord(c)))
print((lambda x: (y := x + 1, y * 2))(5))
adder = lambda n: lambda m: n + m
print(adder(3)(4))
ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "nop": lambda *_: None}
print([op(5, 3) for op in ops.values()])
print((lambda x=[]: x.append(1) or x)())
gen = (lambda: (yield 5))()
print(next(gen))
try:
    gen.send("sent")
except StopIteration as e:
    print(repr(e.value))


class C:
    method = lambda self, x: (type(self).__name__, x)
    static = staticmethod(lambda: "static")
    make = lambda: (lambda: 0)


print(C().method(1), C.static(), C.make().__qualname__)


def outer():
    return lambda: None


print(outer().__qualname__)
print((lambda: (lambda: (lambda: "deep")()))()())
y = lambda f: (lambda x: x(x))(lambda x: f(lambda *a: x(x)(*a)))
print(y(lambda self: lambda n: 1 if n == 0 else n * self(n - 1))(10))
print([(lambda: i)() for i in range(3)])
print((lambda x, y: x, 5)[1])
print((lambda: {})(), (lambda: ())(), (lambda: ...)())
try:
    (lambda x: x.nope)(1)
except AttributeError as e:
    print(e)
