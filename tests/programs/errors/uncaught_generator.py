"""An error inside a generator, through yield from and next."""


def inner():
    yield 1
    raise KeyError("in inner")


def outer():
    yield 0
    yield from inner()


def consume(it):
    for x in it:
        print(x)


consume(outer())
