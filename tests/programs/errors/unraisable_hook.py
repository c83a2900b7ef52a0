"""sys.unraisablehook sees errors that cannot be raised."""
import sys


def hook(args):
    print("unraisable:", args.exc_type.__name__, args.exc_value, args.object.__qualname__ if hasattr(args.object, "__qualname__") else args.object, args.err_msg.split(" <")[0])


sys.unraisablehook = hook


class D:
    def __del__(self):
        [].missing


D()
print("after")


def gen():
    try:
        yield
    finally:
        raise ValueError("closing")


g = gen()
next(g)
del g
print("end")
