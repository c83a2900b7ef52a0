"""Attributes that were found many times, and then change: in the class, its metaclass, the module, the dict."""

import math
import sys
from collections import OrderedDict


class Meta(type):
    pass


class Base(metaclass=Meta):
    shared = "base"

    @classmethod
    def made(cls):
        return "made by", cls.__name__

    @staticmethod
    def plain(x):
        return "plain", x


class Derived(Base):
    pass


def look():
    return Derived.shared, Derived.made(), Derived().made(), Derived.plain(1), Derived().plain(2)


for _ in range(5):
    seen = look()
print(seen)

# The metaclass gets an attribute of the same name: a data descriptor goes first, another one does not.
Meta.shared = "from the metaclass"
print(look()[0])
Meta.shared = property(lambda cls: "property of " + cls.__name__)
print(look()[0])
Meta.made = property(lambda cls: lambda: ("property instead", cls.__name__))
print(look()[1:3])
del Meta.shared
del Meta.made
print(look())

# The class changes.
Base.made = classmethod(lambda cls: ("new", cls))
Derived.plain = staticmethod(lambda x: ("derived", x))
print(look())
Derived.made = lambda self=None: "a function"
print(look()[1:])
del Derived.made, Derived.plain
print(look())

# An instance's own attribute goes before what is no data descriptor.
thing = Derived()


def of_thing():
    return thing.plain(3), thing.made(), thing.shared


for _ in range(3):
    print(of_thing())
thing.plain = lambda x: ("own", x)
thing.made = lambda: "own too"
thing.shared = "own as well"
print(of_thing())
del thing.plain, thing.made, thing.shared
print(of_thing())


# Module attributes and functions called through the module.
def root(x):
    return math.sqrt(x), math.pi > 3


for _ in range(3):
    first = root(4.0)
print(first)
true_root = math.sqrt
math.sqrt = lambda x: "no root"
print(root(4.0))
math.sqrt = true_root
print(root(9.0))
del math.sqrt
try:
    root(1.0)
except AttributeError as error:
    print(error)
math.sqrt = true_root
print(root(16.0))


# Globals and built-ins that come, go, and hide each other.
def length():
    return len([1, 2, 3])


for _ in range(3):
    print(length(), end=" ")
len = lambda x: "hidden"
print(length(), end=" ")
del len
print(length())
value = 1


def current():
    return value


for n in range(3):
    print(current(), end=" ")
    value = n
for n in range(100):
    globals()[f"another_{n}"] = n
print(current())
del value
try:
    current()
except NameError as error:
    print(error)


# Keywords and defaults, in every order, for functions that change.
def point(x, y=2, *, z=3, w=4):
    return x, y, z, w


def calls():
    return (
        point(1),
        point(x=1),
        point(1, 5),
        point(y=6, x=7),
        point(1, w=8),
        point(z=9, y=10, x=11, w=12),
        point(1, z=13, w=14),
    )


for _ in range(3):
    results = calls()
print(results)
point.__defaults__ = ("new y",)
point.__kwdefaults__ = {"z": "new z", "w": "new w"}
print(calls())
point.__kwdefaults__ = {"z": "only z"}
for attempt in (
    lambda: point(1),
    lambda: point(1, 2, 3),
    lambda: point(1, x=2),
    lambda: point(y=2),
    lambda: point(1, other=2),
):
    try:
        print(attempt())
    except TypeError as error:
        print(error)
point.__defaults__ = None
try:
    point(1, w=1)
except TypeError as error:
    print(error)
print(point(1, 2, w=1))


# Pairs that are taken apart, or not.
def pairs():
    for n, letter in enumerate("abc", 2**47 - 2):
        print(n, letter, end=" ")
    for a, b in zip("xy", [1, 2, 3]):
        print(a, b, end=" ")
    for a, (b, c) in zip("xy", {"k": 1, "l": 2}.items()):
        print(a, b, c, end=" ")
    for pair in zip("xy", [1, 2, 3]):
        print(pair, end=" ")
    for a, b in OrderedDict(one=1, two=2).items():
        print(a, b, end=" ")
    print()
    kept = [pair for pair in enumerate("ab")]
    print(kept, {k: v for k, v in {1: 2}.items()}, [(v, k) for k, v in zip([1], [2], strict=True)])
    try:
        for a, b in {1: 2}.keys():
            pass
    except TypeError as error:
        print(error)
    try:
        for a, b in zip([1], [2], [3]):
            pass
    except ValueError as error:
        print(error)
    try:
        for a, b in (d := {1: 2, 3: 4}).items():
            d[a + 100] = b
    except RuntimeError as error:
        print(error)
    try:
        for a, b in zip([1, 2], [3], strict=True):
            pass
    except ValueError as error:
        print(error)


pairs()
sys.exit(0)
