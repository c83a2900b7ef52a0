"""Cooperative multiple inheritance: mixins, keyword passing, abstract parts, class-level state."""
log = []


class Root:
    def __init__(self, **kw):
        if kw: raise TypeError(f"unused: {sorted(kw)}")
        log.append("Root")

    def describe(self): return ["root"]


class Named(Root):
    def __init__(self, name="?", **kw):
        super().__init__(**kw)
        self.name = name
        log.append("Named")

    def describe(self): return [f"name={self.name}"] + super().describe()


class Sized(Root):
    def __init__(self, size=0, **kw):
        super().__init__(**kw)
        self.size = size
        log.append("Sized")

    def describe(self): return [f"size={self.size}"] + super().describe()


class Loud:
    def describe(self): return [s.upper() for s in super().describe()]


class Thing(Loud, Named, Sized): pass
class Reverse(Sized, Named): pass


t = Thing(name="box", size=3)
print(t.describe(), log, [c.__name__ for c in Thing.__mro__])
log.clear()
print(Reverse(size=1).describe(), log)
try:
    Thing(colour="red")
except TypeError as e:
    print(e)


class CountingMeta(type):
    def __init__(cls, *a):
        super().__init__(*a)
        cls.instances = 0

    def __call__(cls, *a, **k):
        cls.instances += 1
        return super().__call__(*a, **k)


class Counted(metaclass=CountingMeta): pass
class Sub(Counted): pass


Counted(), Sub(), Sub()
print(Counted.instances, Sub.instances)


class Comparable:
    def __lt__(self, o): return self.key() < o.key()
    def __le__(self, o): return not o < self
    def __gt__(self, o): return o < self
    def __ge__(self, o): return not self < o
    def __eq__(self, o): return self.key() == o.key()
    def __hash__(self): return hash(self.key())


class Card(Comparable):
    order = "23456789TJQKA"

    def __init__(self, text): self.rank, self.suit = text
    def key(self): return self.order.index(self.rank), self.suit
    def __repr__(self): return self.rank + self.suit


hand = [Card(c) for c in "9h Ts 2c Ah 9c".split()]
print(sorted(hand), max(hand), Card("Th") > Card("9s"), Card("2c") == Card("2c"), len({Card("2c"), Card("2c")}), Card("9c") <= Card("9h"))


class Tracked:
    def __setattr__(self, n, v):
        self.__dict__.setdefault("_changes", []).append((n, v))
        super().__setattr__(n, v)


class Validated:
    limits = {}

    def __setattr__(self, n, v):
        lo, hi = self.limits.get(n, (None, None))
        if lo is not None and not lo <= v <= hi: raise ValueError(f"{n}={v} outside {lo}..{hi}")
        super().__setattr__(n, v)


class Knob(Tracked, Validated):
    limits = {"level": (0, 10)}


k = Knob()
k.level = 5
k.label = "vol"
try:
    k.level = 11
except ValueError as e:
    print(e)
print(k._changes, k.level)


class Left:
    def m(self): return "left"
class Right:
    def m(self): return "right"
class Both(Left, Right):
    def m(self): return Right.m(self) + "+" + super().m() + "+" + super(Left, self).m()


print(Both().m(), Both.__bases__, issubclass(Both, Right), isinstance(Both(), (int, Left)))


class Cycle:
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        cls.chain = getattr(cls, "chain", ()) + (cls.__name__,)


class C1(Cycle): pass
class C2(C1): pass
class C3(Cycle): pass
class C4(C2, C3): pass


print(C2.chain, C3.chain, C4.chain)
