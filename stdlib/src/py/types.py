"""Names for the types that the language makes without naming them, and tools for building classes."""

import sys
from _types import AsyncGeneratorType, CoroutineType, SimpleNamespace

# --- types of everyday objects, read off live ones ---


def _function():
    """A plain function."""


def _generator():
    """A generator function."""
    yield


FunctionType = LambdaType = type(_function)
CodeType = type(_function.__code__)
BuiltinFunctionType = BuiltinMethodType = type(len)
ModuleType = type(sys)
MappingProxyType = type(type.__dict__)
GeneratorType = type(_generator())
GenericAlias = type(list[int])
UnionType = type(int | str)
NoneType = type(None)
EllipsisType = type(...)
NotImplementedType = type(NotImplemented)


class _Bound:
    """A class with a method, a slot and a property-like attribute, for the types behind them."""

    __slots__ = ("slot",)

    def method(self):
        """A method."""


MethodType = type(_Bound().method)


def _cell():
    """The type of a closure's cell."""
    value = None

    def inner():
        return value

    return type(inner.__closure__[0])


def _traceback():
    """A live traceback."""
    try:
        raise TypeError
    except TypeError as error:
        return error.__traceback__


# Rarely needed, so worked out when first asked for.
_LAZY = {
    "CellType": _cell,
    "ClassMethodDescriptorType": lambda: type(dict.__dict__["fromkeys"]),
    "FrameType": lambda: type(sys._getframe()),
    "GetSetDescriptorType": lambda: type(FunctionType.__code__),
    "MemberDescriptorType": lambda: type(_Bound.slot),
    "MethodDescriptorType": lambda: type(str.join),
    "MethodWrapperType": lambda: type(object().__str__),
    "TracebackType": lambda: type(_traceback()),
    "WrapperDescriptorType": lambda: type(object.__init__),
}

__all__ = [
    "AsyncGeneratorType",
    "BuiltinFunctionType",
    "BuiltinMethodType",
    "CodeType",
    "CoroutineType",
    "DynamicClassAttribute",
    "EllipsisType",
    "FunctionType",
    "GeneratorType",
    "GenericAlias",
    "LambdaType",
    "MappingProxyType",
    "MethodType",
    "ModuleType",
    "NoneType",
    "NotImplementedType",
    "SimpleNamespace",
    "UnionType",
    "coroutine",
    "get_original_bases",
    "new_class",
    "prepare_class",
    "resolve_bases",
]
__all__ += _LAZY


def __getattr__(name):
    make = _LAZY.get(name)
    if make is None:
        raise AttributeError(f"module 'types' has no attribute {name!r}")
    kind = globals()[name] = make()
    return kind


# --- building classes ---


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Make a class as a `class` statement would, with `exec_body(namespace)` for its body."""
    resolved = resolve_bases(bases)
    metaclass, namespace, keywords = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    return metaclass(name, resolved, namespace, **keywords)


def resolve_bases(bases):
    """`bases` with every entry that is no class replaced by what its `__mro_entries__` says."""
    result = []
    changed = False
    for base in bases:
        if not isinstance(base, type):
            entries = getattr(base, "__mro_entries__", None)
            if entries is not None:
                extra = entries(bases)
                if not isinstance(extra, tuple):
                    raise TypeError("__mro_entries__ must return a tuple")
                result.extend(extra)
                changed = True
                continue
        result.append(base)
    return tuple(result) if changed else bases


def prepare_class(name, bases=(), kwds=None):
    """The metaclass, the prepared namespace and the remaining keywords for a class statement."""
    keywords = {} if kwds is None else dict(kwds)
    if "metaclass" in keywords:
        metaclass = keywords.pop("metaclass")
    else:
        metaclass = type(bases[0]) if bases else type
    if isinstance(metaclass, type):
        for base in bases:
            other = type(base)
            if issubclass(metaclass, other):
                continue
            if not issubclass(other, metaclass):
                raise TypeError(
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass "
                    "of the metaclasses of all its bases"
                )
            metaclass = other
    prepare = getattr(metaclass, "__prepare__", None)
    namespace = {} if prepare is None else prepare(name, bases, **keywords)
    return metaclass, namespace, keywords


def get_original_bases(cls, /):
    """The bases of `cls` as written, before `__mro_entries__` replaced any."""
    try:
        return cls.__dict__.get("__orig_bases__", cls.__bases__)
    except AttributeError:
        raise TypeError(f"Expected an instance of type, not {type(cls).__name__!r}") from None


# --- small classes ---


class DynamicClassAttribute:
    """A property for instances only: through the class, the attribute is looked up on the metaclass."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.overwrite_doc = doc is None
        self.__doc__ = doc or getattr(fget, "__doc__", None)
        self.__isabstractmethod__ = bool(getattr(fget, "__isabstractmethod__", False))

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.__isabstractmethod__:
                return self
            raise AttributeError()
        if self.fget is None:
            raise AttributeError("unreadable attribute")
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def getter(self, fget):
        """The same property with another getter."""
        doc = fget.__doc__ if self.overwrite_doc else None
        result = type(self)(fget, self.fset, self.fdel, doc or self.__doc__)
        result.overwrite_doc = self.overwrite_doc
        return result

    def setter(self, fset):
        """The same property with another setter."""
        result = type(self)(self.fget, fset, self.fdel, self.__doc__)
        result.overwrite_doc = self.overwrite_doc
        return result

    def deleter(self, fdel):
        """The same property with another deleter."""
        result = type(self)(self.fget, self.fset, fdel, self.__doc__)
        result.overwrite_doc = self.overwrite_doc
        return result


def coroutine(func):
    """Let `await` take what a generator function gives."""
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")
    from functools import update_wrapper

    flags = getattr(getattr(func, "__code__", None), "co_flags", 0)
    if flags & 0x180:
        return func
    if flags & 0x20:
        code = func.__code__
        func.__code__ = code.replace(co_flags=code.co_flags | 0x100)
        return func

    def wrapped(*args, **kwargs):
        made = func(*args, **kwargs)
        if type(made) is GeneratorType and not hasattr(type(made), "__await__"):
            return _Awaitable(made)
        return made

    return update_wrapper(wrapped, func)


class _Awaitable:
    """A generator that `await` accepts."""

    __slots__ = ("generator",)

    def __init__(self, generator):
        self.generator = generator

    def __iter__(self):
        return self.generator

    __await__ = __iter__

    def __next__(self):
        return next(self.generator)

    def send(self, value):
        """Resume the generator with a value."""
        return self.generator.send(value)

    def throw(self, *args):
        """Raise inside the generator."""
        return self.generator.throw(*args)

    def close(self):
        """Close the generator."""
        return self.generator.close()
