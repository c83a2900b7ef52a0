"""Circular imports, partially initialised modules, submodule attributes, __import__ and importlib-free tricks."""
import sys
import pkg_circ.one

print(pkg_circ.one.two_name, pkg_circ.two.one_late())
try:
    import pkg_circ.bad_a
except ImportError as e:
    print(type(e).__name__, str(e).split(" (")[0], "(" + str(e).split(" (")[1])
try:
    import pkg_circ.attr_a
except AttributeError as e:
    print(type(e).__name__, str(e).split(" from '")[0])
m = __import__("pkg_circ.two")
print(m.__name__, __import__("pkg_circ.two", fromlist=["x"]).__name__, __import__("math").floor(2.5))
print(__import__("two", {"__package__": "pkg_circ", "__name__": "pkg_circ.x"}, {}, ["NAME"], 1).NAME)
for args in [("",), (5,), ("a", {}, {}, [], -1), ("x", {}, {}, [], 1)]:
    try:
        __import__(*args)
    except (ImportError, ValueError, TypeError, KeyError) as e:
        print(type(e).__name__, e)
fake = type(sys)("fake_module", "its doc")
fake.value = 5
sys.modules["fake_module"] = fake
import fake_module
from fake_module import value
print(fake_module is fake, value, fake.__doc__, fake.__name__, fake.__dict__.get("__loader__"), repr(fake))
sys.modules["blocked"] = None
try:
    import blocked
except ImportError as e:
    print(type(e).__name__, e)
sys.modules["weird"] = "a string"
import weird
from weird import upper
print(weird, upper())


class Replacing(type(sys)):
    def __getattr__(self, n):
        return f"computed {n}"


sys.modules["comp"] = Replacing("comp")
from comp import anything
print(anything)
import pkg_circ.replaced as rep
print(rep, type(rep).__name__)
print(sys.modules[__name__].__name__, "pkg_circ" in sys.modules)
original = __builtins__.__import__


def hooked(name, globals=None, locals=None, fromlist=(), level=0):
    print("import", name, fromlist, level)
    return original(name, globals, locals, fromlist, level)


__builtins__.__import__ = hooked
import math
from os.path import join, split
__builtins__.__import__ = original
print(join("a", "b"))
