"""atexit functions run last in, first out; an error in one does not stop the others."""
import atexit


def bad():
    raise ValueError("in atexit")


atexit.register(print, "first registered, last run")
atexit.register(bad)
atexit.register(print, "kw", sep="", end="|\n")


@atexit.register
def decorated():
    print("decorated")


atexit.register(decorated)
atexit.unregister(decorated)
print("main ends", atexit._ncallbacks() if hasattr(atexit, "_ncallbacks") else 3)
