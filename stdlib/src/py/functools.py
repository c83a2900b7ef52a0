"""Tools for functions: partial application, caches, wrappers, dispatch on types."""

from _functools import Placeholder, _lru_cache_wrapper, cmp_to_key, partial, reduce

__all__ = [
    "Placeholder",
    "WRAPPER_ASSIGNMENTS",
    "WRAPPER_UPDATES",
    "cache",
    "cached_property",
    "cmp_to_key",
    "lru_cache",
    "partial",
    "partialmethod",
    "reduce",
    "singledispatch",
    "singledispatchmethod",
    "total_ordering",
    "update_wrapper",
    "wraps",
]

# --- wrappers ---

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotate__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make `wrapper` look like `wrapped`, and return it; `wrapper.__wrapped__` leads back."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorate a wrapper so that it looks like `wrapped`."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# --- ordering ---


def _negated_or_equal(op, strict):
    """`a < b` as `a <= b and a != b`, or the like: `op` gives the answer but for equal operands."""

    def compare(self, other):
        result = getattr(type(self), op)(self, other)
        return result if result is NotImplemented else strict(result, self, other)

    return compare


def _not(result, self, other):
    return not result


def _or_equal(result, self, other):
    return result or self == other


def _and_unequal(result, self, other):
    return result and self != other


def _not_and_unequal(result, self, other):
    return not result and self != other


def _not_or_equal(result, self, other):
    return not result or self == other


# For each method that a class may start from: the others, and how each follows from it.
_DERIVED = {
    "__lt__": (("__gt__", _not_and_unequal), ("__le__", _or_equal), ("__ge__", _not)),
    "__le__": (("__ge__", _not_or_equal), ("__lt__", _and_unequal), ("__gt__", _not)),
    "__gt__": (("__lt__", _not_and_unequal), ("__ge__", _or_equal), ("__le__", _not)),
    "__ge__": (("__le__", _not_or_equal), ("__gt__", _and_unequal), ("__lt__", _not)),
}


def total_ordering(cls):
    """Fill in the comparison methods that a class lacks from one that it has."""
    have = {name for name in _DERIVED if getattr(cls, name, None) is not getattr(object, name)}
    if not have:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    for root in ("__lt__", "__le__", "__gt__", "__ge__"):
        if root in have:
            break
    for name, follow in _DERIVED[root]:
        if name not in have:
            method = _negated_or_equal(root, follow)
            method.__name__ = name
            method.__qualname__ = f"{cls.__qualname__}.{name}"
            method.__module__ = cls.__module__
            setattr(cls, name, method)
    return cls


# --- partial methods ---


class partialmethod:
    """A method with some arguments given in advance."""

    __slots__ = ("func", "args", "keywords", "_call", "__dict__", "__weakref__")

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"the first argument {func!r} must be a callable or a descriptor")
        if args and args[-1] is Placeholder:
            raise TypeError("trailing Placeholders are not allowed")
        if isinstance(func, partialmethod):
            args = _fill(func.args, args)
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords
        self._call = None

    def _method(self):
        """The function that a plain attribute access binds."""
        if self._call is None:
            # The object itself takes the first place, before the arguments given in advance.
            if self.args and any(argument is Placeholder for argument in self.args):
                target = partial(self.func, Placeholder, *self.args, **self.keywords)

                def _method(cls_or_self, /, *args, **keywords):
                    return target(cls_or_self, *args, **keywords)

            else:
                func, first, named = self.func, self.args, self.keywords

                def _method(cls_or_self, /, *args, **keywords):
                    return func(cls_or_self, *first, *args, **{**named, **keywords})

            _method.__isabstractmethod__ = self.__isabstractmethod__
            _method.__partialmethod__ = self
            self._call = _method
        return self._call

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None and not (hasattr(self.func, "__code__") and obj is not None):
            bound = get(obj, cls)
            if bound is not self.func:
                # The descriptor knows how to bind, so the arguments go into what it gives.
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    def __repr__(self):
        parts = [repr(self.func)]
        parts.extend(repr(argument) for argument in self.args)
        parts.extend(f"{name}={value!r}" for name, value in self.keywords.items())
        return f"{type(self).__module__}.{type(self).__qualname__}({', '.join(parts)})"

    @classmethod
    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


def _fill(earlier, later):
    """`earlier` with its placeholders filled from `later`, and the rest of `later` behind."""
    if Placeholder not in earlier:
        return earlier + later
    rest = iter(later)
    filled = [next(rest, Placeholder) if argument is Placeholder else argument for argument in earlier]
    filled.extend(rest)
    return tuple(filled)


# --- caches ---

_CacheInfo = None


def _cache_info_type():
    """The named tuple that `cache_info()` gives; made when the first cache is."""
    global _CacheInfo
    if _CacheInfo is None:
        from collections import namedtuple

        _CacheInfo = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"], module="functools")
    return _CacheInfo


def lru_cache(maxsize=128, typed=False):
    """Decorate a function so that it remembers its last `maxsize` results; all of them if None."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        # Used without parentheses: what came is the function.
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda user_function: _cached(user_function, maxsize, typed)


def _cached(user_function, maxsize, typed):
    """The cached form of a function."""
    wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _cache_info_type())
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, user_function)


def cache(user_function, /):
    """Decorate a function so that it remembers all its results."""
    return _cached(user_function, None, False)


_absent = object()


class cached_property:
    """A property that is worked out once and then kept as an ordinary attribute of the instance."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                "Cannot assign the same cached_property to two different names "
                f"({self.attrname!r} and {name!r})."
            )

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            fields = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache {name!r} property."
            ) from None
        value = fields.get(name, _absent)
        if value is _absent:
            value = self.func(instance)
            try:
                fields[name] = value
            except TypeError:
                raise TypeError(
                    f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                    f"does not support item assignment for caching {name!r} property."
                ) from None
        return value

    @classmethod
    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


# --- dispatch on the type of the first argument ---


def _merge(sequences):
    """C3: one order in which every given order is kept, taking from the left first."""
    result = []
    sequences = [list(sequence) for sequence in sequences if sequence]
    while sequences:
        for sequence in sequences:
            head = sequence[0]
            if not any(head in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        result.append(head)
        for sequence in sequences:
            if sequence[0] == head:
                del sequence[0]
        sequences = [sequence for sequence in sequences if sequence]
    return result


def _linearise(cls, virtual):
    """The method resolution order of `cls` as if it derived from the classes in `virtual` too.

    A virtual base goes where it starts to hold: behind the bases that are abstract classes
    themselves, and only if no base of `cls` is already a subclass of it.
    """
    bases = cls.__bases__
    boundary = 0
    for position in range(len(bases), 0, -1):
        if hasattr(bases[position - 1], "__abstractmethods__"):
            boundary = position
            break
    here = [
        base for base in virtual if issubclass(cls, base) and not any(issubclass(each, base) for each in bases)
    ]
    below = [base for base in virtual if base not in here]
    real, late = list(bases[:boundary]), list(bases[boundary:])
    orders = [_linearise(base, below) for base in real]
    orders += [_linearise(base, below) for base in here]
    orders += [_linearise(base, below) for base in late]
    return _merge([[cls]] + orders + [real] + [here] + [late])


def _resolution(cls, types):
    """The order in which the registered `types` fit `cls`, abstract ones that it was adopted by included."""
    real = set(cls.__mro__)

    def is_virtual(kind):
        return kind not in real and hasattr(kind, "__mro__") and _is_plain(kind) and issubclass(cls, kind)

    types = [kind for kind in types if is_virtual(kind)]
    # A type that another one in the list derives from comes with it.
    types = [
        kind for kind in types if not any(other is not kind and kind in other.__mro__ for other in types)
    ]
    members = set(types)
    order = []
    for kind in types:
        found = []
        for child in kind.__subclasses__():
            if child not in real and issubclass(cls, child):
                found.append([ancestor for ancestor in child.__mro__ if ancestor in members])
        if not found:
            order.append(kind)
            continue
        found.sort(key=len, reverse=True)
        for chain in found:
            for ancestor in chain:
                if ancestor not in order:
                    order.append(ancestor)
    return _linearise(cls, order)


def _is_plain(kind):
    """Whether `kind` is a class and not a subscripted one."""
    return isinstance(kind, type) and type(kind) is not type(list[int])


def _best_match(cls, registry):
    """The implementation that fits `cls` best."""
    match = None
    for kind in _resolution(cls, registry):
        if match is not None:
            # Two abstract classes that say nothing about each other fit equally well.
            if (
                kind in registry
                and kind not in cls.__mro__
                and match not in cls.__mro__
                and not issubclass(match, kind)
            ):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {kind}")
            break
        if kind in registry:
            match = kind
    return registry.get(match)


def _union_members(cls):
    """The classes of a union, or None if `cls` is no union of classes."""
    from types import UnionType

    if not isinstance(cls, UnionType):
        return None
    members = cls.__args__
    return members if all(_is_plain(member) for member in members) else None


def singledispatch(func):
    """Make a generic function: others can be registered for types of the first argument."""
    from _weakref import ref

    from abc import get_cache_token

    registry = {}
    # Keyed by weak references, each of which takes its entry out when the class dies.
    cache = {}
    token = None

    def forget(reference):
        cache.pop(reference, None)

    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        """The implementation for a class."""
        nonlocal token
        if token is not None:
            current = get_cache_token()
            if token != current:
                cache.clear()
                token = current
        found = cache.get(ref(cls))
        if found is None:
            found = registry.get(cls)
            if found is None:
                found = _best_match(cls, registry)
            cache[ref(cls, forget)] = found
        return found

    def register(cls, func=None):
        """Register an implementation for a class; a decorator if no function is given."""
        nonlocal token
        if _is_plain(cls) or _union_members(cls):
            if func is None:
                return lambda implementation: register(cls, implementation)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            cls, func = _first_annotation(cls)
        for kind in _union_members(cls) or (cls,):
            registry[kind] = func
            if token is None and hasattr(kind, "__abstractmethods__"):
                token = get_cache_token()
        cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = type(type.__dict__)(registry)
    wrapper._clear_cache = cache.clear
    return update_wrapper(wrapper, func)


def _first_annotation(func):
    """The class that a function's first parameter is annotated with, and the function."""
    annotate = getattr(func, "__annotate__", None)
    if not (annotate or getattr(func, "__annotations__", None)):
        raise TypeError(
            f"Invalid first argument to `register()`: {func!r}. Use either `@register(some_class)` or "
            "plain `@register` on an annotated function."
        )
    from annotationlib import Format, ForwardRef
    from typing import get_type_hints

    name, cls = next(iter(get_type_hints(func, format=Format.FORWARDREF).items()))
    if not (_is_plain(cls) or _union_members(cls)):
        from types import UnionType

        if isinstance(cls, UnionType):
            raise TypeError(f"Invalid annotation for {name!r}. {cls!r} not all arguments are classes.")
        if isinstance(cls, ForwardRef):
            raise TypeError(f"Invalid annotation for {name!r}. {cls!r} is an unresolved forward reference.")
        raise TypeError(f"Invalid annotation for {name!r}. {cls!r} is not a class.")
    return cls, func


class singledispatchmethod:
    """A generic method: it dispatches on the type of the first argument after self."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Register an implementation for a class; a decorator if no method is given."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        return _DispatchingMethod(self, obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    def __repr__(self):
        name = getattr(self.func, "__qualname__", None) or getattr(self.func, "__name__", "?")
        return f"<single dispatch method descriptor {name}>"


class _DispatchingMethod:
    """A generic method that was read off an instance or a class."""

    def __init__(self, unbound, obj, cls):
        self._unbound = unbound
        self._dispatch = unbound.dispatcher.dispatch
        self._obj = obj
        self._cls = cls
        # An ordinary function on an instance's class counts its arguments after self.
        self._position = 0
        func = unbound.func
        for name in ("__module__", "__doc__"):
            try:
                setattr(self, name, getattr(func, name))
            except AttributeError:
                pass

    def __call__(self, /, *args, **kwargs):
        position = 0
        if self._obj is None and hasattr(self._unbound.func, "__code__"):
            # Called through the class: self comes first.
            position = 1
        if len(args) <= position:
            name = getattr(self._unbound.func, "__name__", "singledispatchmethod method")
            raise TypeError(f"{name} requires at least 1 positional argument")
        method = self._dispatch(args[position].__class__)
        if hasattr(method, "__get__"):
            method = method.__get__(self._obj, self._cls)
        return method(*args, **kwargs)

    def __getattr__(self, name):
        # Called only for what is not here: the function's own attributes show through.
        if name not in {"__name__", "__qualname__", "__isabstractmethod__", "__annotations__", "__type_params__"}:
            raise AttributeError(name)
        return getattr(self._unbound.func, name)

    @property
    def __wrapped__(self):
        return self._unbound.func

    @property
    def register(self):
        """The function that registers implementations."""
        return self._unbound.register

    def __repr__(self):
        func = self._unbound.func
        name = getattr(func, "__qualname__", None) or getattr(func, "__name__", "?")
        if self._obj is not None:
            return f"<bound single dispatch method {name} of {self._obj!r}>"
        return f"<single dispatch method {name}>"
