"""Copies of objects: shallow ones, and deep ones that copy what is inside as well."""

from copyreg import dispatch_table

__all__ = ['Error', 'copy', 'deepcopy', 'replace']


class Error(Exception):
    """Raised for an object that cannot be copied."""


error = Error


def _a_function():
    pass


# Objects of these types are their own copies, at any depth.
_atomic_types = {
    type(None), int, float, bool, complex, bytes, str, type, range, property,
    type(Ellipsis), type(NotImplemented), type(_a_function), type(len),
    type(_a_function.__code__),
}
try:
    from _weakref import ref as _ref
except ImportError:
    pass
else:
    _atomic_types.add(_ref)

# A shallow copy of these is the object itself, too: they cannot change.
_copy_atomic_types = _atomic_types | {tuple, frozenset, slice}

_copy_builtin_containers = {list, dict, set, bytearray}


def copy(x):
    """Return a shallow copy of x: a new object with the same things in it."""
    cls = type(x)
    if cls in _copy_atomic_types:
        return x
    if cls in _copy_builtin_containers:
        return cls.copy(x)
    if issubclass(cls, type):
        return x
    copier = getattr(cls, '__copy__', None)
    if copier is not None:
        return copier(x)
    recipe = _reduce(x, cls, 'un(shallow)copyable object of type %s')
    if isinstance(recipe, str):
        return x
    return _reconstruct(x, None, *recipe)


def _reduce(x, cls, complaint):
    """The recipe for making x, as pickling would use it."""
    reducer = dispatch_table.get(cls)
    if reducer is not None:
        return reducer(x)
    reducer = getattr(x, '__reduce_ex__', None)
    if reducer is not None:
        return reducer(4)
    reducer = getattr(x, '__reduce__', None)
    if reducer:
        return reducer()
    raise Error(complaint % cls)


def deepcopy(x, memo=None, _nil=[]):
    """Return a copy of x that shares nothing changeable with it.

    memo maps the ids of objects copied so far to their copies.
    """
    cls = type(x)
    if cls in _atomic_types:
        return x
    key = id(x)
    if memo is None:
        memo = {}
    else:
        known = memo.get(key, _nil)
        if known is not _nil:
            return known
    copier = _deepcopy_dispatch.get(cls)
    if copier is not None:
        made = copier(x, memo)
    elif issubclass(cls, type):
        made = x
    else:
        copier = getattr(x, '__deepcopy__', None)
        if copier is not None:
            made = copier(memo)
        else:
            recipe = _reduce(x, cls, 'un(deep)copyable object of type %s')
            made = x if isinstance(recipe, str) else _reconstruct(x, memo, *recipe)
    if made is not x:
        memo[key] = made
        # As long as the memo lives no other object may get the id of x.
        try:
            memo[id(memo)].append(x)
        except KeyError:
            memo[id(memo)] = [x]
    return made


def _deepcopy_list(x, memo):
    made = []
    memo[id(x)] = made
    append = made.append
    for item in x:
        append(deepcopy(item, memo))
    return made


def _deepcopy_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    # A tuple that holds itself was copied while its items were.
    known = memo.get(id(x))
    if known is not None:
        return known
    for old, new in zip(x, items):
        if old is not new:
            return tuple(items)
    return x


def _deepcopy_dict(x, memo):
    made = {}
    memo[id(x)] = made
    for key, value in x.items():
        made[deepcopy(key, memo)] = deepcopy(value, memo)
    return made


def _deepcopy_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_deepcopy_dispatch = {
    list: _deepcopy_list,
    tuple: _deepcopy_tuple,
    dict: _deepcopy_dict,
    type(_a_function.__get__(0)): _deepcopy_method,
}


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None):
    """Follow a recipe; with a memo, what goes in is copied deeply first."""
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    made = func(*args)
    if deep:
        memo[id(x)] = made
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(made, '__setstate__'):
            made.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                made.__dict__.update(state)
            if slots is not None:
                for name, value in slots.items():
                    setattr(made, name, value)
    if listiter is not None:
        for item in listiter:
            made.append(deepcopy(item, memo) if deep else item)
    if dictiter is not None:
        for key, value in dictiter:
            if deep:
                key = deepcopy(key, memo)
                value = deepcopy(value, memo)
            made[key] = value
    return made


def replace(obj, /, **changes):
    """Return a copy of obj with some of its fields changed."""
    cls = obj.__class__
    maker = getattr(cls, '__replace__', None)
    if maker is None:
        raise TypeError(f'replace() does not support {cls.__name__} objects')
    return maker(obj, **changes)
