from ..alpha import NAME
from . import up as _up
from .. import sub, beta as b


def chain():
    return NAME, _up.__name__, sub.__name__, b.BETA
