import pkg_circ.one
NAME = "two"


def one_late():
    return pkg_circ.one.ONE
