"""Importing modules by names that a program computes."""

__all__ = ['__import__', 'import_module', 'invalidate_caches']

import sys
from builtins import __import__


def invalidate_caches():
    """Look at folders anew: nothing about them is kept, so there is nothing to do."""


def import_module(name, package=None):
    """Import a module and return it. Dots before the name count from the package, which must then
    be given.
    """
    level = len(name) - len(name.lstrip('.'))
    if level:
        if not package:
            raise TypeError("the 'package' argument is required to perform a relative import for "
                            f'{name!r}')
        name = _resolve(name[level:], package, level)
    elif not name:
        raise ValueError('Empty module name')
    __import__(name)
    return sys.modules[name]


def _resolve(name, package, level):
    parts = package.rsplit('.', level - 1)
    if len(parts) < level:
        raise ImportError('attempted relative import beyond top-level package')
    return f'{parts[0]}.{name}' if name else parts[0]
