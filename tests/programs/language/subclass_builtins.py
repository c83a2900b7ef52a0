"""Subclasses of built-in types: construction, methods, results' types, overriding."""


class MyInt(int):
    def __new__(cls, v, note=""):
        self = super().__new__(cls, v)
        self.note = note
        return self


i = MyInt("12", note="n")
print(i, i.note, type(i + 1).__name__, i == 12, hash(i) == hash(12), [0] * MyInt(2), f"{i:05d}", isinstance(i, int), type(+i).__name__, i.__dict__)


class MyStr(str):
    def upper(self):
        return "UP:" + super().upper()

    def __eq__(self, o):
        return True

    __hash__ = str.__hash__


s = MyStr("abc")
print(s, s.upper(), s == "zzz", s != "zzz", type(s[0]).__name__, type(s + "x").__name__, len(s), s.title(), "-".join([s, s]), {s: 1}["abc"], f"{s}|{s!r}|{s:>5}", "%s" % s)


class MyList(list):
    def append(self, x):
        super().append(("wrapped", x))

    def __getitem__(self, i):
        r = super().__getitem__(i)
        return ("got", r)

    def __len__(self):
        return 99


l = MyList([1, 2])
l.append(3)
l += [4]
print(l, l[0], len(l), list(l), type(l[:1]).__name__, type(l + [1]).__name__, type(l.copy()).__name__, sorted(MyList([3, 1])), bool(MyList()))


class MyDict(dict):
    def __getitem__(self, k):
        return f"<{k}>"

    def __contains__(self, k):
        return True

    def keys(self):
        return ["fake"]


d = MyDict(a=1)
print(d["zz"], d.get("a"), "q" in d, d, dict(d), {**d}, list(d), d.setdefault("b", 2), d.pop("b"), d == {"a": 1}, d.copy().__class__.__name__)


class MyTuple(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)

    @property
    def first(self):
        return self[0]


t = MyTuple(1, 2, 3)
print(t, t.first, t[1:], type(t[1:]).__name__, type(t * 1).__name__, t + (4,), hash(t) == hash((1, 2, 3)), t == (1, 2, 3), *t)
a, *b = t
print(a, b)


class MyFloat(float):
    def __repr__(self):
        return f"MyFloat({super().__repr__()})"

    def __add__(self, o):
        return MyFloat(float(self) + o)

    __radd__ = __add__


f = MyFloat(1.5)
print(f, f + 1, 1 + f, f * 2, [f], f"{f:.2f}", str(f), sum([f, f]))


class MySet(set):
    def add(self, x):
        super().add(x * 10)


st = MySet([1])
st.add(2)
print(st, type(st | {3}).__name__, type(st.copy()).__name__, st == {1, 20}, MySet(), frozenset(st) == st)


class MyBytes(bytes): pass
class MyBA(bytearray): pass
class MyFS(frozenset): pass
class MyComplex(complex): pass


print(MyBytes(b"x"), MyBA(b"y"), MyFS([1]), MyComplex(1, 2), type(MyBytes(b"ab")[:1]).__name__, type(MyBA(b"a") + b"b").__name__, type(MyComplex(1) * 1).__name__)


class MyExc(ValueError, KeyError):
    def __str__(self):
        return "custom " + repr(self.args)


try:
    raise MyExc(1, 2)
except LookupError as e:
    print(e, repr(e), isinstance(e, ValueError))


class Cls(type):
    pass


C = Cls("C", (), {})
print(type(C).__name__, C.__name__, isinstance(C, type))


class Prop(property): ...
class Static(staticmethod): ...


class U:
    p = Prop(lambda self: "p")
    s = Static(lambda: "s")


print(U().p, U.s(), repr(MyInt(5)), str(MyInt(5)), MyInt(5).bit_length(), MyInt.from_bytes(b"\1", "big").note == "", type(MyInt.from_bytes(b"\1")).__name__)
print(str.upper(s), list.__len__(l), dict.__getitem__(d, "a"), int.__add__(i, 1), super(MyList, l).__len__())
print(type("Dyn", (list,), {"x": 1})([1, 2]).x, MyDict.fromkeys("ab").__class__.__name__, type(MyDict(a=1) | {}).__name__)
