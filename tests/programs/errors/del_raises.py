"""An exception in __del__ is reported on standard error and ignored."""


class D:
    def __del__(self):
        raise ValueError("in del")


print("before")
d = D()
del d
print("after")


def f():
    D()
    return "f went on"


print(f())
