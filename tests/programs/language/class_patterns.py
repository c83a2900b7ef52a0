"""Larger uses of classes: a typed record with descriptors, a plugin registry, a fluent builder, an event emitter."""


class Field:
    def __init__(self, kind, default=None, check=lambda v: True):
        self.kind, self.default, self.check = kind, default, check

    def __set_name__(self, owner, name): self.name = name

    def __get__(self, obj, owner):
        return self if obj is None else obj.__dict__.get(self.name, self.default)

    def __set__(self, obj, value):
        if not isinstance(value, self.kind): raise TypeError(f"{self.name}: {type(value).__name__} is not {self.kind.__name__}")
        if not self.check(value): raise ValueError(f"{self.name}: bad value {value!r}")
        obj.__dict__[self.name] = value


class RecordMeta(type):
    def __new__(m, name, bases, ns):
        fields = {k: v for b in reversed(bases) for k, v in getattr(b, "_fields", {}).items()}
        fields |= {k: v for k, v in ns.items() if isinstance(v, Field)}
        return super().__new__(m, name, bases, ns | {"_fields": fields})

    def __iter__(cls): return iter(cls._fields)


class Record(metaclass=RecordMeta):
    def __init__(self, **kw):
        for k, v in kw.items():
            if k not in self._fields: raise AttributeError(f"no field {k}")
            setattr(self, k, v)

    def __repr__(self): return f"{type(self).__name__}({', '.join(f'{n}={getattr(self, n)!r}' for n in self._fields)})"
    def __eq__(self, o): return type(self) is type(o) and all(getattr(self, f) == getattr(o, f) for f in self._fields)


class Person(Record):
    name = Field(str)
    age = Field(int, 0, lambda v: v >= 0)


class Worker(Person):
    pay = Field(float, 1.5)


print(list(Person), list(Worker), Person(name="Al"), Worker(name="B", pay=2.5, age=3), Person(name="a") == Person(name="a"), Person.name.kind)
for kw in ({"name": 5}, {"age": -1}, {"zip": 1}, {"age": "x"}):
    try:
        Worker(**kw)
    except Exception as e:
        print(type(e).__name__, e)


class Query:
    def __init__(self, parts=()): self.parts = parts
    def __getattr__(self, name):
        if name.startswith("_"): raise AttributeError(name)
        return lambda *a: Query(self.parts + ((name, a),))
    def __str__(self): return " ".join(n.upper() + ("(" + ", ".join(map(repr, a)) + ")" if a else "") for n, a in self.parts)
    def __or__(self, o): return Query(self.parts + (("union", ()),) + o.parts)


print(Query().select("a", "b").where("a > 1").order("b").limit(3) | Query().select("c"))


class Emitter:
    def __init__(self): self.handlers = {}
    def on(self, event, f=None):
        if f is None: return lambda g: self.on(event, g)
        self.handlers.setdefault(event, []).append(f)
        return f
    def emit(self, event, *a): return [h(*a) for h in self.handlers.get(event, [])]


e = Emitter()


@e.on("add")
def handler(a, b): return a + b


e.on("add", lambda a, b: a * b)
print(e.emit("add", 3, 4), e.emit("none"), handler(1, 1))


class Vec:
    __slots__ = ("c",)
    def __init__(self, *c): self.c = c
    def __add__(self, o): return Vec(*(a + b for a, b in zip(self.c, o.c, strict=True)))
    def __mul__(self, k): return sum(a * b for a, b in zip(self.c, k.c)) if isinstance(k, Vec) else Vec(*(a * k for a in self.c))
    __rmul__ = __mul__
    def __neg__(self): return -1 * self
    def __sub__(self, o): return self + -o
    def __eq__(self, o): return self.c == o.c
    def __hash__(self): return hash(self.c)
    def __iter__(self): return iter(self.c)
    def __getitem__(self, i): return Vec(*self.c[i]) if isinstance(i, slice) else self.c[i]
    def __len__(self): return len(self.c)
    def __abs__(self): return (self * self) ** 0.5
    def __bool__(self): return any(self.c)
    def __repr__(self): return f"Vec{self.c}"
    def __matmul__(self, o): return [[a * b for b in o.c] for a in self.c]
    def __format__(self, spec): return "<" + " ".join(format(x, spec) for x in self.c) + ">"


v, w = Vec(1, 2, 3), Vec(4, 5, 6)
print(v + w, v * 2, 2 * v, v * w, v - w, -v, abs(Vec(3, 4)), v[1:], v[-1], list(v), len(v), bool(Vec(0, 0)), {v: 1}[Vec(1, 2, 3)], v @ w, f"{v:.1f}", max(v), sum(v), [*v, *w], sorted([w, v], key=abs))
try:
    v + Vec(1)
except ValueError as x:
    print(x)
