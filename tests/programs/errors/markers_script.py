"""Markers as printed by the interpreter itself, several errors shown by traceback.print_exc."""
import sys
import traceback


def show(f):
    try:
        f()
    except Exception:
        traceback.print_exc(file=sys.stdout)


class A:
    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        return self.v["key"] + other

    @property
    def prop(self):
        return self.v.missing


def one():
    return A({}) + A(2)


def two():
    x = A(3)
    return x.prop


def three():
    values = {"a": [1, 2, 3]}
    return values["a"][0] + values["a"][7] * 2


def four():
    return sorted([3, "x", 1], key=lambda v: v + 1)


def five(n=3):
    result = (n
              + len(5)
              - 1)
    return result


def six():
    a = 1; b = 0; return a / b


def seven():
    return "".join(str(x) for x in [1, 2]).upper().nope


def eight():
    with A(1) as a:
        pass


def nine():
    raise ValueError(
        "several "
        "lines"
    )


def ten():
    for a, b in [(1, 2), (3,)]:
        pass


def eleven():
    d = dict(a=1)
    d["x"] += 1


def twelve():
    return ((((1)))) + ((None))


def thirteen():
    x = 1
    return x if x.bad else 2


def fourteen(): return fourteen(1)


for f in (one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen):
    show(f)
