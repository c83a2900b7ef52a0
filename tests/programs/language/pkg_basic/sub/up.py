from .. import VALUE
from ..sub import leaf


def parent_value():
    return VALUE, leaf.__name__
