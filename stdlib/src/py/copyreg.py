"""How objects are taken apart and put together again: used by copy and pickle."""

__all__ = ['pickle', 'constructor', 'add_extension', 'remove_extension',
           'clear_extension_cache']

# From a type to the function that reduces its instances.
dispatch_table = {}

# Numbers that stand for (module, name) in pickles, both ways, and what they became.
_extension_registry = {}
_inverted_registry = {}
_extension_cache = {}

_HEAPTYPE = 1 << 9


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Have pickle_function reduce the instances of ob_type."""
    if not callable(pickle_function):
        raise TypeError('reduction functions must be callable')
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    """Check that object can be called, as a constructor must be."""
    if not callable(object):
        raise TypeError('constructors must be callable')


def pickle_complex(c):
    """Reduce a complex number."""
    return complex, (c.real, c.imag)


def pickle_union(obj):
    """Reduce a union of types such as int | str."""
    import operator
    return operator.getitem, (type(obj), obj.__args__)


pickle(complex, pickle_complex, complex)
pickle(type(int | str), pickle_union)


def _reconstructor(cls, base, state):
    """Make an object of cls, whose native part, of type base, is given by state."""
    if base is object:
        return object.__new__(cls)
    made = base.__new__(cls, state)
    if base.__init__ is not object.__init__:
        base.__init__(made, state)
    return made


def _native_base(cls):
    """The nearest ancestor that was not made by a class statement."""
    for base in cls.__mro__:
        if not base.__flags__ & _HEAPTYPE:
            return base
    return object


def _reduce_ex(self, proto):
    """What object.__reduce_ex__() gives for the protocols 0 and 1."""
    assert proto < 2
    cls = self.__class__
    base = _native_base(cls)
    if base is object:
        native = None
    elif base is cls:
        raise TypeError(f'cannot pickle {cls.__name__!r} object')
    else:
        native = base(self)
    arguments = cls, base, native
    own_getstate = type(self).__getstate__ is not object.__getstate__
    if not own_getstate and getattr(self, '__slots__', None):
        raise TypeError('a class that defines __slots__ without defining '
                        '__getstate__ cannot be pickled')
    state = self.__getstate__() if own_getstate else getattr(self, '__dict__', None)
    if state:
        return _reconstructor, arguments, state
    return _reconstructor, arguments


def __newobj__(cls, *args):
    """Make an object of cls without initializing it."""
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    """The same with keyword arguments."""
    return cls.__new__(cls, *args, **kwargs)


def _slotnames(cls):
    """The names of all the slots that hold state of an instance of cls."""
    known = cls.__dict__.get('__slotnames__')
    if known is not None:
        return known
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get('__slots__', ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ('__dict__', '__weakref__'):
                continue
            if name.startswith('__') and not name.endswith('__'):
                owner = base.__name__.lstrip('_')
                names.append(f'_{owner}{name}' if owner else name)
            else:
                names.append(name)
    try:
        cls.__slotnames__ = names
    except Exception:
        pass
    return names


def add_extension(module, name, code):
    """Let the number code stand for module.name in pickles."""
    code = int(code)
    if not 1 <= code <= 0x7FFFFFFF:
        raise ValueError('code out of range')
    key = module, name
    old_code = _extension_registry.get(key)
    old_key = _inverted_registry.get(code)
    if old_code == code and old_key == key:
        return
    if old_code is not None:
        raise ValueError(f'key {key} is already registered with code {old_code}')
    if old_key is not None:
        raise ValueError(f'code {code} is already in use for key {old_key}')
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    """Undo add_extension() with the same arguments."""
    key = module, name
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f'key {key} is not registered with code {code}')
    del _extension_registry[key]
    del _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    """Forget which objects the registered numbers were found to mean."""
    _extension_cache.clear()
