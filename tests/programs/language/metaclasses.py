"""Metaclasses: creation hooks, __prepare__, keywords, conflicts, class attributes through the metaclass."""
log = []


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        log.append(f"prepare {name} {kw}")
        return {"injected": 1}

    def __new__(mcs, name, bases, ns, **kw):
        log.append(f"new {name} {sorted(k for k in ns if not k.startswith('__'))}")
        cls = super().__new__(mcs, name, bases, ns)
        cls.kw = kw
        return cls

    def __init__(cls, name, bases, ns, **kw):
        log.append(f"init {name}")
        super().__init__(name, bases, ns)

    def __call__(cls, *args):
        log.append(f"call {cls.__name__}")
        return super().__call__(*args)

    @property
    def meta_prop(cls):
        return f"prop of {cls.__name__}"

    def meta_method(cls):
        return cls.__name__.lower()

    def __repr__(cls):
        return f"<{cls.__name__}>"

    def __len__(cls):
        return 42

    def __getitem__(cls, k):
        return f"{cls.__name__}[{k}]"

    def __iter__(cls):
        return iter("meta")

    def __contains__(cls, x):
        return x == 1

    def __getattr__(cls, name):
        if name.startswith("dyn"):
            return f"dynamic {name}"
        raise AttributeError(f"{cls.__name__} has no {name}")

    def __add__(cls, o):
        return "class sum"


class A(metaclass=Meta, opt=5):
    x = 1


class B(A):
    def __init__(self):
        log.append("B.__init__")


print(A, B, A.kw, B.kw, A.injected, A.meta_prop, B.meta_method(), len(A), A[3], list(A), 1 in A, A.dyn_thing, A + 1)
B()
print(*log, sep="\n")
for thunk in [lambda: A().meta_method, lambda: A.missing, lambda: len(A())]:
    try:
        thunk()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
print(type(A), type(B), type(Meta), isinstance(A, Meta), Meta.__mro__)


class OtherMeta(type): pass
class Other(metaclass=OtherMeta): pass


try:
    class Conflict(A, Other): pass
except TypeError as e:
    print(e)


class Derived(Meta, OtherMeta): pass
class Fine(A, Other, metaclass=Derived): pass


print(type(Fine))


def func_meta(name, bases, ns):
    return name, bases, sorted(k for k in ns if not k.startswith("__"))


class NotClass(metaclass=func_meta):
    y = 2


print(NotClass)


class OrderedNs(dict):
    def __setitem__(self, k, v):
        if not k.startswith("__"):
            log.append(f"set {k}")
        super().__setitem__(k, v)

    def __missing__(self, k):
        if k.isupper():
            return f"auto {k}"
        raise KeyError(k)


class Recording(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return OrderedNs()


log.clear()


class Rec(metaclass=Recording):
    a = 1
    b = AUTO
    def m(self): pass
    a = 2


print(log, Rec.b, Rec.a)
for mk in [lambda: type("T"), lambda: type("T", (), {}, x=1), lambda: type("T", [], {}), lambda: type(5, (), {}), lambda: type("T", (), 5), lambda: type(), lambda: type(1, 2)]:
    try:
        print(mk())
    except TypeError as e:
        print(e)


class BadPrep(type):
    @classmethod
    def __prepare__(m, n, b):
        return 5


try:
    class X(metaclass=BadPrep): pass
except TypeError as e:
    print(e)


class Singleton(type):
    insts = {}

    def __call__(cls, *a, **k):
        if cls not in cls.insts:
            cls.insts[cls] = super().__call__(*a, **k)
        return cls.insts[cls]


class One(metaclass=Singleton): pass


print(One() is One(), Singleton.__call__(One) is One())
