"""An exception without a message prints only its name; nested classes print their qualified name."""


class Outer:
    class Inner(Exception):
        pass


def f():
    class Here(Outer.Inner):
        pass
    return Here


raise f()
