from . import alpha
from .alpha import NAME as _name

BETA = "beta"


def from_alpha():
    return alpha.NAME + "/" + _name
