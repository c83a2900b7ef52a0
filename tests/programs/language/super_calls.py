"""super() in all its places: no arguments, with arguments, in class methods, nested functions, properties."""


class Base:
    tag = "base"

    def __init__(self, x=0):
        self.x = x

    def m(self):
        return f"Base.m({self.x})"

    @classmethod
    def make(cls, *a):
        return cls(*a)

    @staticmethod
    def st():
        return "Base.st"

    @property
    def prop(self):
        return "Base.prop"


class Child(Base):
    tag = "child"

    def __init__(self, x):
        super().__init__(x + 1)

    def m(self):
        return "Child>" + super().m()

    def nested(self):
        def inner():
            return super(Child, self).m()
        return inner()

    def via_lambda(self):
        return (lambda s: super(__class__, s).m())(self)

    def explicit(self):
        return super(Child, self).m(), super(Child, Child).m(self)

    @classmethod
    def make(cls, *a):
        obj = super().make(*a)
        obj.made = True
        return obj

    @staticmethod
    def st():
        return "Child>" + super(Child, Child).st()

    @property
    def prop(self):
        return "Child>" + super().prop

    def attr(self):
        return super().tag

    def comp(self):
        return [super(Child, self).m() for _ in range(2)]

    def comp2(self):
        return [super().tag for _ in range(1)]

    def gen(self):
        yield super().m()

    def default(self, s=tag):
        return s


c = Child(1)
print(c.m(), c.nested(), c.via_lambda(), c.explicit(), c.make(5).made, Child.st(), c.prop, c.attr(), c.comp(), c.default())
try:
    print(c.comp2())
except TypeError as e:
    print(e)
print(next(c.gen()))
s = super(Child, c)
print(s.m(), s.__thisclass__.__name__, s.__self__ is c, s.__self_class__.__name__, s.__class__)
for thunk in [lambda: super(), lambda: super(Child, 5), lambda: super(5), lambda: super(Child, c).nope, lambda: super(Child).m, lambda: super(int, c)]:
    try:
        print(thunk())
    except (TypeError, RuntimeError, AttributeError) as e:
        print(type(e).__name__, e)


def no_args():
    super()


def has_arg(self):
    super().x


class K:
    no = no_args
    has = has_arg

    def no_self():
        super()

    def deleted(self):
        del self
        super()


for f in (no_args, lambda: has_arg(1), K.no_self, K().deleted):
    try:
        f()
    except RuntimeError as e:
        print(e)


class Set(Base):
    def set(self):
        try:
            super().zz = 5
        except AttributeError as e:
            print(e)
        super().__setattr__("via", 1)
        return self.via


print(Set().set())


class Int(int):
    def __add__(self, o):
        return Int(super().__add__(o) * 10)

    def __getattr__(self, name):
        return f"no {name}"


print(Int(2) + 3, Int(1).foo)


class D(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k.lower(), v)

    def __getitem__(self, k):
        return super().__getitem__(k.lower())


d = D()
d["ABC"] = 1
print(d, d["aBc"], d.get("ABC"))


class Meta(type):
    def __call__(cls, *a):
        o = super().__call__(*a)
        o.by_meta = True
        return o

    def __new__(m, name, bases, ns, **kw):
        return super().__new__(m, name, bases, ns)


class WithMeta(Base, metaclass=Meta): pass


print(WithMeta(1).by_meta)
unbound = super(Child)
print(unbound.__self__, unbound.__get__(c, Child).m())
super_ = super


class Alias(Base):
    def m(self):
        try:
            return super_().m()
        except RuntimeError as e:
            return str(e)


print(Alias().m())
