"""Documentation strings: where they come from, what strips them, and what has none."""


def f():
    """One line."""


def g():
    """
    Several
        lines, indented.
    """


def h():
    "first" " joined"
    return h.__doc__


def i():
    f"not a docstring {1}"


def j():
    b"bytes"


def k():
    x = 1
    "not first"


class C:
    """Class doc."""

    def m(self): "method doc"

    @property
    def p(self):
        "property doc"

    x = 1
    "not attached"


class D(C):
    def m(self): pass


class E:
    __doc__ = "assigned"


class F:
    pass


print(repr(f.__doc__), repr(g.__doc__), h(), i.__doc__, j.__doc__, k.__doc__, (lambda: "no").__doc__)
print(C.__doc__, C.m.__doc__, C.p.__doc__, D.__doc__, D.m.__doc__, E.__doc__, F.__doc__, C().__doc__, C().m.__doc__)
f.__doc__ = "changed"
C.__doc__ = "class changed"
print(f.__doc__, C.__doc__, __doc__)
del f.__doc__
print(f.__doc__)
try:
    del C.__doc__
    print("deleted", C.__doc__)
except (TypeError, AttributeError) as e:
    print(type(e).__name__, e)
try:
    C().m.__doc__ = "x"
except AttributeError as e:
    print(e)
print(type(len.__doc__).__name__, type(int.__doc__).__name__, type(str.join.__doc__).__name__, type([].append.__doc__).__name__, property(doc="given").__doc__, staticmethod(C.m).__doc__, classmethod(C.m).__doc__)
exec('"""module doc"""\nx = __doc__', ns := {})
print(ns["x"], ns["__doc__"])
exec("x = 1\n'not doc'", ns2 := {})
print(ns2.get("__doc__"))
code = compile('"""d"""', "c", "exec")
print(eval(code), compile("'expr'", "c", "eval").co_consts)
