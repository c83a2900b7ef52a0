"""Names for types in annotations. Nothing here checks types at run time; it keeps annotated programs running."""

import sys
from _typing import (
    Generic,
    NoDefault,
    ParamSpec,
    ParamSpecArgs,
    ParamSpecKwargs,
    TypeAliasType,
    TypeVar,
    TypeVarTuple,
    _as_type,
    _BaseGenericAlias,
    _caller_module,
    _GenericAlias,
    _is_concatenate,
    _SpecialFormBase,
    _type_check,
    _type_repr,
)

_BuiltinAlias = type(list[int])

Text = str
TYPE_CHECKING = False
Union = type(int | str)

# --- names that are made when first asked for ---

# The generic aliases: what each stands for, and how many arguments it takes (-1 for any number).
_ALIASES = {
    "AbstractSet": ("collections.abc.Set", 1),
    "AsyncContextManager": ("contextlib.AbstractAsyncContextManager", 2),
    "AsyncGenerator": ("collections.abc.AsyncGenerator", 2),
    "AsyncIterable": ("collections.abc.AsyncIterable", 1),
    "AsyncIterator": ("collections.abc.AsyncIterator", 1),
    "Awaitable": ("collections.abc.Awaitable", 1),
    "ByteString": ("collections.abc.ByteString", 0),
    "Callable": ("collections.abc.Callable", 2),
    "ChainMap": ("collections.ChainMap", 2),
    "Collection": ("collections.abc.Collection", 1),
    "Container": ("collections.abc.Container", 1),
    "ContextManager": ("contextlib.AbstractContextManager", 2),
    "Coroutine": ("collections.abc.Coroutine", 3),
    "Counter": ("collections.Counter", 1),
    "DefaultDict": ("collections.defaultdict", 2),
    "Deque": ("collections.deque", 1),
    "Dict": ("builtins.dict", 2),
    "FrozenSet": ("builtins.frozenset", 1),
    "Generator": ("collections.abc.Generator", 3),
    "Hashable": ("collections.abc.Hashable", 0),
    "ItemsView": ("collections.abc.ItemsView", 2),
    "Iterable": ("collections.abc.Iterable", 1),
    "Iterator": ("collections.abc.Iterator", 1),
    "KeysView": ("collections.abc.KeysView", 1),
    "List": ("builtins.list", 1),
    "Mapping": ("collections.abc.Mapping", 2),
    "MappingView": ("collections.abc.MappingView", 1),
    "Match": ("re.Match", 1),
    "MutableMapping": ("collections.abc.MutableMapping", 2),
    "MutableSequence": ("collections.abc.MutableSequence", 1),
    "MutableSet": ("collections.abc.MutableSet", 1),
    "OrderedDict": ("collections.OrderedDict", 2),
    "Pattern": ("re.Pattern", 1),
    "Reversible": ("collections.abc.Reversible", 1),
    "Sequence": ("collections.abc.Sequence", 1),
    "Set": ("builtins.set", 1),
    "Sized": ("collections.abc.Sized", 0),
    "Tuple": ("builtins.tuple", -1),
    "Type": ("builtins.type", 1),
    "ValuesView": ("collections.abc.ValuesView", 1),
}

# Those that a class of their own can be made from directly.
_ABSTRACT = ("collections.abc", "contextlib")

_HINTS = frozenset(("evaluate_forward_ref", "get_type_hints"))

_CLASSES = frozenset(
    (
        "BinaryIO IO NamedTuple NamedTupleMeta Protocol SupportsAbs SupportsBytes SupportsComplex SupportsFloat "
        "SupportsIndex SupportsInt SupportsRound TextIO TypedDict _NamedTuple _ProtocolMeta _TypedDict "
        "_TypedDictMeta get_protocol_members is_protocol is_typeddict runtime_checkable"
    ).split()
)


def __getattr__(name):
    if name in _ALIASES:
        value = _make_alias(name)
    elif name in _CLASSES:
        import _typing_classes

        value = getattr(_typing_classes, name)
    elif name in _HINTS:
        import _typing_hints

        value = getattr(_typing_hints, name)
    elif name == "ForwardRef":
        from annotationlib import ForwardRef as value
    elif name == "AnyStr":
        value = TypeVar("AnyStr", bytes, str)
        value.__module__ = "typing"
    else:
        raise AttributeError(f"module 'typing' has no attribute {name!r}")
    globals()[name] = value
    return value


def _make_alias(name):
    """The alias of that name."""
    path, count = _ALIASES[name]
    module, _, attribute = path.rpartition(".")
    __import__(module)
    origin = getattr(sys.modules[module], attribute)
    kind = {"Callable": _CallableType, "Tuple": _TupleType}.get(name, _SpecialGenericAlias)
    defaults = ()
    if name == "Generator":
        defaults = (type(None), type(None))
    elif name == "AsyncGenerator":
        defaults = (type(None),)
    elif name in ("ContextManager", "AsyncContextManager"):
        defaults = (bool | None,)
    # Only what is no built-in class in disguise may be instantiated through its alias.
    inst = name not in ("Dict", "FrozenSet", "List", "Set", "Tuple", "Type") and module != "collections.abc"
    return kind(origin, count, name=name, inst=inst or name in ("Hashable", "Sized"), defaults=defaults)


# --- caching ---

# Aliases that were made, so that the same expression gives the same object.
_made = {}


def _remembered(make, owner, params):
    """`make(owner, params)`, or what it gave before."""
    key = make, owner, params
    try:
        found = _made.get(key)
    except TypeError:
        # Something that cannot be hashed, a list for instance.
        return make(owner, params)
    if found is None:
        if len(_made) > 1000:
            _made.clear()
        found = _made[key] = make(owner, params)
    return found


# --- the aliases of classes ---


class _SpecialGenericAlias(_BaseGenericAlias):
    """An alias such as `List`, without arguments as yet."""

    __iter__ = None

    def __init__(self, origin, nparams, *, inst=True, name=None, defaults=()):
        super().__init__(origin, inst=inst, name=name)
        self._nparams = nparams
        self._defaults = defaults
        self.__module__ = "typing"
        self.__qualname__ = name
        self.__doc__ = f"A generic version of {origin.__module__}.{origin.__qualname__}."

    @property
    def __name__(self):
        return self._name

    def __getitem__(self, params):
        return _remembered(_SpecialGenericAlias._subscript, self, params)

    def _subscript(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple([_type_check(each, "Parameters to generic types must be types.") for each in params])
        params = self._complete(params)
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def _complete(self, params):
        """The arguments with defaults for those left out; `TypeError` if the number is wrong."""
        expected = self._nparams
        if expected == 0:
            raise TypeError(f"{self} is not a generic class")
        least = expected - len(self._defaults)
        if len(params) < expected and len(params) >= least:
            params = (*params, *self._defaults[len(params) - expected :])
        if len(params) != expected:
            size = "many" if len(params) > expected else "few"
            wanted = f"at least {least}" if self._defaults and size == "few" else expected
            raise TypeError(f"Too {size} arguments for {self}; actual {len(params)}, expected {wanted}")
        return params

    def copy_with(self, params):
        """This alias with arguments."""
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return f"typing.{self._name}"

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if not isinstance(cls, _GenericAlias):
            return issubclass(cls, self.__origin__)
        return super().__subclasscheck__(cls)

    def __reduce__(self):
        return self._name


class _TupleType(_SpecialGenericAlias):
    """`Tuple`, which takes any number of arguments."""

    def __getitem__(self, params):
        return _remembered(_TupleType._subscript, self, params)

    def _subscript(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        msg = "Tuple[t0, t1, ...]: each t must be a type."
        if len(params) >= 2 and params[-1] is ...:
            params = (*[_type_check(each, msg) for each in params[:-1]], ...)
        else:
            params = tuple([_type_check(each, msg) for each in params])
        return self.copy_with(params)


class _CallableType(_SpecialGenericAlias):
    """`Callable`, whose arguments are a list of parameters and a result."""

    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        if isinstance(args, list):
            args = tuple(args)
        return _remembered(_CallableType._subscript, self, (args, result))

    def _subscript(self, params):
        args, result = params
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        if args is ... or isinstance(args, ParamSpec) or _is_concatenate(args):
            return self.copy_with((args, result))
        if not isinstance(args, tuple):
            args = (args,)
        return self.copy_with((*[_as_type(each) for each in args], result))


class _CallableGenericAlias(_GenericAlias):
    """`Callable[[parameters], result]`; the arguments are kept flat."""

    __iter__ = None

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and (args[0] is ... or isinstance(args[0], ParamSpec) or _is_concatenate(args[0])):
            return super().__repr__()
        shown = ", ".join([_type_repr(each) for each in args[:-1]])
        return f"typing.Callable[[{shown}], {_type_repr(args[-1])}]"

    def __reduce__(self):
        import operator
        import typing

        return operator.getitem, (typing.Callable, _callable_args(self))


def _callable_args(alias):
    """A callable's arguments as they were written: a list of parameters, and the result."""
    args = alias.__args__
    if len(args) == 2 and (args[0] is ... or isinstance(args[0], ParamSpec) or _is_concatenate(args[0])):
        return args
    return list(args[:-1]), args[-1]


# --- special forms ---


class _SpecialForm(_SpecialFormBase):
    """A name with a meaning of its own, which may take arguments in brackets."""

    __iter__ = None

    def __init__(self, name, doc, getitem=None, alone=False, outermost=False):
        self._name = self.__name__ = self.__qualname__ = name
        self.__module__ = "typing"
        self.__doc__ = doc
        self._getitem = getitem
        # Whether it means something without arguments; whether it may only stand around everything else.
        self._alone = alone
        self._outermost = outermost

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, params):
        if self._getitem is None:
            raise TypeError(f"{self} is not subscriptable")
        return _remembered(self._getitem, self, params)


class _TypedCacheSpecialForm(_SpecialForm):
    """A special form for which arguments that are equal may still differ, as 1 and True do."""

    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        return _remembered(_typed, self, (params, tuple([type(each) for each in params])))


def _typed(self, params_and_types):
    """What such a form gives for its parameters."""
    return self._getitem(self, params_and_types[0])


def _one(self, params):
    """One type in brackets."""
    return _GenericAlias(self, (_type_check(params, f"{self} accepts only single type."),))


def _one_special(self, params):
    """One type in brackets, which may be a special form itself."""
    item = _type_check(params, f"{self} accepts only single type.", allow_special=True)
    return _GenericAlias(self, (item,))


def _optional(self, params):
    if isinstance(params, tuple):
        raise TypeError(f"{self} requires a single type. Got {params!r:.100}.")
    return Union[_type_check(params, f"{self} requires a single type."), None]


def _literal(self, params):
    flat = []
    for param in params:
        flat.extend(param.__args__ if isinstance(param, _LiteralGenericAlias) else (param,))
    unique = []
    seen = []
    for param in flat:
        mark = param, type(param)
        if mark not in seen:
            seen.append(mark)
            unique.append(param)
    return _LiteralGenericAlias(self, tuple(unique))


def _concatenate(self, params):
    if params == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(params, tuple):
        params = (params,)
    if not (params[-1] is ... or isinstance(params[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    msg = "Concatenate[arg, ...]: each arg must be a type."
    params = (*[_type_check(each, msg) for each in params[:-1]], params[-1])
    return _ConcatenateGenericAlias(self, params)


def _unpack(self, params):
    return _UnpackGenericAlias(self, (_type_check(params, f"{self} accepts only single type."),))


def _annotated(self, params):
    if len(params) < 2:
        raise TypeError(
            "Annotated[...] should be used with at least two arguments (a type and an annotation)."
        )
    if getattr(params[0], "__typing_is_unpacked_typevartuple__", False):
        raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
    origin = _type_check(params[0], "Annotated[t, ...]: t must be a type.", allow_special=True)
    return _AnnotatedAlias(origin, params[1:])


class _LiteralGenericAlias(_GenericAlias):
    """`Literal[values]`."""

    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return self._marks() == other._marks()

    def __hash__(self):
        return hash(frozenset(self._marks()))

    def _marks(self):
        return {(arg, type(arg)) for arg in self.__args__}

    def __repr__(self):
        return f"typing.Literal[{', '.join([_type_repr(arg) for arg in self.__args__]) or '()'}]"

    def copy_with(self, args):
        return self.__class__(self.__origin__, args)


class _ConcatenateGenericAlias(_GenericAlias):
    """`Concatenate[types, P]`."""

    def copy_with(self, args):
        if isinstance(args[-1], (list, tuple)):
            return (*args[:-1], *args[-1])
        if _is_concatenate(args[-1]):
            args = (*args[:-1], *args[-1].__args__)
        return self.__class__(self.__origin__, args)


class _UnpackGenericAlias(_GenericAlias):
    """`Unpack[type]`, or `*type`."""

    def __repr__(self):
        return f"typing.Unpack[{_type_repr(self.__args__[0])}]"

    def __getitem__(self, args):
        if self.__typing_is_unpacked_typevartuple__:
            return args
        return super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        """The arguments of an unpacked tuple, or None."""
        (arg,) = self.__args__
        if isinstance(arg, (_GenericAlias, _BuiltinAlias)):
            if arg.__origin__ is not tuple:
                raise TypeError("Unpack[...] must be used with a tuple type")
            return arg.__args__
        return None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        """Whether a type variable tuple is unpacked."""
        return isinstance(self.__args__[0], TypeVarTuple)


class _AnnotatedAlias(_GenericAlias):
    """`Annotated[type, notes]`; it stands for the type."""

    __iter__ = None

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin, name="Annotated")
        self.__metadata__ = metadata

    def copy_with(self, params):
        (origin,) = params
        return self.__class__(origin, self.__metadata__)

    def __repr__(self):
        notes = ", ".join([repr(note) for note in self.__metadata__])
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {notes}]"

    def __reduce__(self):
        import operator

        return operator.getitem, (Annotated, (self.__origin__, *self.__metadata__))

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return "Annotated"
        return super().__getattr__(name)

    def __mro_entries__(self, bases):
        return (self.__origin__,)


Optional = _SpecialForm("Optional", "Either the type or None.", _optional)
ClassVar = _SpecialForm("ClassVar", "A variable of the class, not of its instances.", _one_special, outermost=True)
Final = _SpecialForm("Final", "A name that is not to be assigned again.", _one_special, outermost=True)
Literal = _TypedCacheSpecialForm("Literal", "One of the given values.", _literal)
Annotated = _TypedCacheSpecialForm("Annotated", "A type with notes for other tools.", _annotated)
Concatenate = _SpecialForm("Concatenate", "Parameters in front of a parameter specification.", _concatenate)
Unpack = _SpecialForm("Unpack", "The elements of a tuple type, or the keys of a typed dict.", _unpack)
Required = _SpecialForm("Required", "A key that a typed dict must have.", _one_special)
NotRequired = _SpecialForm("NotRequired", "A key that a typed dict may have.", _one_special)
ReadOnly = _SpecialForm("ReadOnly", "A key of a typed dict that is not to be changed.", _one_special)
TypeGuard = _SpecialForm("TypeGuard", "The result of a function that narrows a type if true.", _one)
TypeIs = _SpecialForm("TypeIs", "The result of a function that says whether a value is of a type.", _one)
NoReturn = _SpecialForm("NoReturn", "The result of a function that never returns.", alone=True)
Never = _SpecialForm("Never", "The type that has no values.", alone=True)
Self = _SpecialForm("Self", "The class that the annotation stands in.", alone=True)
LiteralString = _SpecialForm("LiteralString", "A string written in the program.", alone=True)
TypeAlias = _SpecialForm("TypeAlias", "Marks an assignment as an alias of a type.", alone=True)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        if self is Any:
            return "typing.Any"
        return super().__repr__()


class Any(metaclass=_AnyMeta):
    """Any type at all."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


class NewType:
    """A name for a type that a checker keeps apart from it; calling it gives the argument back."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        module = _caller_module(1)
        if module != "typing":
            self.__module__ = module

    def __call__(self, x, /):
        return x

    def __mro_entries__(self, bases):
        name = self.__name__

        class Refusing:
            """Says what to do instead."""

            def __init_subclass__(cls):
                raise TypeError(
                    "Cannot subclass an instance of NewType. Perhaps you were looking for: "
                    f"`{cls.__name__} = NewType({cls.__name__!r}, {name})`"
                )

        return (Refusing,)

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


# --- looking into types ---


def get_origin(tp):
    """The class or special form that a subscripted type was made from, or None."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, _BuiltinAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, Union):
        return Union
    return None


def get_args(tp):
    """The type arguments of a subscripted type."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_GenericAlias, _BuiltinAlias)):
        if isinstance(tp, _CallableGenericAlias) or (type(tp) is not _BuiltinAlias and _is_abc_callable(tp)):
            return _callable_args(tp)
        return tp.__args__
    if isinstance(tp, Union):
        return tp.__args__
    return ()


def _is_abc_callable(tp):
    """Whether a built-in alias is `collections.abc.Callable[…]`."""
    origin = tp.__origin__
    return getattr(origin, "__module__", None) == "collections.abc" and origin.__name__ == "Callable"


# --- functions and decorators that do next to nothing ---


def cast(typ, val):
    """`val`, which a checker takes to be of the type."""
    return val


def assert_type(val, typ, /):
    """`val`, of which a checker makes sure that it is of the type."""
    return val


def assert_never(arg, /):
    """Say that a place in the program cannot be reached; `AssertionError` if it is."""
    shown = repr(arg)
    if len(shown) > 100:
        shown = shown[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {shown}")


def reveal_type(obj, /):
    """Print the type of an object to standard error, and return the object."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def no_type_check(arg):
    """Mark a function or class (and what is defined in it) as not to be checked."""
    if isinstance(arg, type):
        for name in dir(arg):
            member = getattr(arg, name)
            if getattr(member, "__qualname__", None) != f"{arg.__qualname__}.{name}":
                continue
            if isinstance(member, type(no_type_check)):
                member.__no_type_check__ = True
            elif isinstance(member, type(_SpecialForm.__repr__.__get__(Optional))):
                member.__func__.__no_type_check__ = True
            elif isinstance(member, type):
                no_type_check(member)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        # A built-in.
        pass
    return arg


def no_type_check_decorator(decorator):
    """Make a decorator mark what it decorates as not to be checked."""
    from functools import wraps

    @wraps(decorator)
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))

    return wrapped


def _overload_dummy(*args, **kwds):
    """What an overload is replaced by."""
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions outside a stub "
        "module should always be followed by an implementation that is not @overload-ed."
    )


# The overloads by module, qualified name and line.
_overloads = {}


def overload(func):
    """Mark one of several signatures of a function; the implementation follows undecorated."""
    inner = getattr(func, "__func__", func)
    try:
        _overloads.setdefault((inner.__module__, inner.__qualname__), {})[inner.__code__.co_firstlineno] = func
    except AttributeError:
        # No ordinary function.
        pass
    return _overload_dummy


def get_overloads(func):
    """The overloads of a function, in order."""
    func = getattr(func, "__func__", func)
    return list(_overloads.get((func.__module__, func.__qualname__), {}).values())


def clear_overloads():
    """Forget all overloads."""
    _overloads.clear()


def final(f):
    """Mark a method that is not to be overridden, or a class that is not to be derived from."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        # Some objects take no attributes.
        pass
    return f


def override(method, /):
    """Mark a method that overrides one of a base."""
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def dataclass_transform(
    *,
    eq_default=True,
    order_default=False,
    kw_only_default=False,
    frozen_default=False,
    field_specifiers=(),
    **kwargs,
):
    """Mark a decorator or class as one that makes data classes."""

    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default,
            "order_default": order_default,
            "kw_only_default": kw_only_default,
            "frozen_default": frozen_default,
            "field_specifiers": field_specifiers,
            "kwargs": kwargs,
        }
        return cls_or_fn

    return decorator


__all__ = [
    name
    for name in (*globals(), *_ALIASES, *_CLASSES, *_HINTS, "ForwardRef", "AnyStr")
    if not name.startswith("_") and name not in ("sys", "NamedTupleMeta")
]
