"""Did you mean: names, attributes, keyword arguments and modules."""
import sys
import traceback
import math


class Thing:
    def __init__(self):
        self.colour = 1
        self._hidden = 2

    def compute(self, first_value=1):
        return self.colur

    def bare(self):
        return colour


def f(alpha, beta): return alpha


def local_typo():
    counter = 1
    return countr


def show(thunk):
    try:
        thunk()
    except Exception as e:
        print(traceback.format_exception_only(e)[-1], end="")


show(lambda: pritn("x"))
show(lambda: lenn([]))
show(local_typo)
show(lambda: Thing().compute())
show(lambda: Thing().bare())
show(lambda: Thing().hidden)
show(lambda: Thing().Colour)
show(lambda: [].apend(1))
show(lambda: "".uper())
show(lambda: math.squrt)
show(lambda: math.floorr)
show(lambda: Thing.computee)
show(lambda: f(1, bata=2))
show(lambda: Thing().compute(first_valu=3))
show(lambda: sorted([], reversed=True))
show(lambda: print(1, ends=""))
show(lambda: zzzzzz)
show(lambda: Thing().zzzzzz)
show(lambda: None.foo)
show(lambda: sys.verson)
show(lambda: __import__("maths"))
show(lambda: abs.__nam__)
show(lambda: time.sleep(1))
show(lambda: {}.ad())
show(lambda: Exceptoin)
show(lambda: True_)
show(lambda: (1).reall)
show(lambda: [].push(1))
show(lambda: {}.has_key(1))
show(lambda: {}.add(1))
show(lambda: exec("from math import sinn"))
show(lambda: "".contains("a"))
show(lambda: [].add(1))
