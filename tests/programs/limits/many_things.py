"""Large counts: attributes, locals, arguments, classes, closures, handlers, string pieces."""


class Many:
    pass


m = Many()
for i in range(2000):
    setattr(m, f"a{i}", i)
print(m.a0, m.a1999, len(vars(m)), sum(vars(m).values()))
for i in range(0, 2000, 2):
    delattr(m, f"a{i}")
print(len(vars(m)), hasattr(m, "a0"), m.a1)
src = "def f():\n" + "".join(f"    x{i} = {i}\n" for i in range(400)) + "    return sum(v for v in locals().values() if isinstance(v, int))\n"
ns = {}
exec(src, ns)
print(ns["f"]())
src = "def g(n):\n    t = 0\n" + "".join(f"    if n > {i}: t += {i}\n" for i in range(500)) + "    return t\n"
exec(src, ns)
print(ns["g"](250), ns["g"](1000))
src = "def h(" + ", ".join(f"a{i}={i}" for i in range(300)) + "): return a0 + a299\n"
exec(src, ns)
print(ns["h"](), ns["h"](a299=1), ns["h"](*range(300)))
classes = [type(f"C{i}", (), {"n": i, "get": lambda self: self.n}) for i in range(500)]
print(sum(c().get() for c in classes), len({c.__name__ for c in classes}))
c = object
for i in range(300):
    c = type(f"D{i}", (c,), {})
print(len(c.__mro__), isinstance(c(), classes[0]), c().__class__.__name__)
fs = [lambda i=i: i for i in range(5000)]
print(sum(f() for f in fs))
src = "x = (" + " + ".join(f"v{i}" for i in range(900)) + ")\n"
exec(src, {**{f"v{i}": i for i in range(900)}})
s = ",".join(str(i) for i in range(20000))
print(len(s), len(s.split(",")), sum(map(int, s.split(","))))
d = {f"key{i}": i for i in range(50000)}
print(len(d), d["key49999"], sum(d.values()), len(set(d)), min(d), max(d))
nested = [[i] * 3 for i in range(10000)]
print(sum(sum(r) for r in nested), len([x for r in nested for x in r]))


def deep_try(n):
    if n == 0:
        raise ValueError("deep")
    try:
        deep_try(n - 1)
    except KeyError:
        pass
    finally:
        counter.append(n)


counter = []
try:
    deep_try(500)
except ValueError as e:
    print(e, len(counter), counter[:3])
g = (i for i in range(1))
for _ in range(300):
    g = (x + 1 for x in g)
print(next(g))
text = "".join(chr(i) for i in range(0x20, 0x3000) if chr(i).isprintable())
print(len(text), hash(text) == hash(str(text)), text.encode().decode() == text, len(text.upper()), sorted(text)[-1] == max(text))
t = tuple(range(100000))
print(t[99999], hash(t) == hash(tuple(range(100000))), t == tuple(range(100000)))
a = list(range(100000))
a.sort(key=lambda x: -x)
print(a[0], a[-1], a[::25000])
while a:
    a.pop()
print(a)
