"""collections.namedtuple and the User* classes."""
from collections import namedtuple, UserDict, UserList, UserString

P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], p == (1, 2), P._fields, p._asdict(), p._replace(x=9), P._make([5, 6]), p + (3,), len(p), hash(p) == hash((1, 2)), P.__doc__, P.x.__doc__, P.__name__, P.__module__, isinstance(p, tuple), P.__bases__, P.__match_args__, P.__slots__)
a, b = p
print(a, b, *p, sorted([P(2, 1), P(1, 5)]), f"{p}", "%s-%s" % p, p.__getnewargs__(), p.index(2), p.count(1), max(p), [*map(P._make, [(1, 2)])])
D = namedtuple("D", ["a", "b", "c"], defaults=[10, 20])
print(D(1), D(1, 2), D._field_defaults, D(1, c=5), namedtuple("E", "")(), namedtuple("R", "a, def, a, _x, 1b", rename=True)._fields, namedtuple("T", ("q",))(1), namedtuple("M", "a", module="mod").__module__)


class Point(namedtuple("Point", "x y")):
    __slots__ = ()

    @property
    def norm(self): return self.x ** 2 + self.y ** 2

    def __add__(self, o): return Point(self.x + o.x, self.y + o.y)


print(Point(1, 2).norm, Point(1, 2) + Point(3, 4), Point(1, 2), Point(1, 2) == P(1, 2), type(Point(1, 2)._replace(x=5)).__name__)
for f in (lambda: P(1), lambda: P(1, 2, 3), lambda: P(1, z=2), lambda: setattr(p, "x", 5), lambda: p.zz, lambda: p._replace(q=1), lambda: P._make([1]), lambda: namedtuple("B", "a a"), lambda: namedtuple("B", "class"), lambda: namedtuple("B", "_a"), lambda: namedtuple("1B", "a"), lambda: namedtuple("B", "a b", defaults=[1, 2, 3]), lambda: namedtuple("B", "1a"), lambda: p.__dict__, lambda: namedtuple("def", "a"), lambda: namedtuple(5, "a")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
match p:
    case P(x, y): print("matched", x, y)
nested = namedtuple("N", "p q")(p, P(3, 4))
print(nested, nested.q.y)
d = UserDict(a=1)
d["b"] = 2


class Upper(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)


u = Upper(a=1)
u.update(b=2)
u.setdefault("c", 3)
print(d, d.data, len(d), "a" in d, u, u.get("A"), u | {"d": 4}, dict(u), u.copy(), Upper.fromkeys("xy"))
l = UserList([3, 1])
l.append(2); l.sort(); l += [9]
print(l, l[0], l[1:], type(l[1:]).__name__, l + [1], l * 2, l == [1, 2, 3, 9], l.data, len(l), l.index(2), 9 in l)
s = UserString("Hello")
print(s, s.upper(), type(s.upper()).__name__, s + "!", s[1:3], len(s), s == "Hello", "ell" in s, s.split("l"), f"{s!s:>7}", hash(s) == hash("Hello"), s.data, repr(s), s.replace("l", "L"), sorted(s))
