"""Method resolution order: C3, conflicts, mixins, changing bases."""


def names(c):
    return " ".join(k.__name__ for k in c.__mro__)


class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass
class E(C): pass
class F(D, E): pass


print(names(D), "|", names(F))


class O1: pass
class X(O1): pass
class Y(O1): pass
class P(X, Y): pass
class Q(X, Y): pass
class R(P, Q): pass


print(names(R))


def attempt(name, *bases):
    try:
        print(names(type(name, bases, {})))
    except TypeError as e:
        print("TypeError:", str(e).replace("\n", " "))


class YX(Y, X): pass


attempt("Bad", P, YX)
attempt("Bad", A, B)
attempt("Bad", object, A)
attempt("Dup", A, A)
attempt("Good", B, A)
attempt("NotClass", 5)
attempt("Bool", bool)
attempt("NoneT", type(None))
attempt("Layout", int, str)
attempt("Layout", int, list)
attempt("Func", type(lambda: 0))
attempt("Two", Exception, dict)
attempt("Ok", A, dict)
attempt("Errs", KeyError, ValueError)
attempt("Errs", OSError, KeyError)
attempt("Rng", range)
attempt("Sl", slice)


class Base:
    def who(self): return ["Base"]
class M1(Base):
    def who(self): return ["M1"] + super().who()
class M2(Base):
    def who(self): return ["M2"] + super().who()
class Both(M1, M2):
    def who(self): return ["Both"] + super().who()


print(Both().who())
Both.__bases__ = (M2, M1)
print(Both().who(), names(Both))
try:
    M1.__bases__ = (M2,)
    print(names(Both))
    Both.__bases__ = (M1,)
    print(Both().who())
except TypeError as e:
    print(e)
for bases in [(), (5,), (Both,)]:
    try:
        Both.__bases__ = bases
    except TypeError as e:
        print(e)
try:
    Base.__bases__ = (Both,)
except TypeError as e:
    print(e)
print(Base.__subclasses__() == [M2], [c.__name__ for c in M2.__subclasses__()])
print(int.__mro__, bool.mro(), D.__base__.__name__, bool.__base__.__name__, type.__mro__)


class Meta(type):
    def mro(cls):
        order = super().mro()
        return order[:1] + [Extra] + order[1:] if cls.__name__ != "Extra" else order


class Extra:
    extra = "from custom mro"


class Uses(metaclass=Meta): pass


print(names(Uses), Uses.extra, isinstance(Uses(), Extra))
