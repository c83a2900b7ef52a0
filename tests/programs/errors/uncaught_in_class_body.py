"""An error in a class body and in a decorator call shows the class frame."""


def field(default):
    if default is None:
        raise TypeError("default needed")
    return default


class Config:
    name = field("x")
    size = field(
        None
    )
