"""Programs that redefine built-ins, delete globals under running code, and patch modules."""
import builtins
import math

real_len = len
len = lambda x: "shadowed"
print(len([1]))
builtins.len = lambda x: "patched"
del len
print(len([1]), [1].__len__())
builtins.len = real_len
print(len([1]))
range = list
print([x for x in range("ab")], {**{"a": range("c")}})
del range
builtins.__build_class__, saved = (lambda f, name, *b, **k: ("class", name)), builtins.__build_class__


class Fake:
    pass


builtins.__build_class__ = saved
print(Fake)
builtins.__import__, saved = (lambda *a: a[0].upper()), builtins.__import__
import anything
builtins.__import__ = saved
print(anything)


def uses_global():
    return helper() + 1


def helper():
    return 1


print(uses_global())
del helper
try:
    uses_global()
except NameError as e:
    print(e)
helper = lambda: 10
print(uses_global())
globals()["helper"] = lambda: 20
print(uses_global())
math.sqrt, real = (lambda x: "patched sqrt"), math.sqrt
print(math.sqrt(4))
math.sqrt = real
print(math.sqrt(4))
del math.floor
try:
    math.floor(1.5)
except AttributeError as e:
    print(e)
print, real_print = (lambda *a, **k: real_print("[", *a, "]", **k)), print
print("wrapped")
del print
print("back")
True_, int_ = True, int
int = str
real_print(int(5) == "5", type(5) is int_, isinstance(5, int_), 5 .__class__.__name__)
del int
Exception_ = Exception
Exception = KeyError
try:
    try:
        raise ValueError("not caught")
    except Exception:
        print("no")
except Exception_ as e:
    print(type(e).__name__)
Exception = Exception_
super_ = super
super = lambda *a: "not super"


class A:
    def m(self):
        return super()


print(A().m())
del super
object_ = object
object = None


class B:
    pass


print(B.__mro__[1] is object_)
del object
StopIteration_ = StopIteration
StopIteration = ValueError


def g():
    yield 1


print(list(g()), next(g()))
StopIteration = StopIteration_
__name__ = "renamed"


class N:
    pass


def f():
    pass


print(N.__module__, f.__module__)
__builtins__ = {}
print(sum([1, 2]))
builtins.newly_added = "visible"
print(newly_added)
del builtins.newly_added
try:
    newly_added
except NameError as e:
    print(e)
dict = {"a": 1}
list = [1]
print({}.__class__.__name__, [].__class__.__name__, [x for x in dict])
