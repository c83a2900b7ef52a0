"""The parts of `typing` that are classes to derive from: protocols, named tuples, typed dicts, files."""

from _typing import Generic, _caller_module, _GenericAlias, _is_protocol_root, _type_check
from abc import ABCMeta, abstractmethod
from typing import AnyStr, NotRequired, ReadOnly, Required

# --- protocols ---

# Attributes of a class that say nothing about what it can do.
_NOT_MEMBERS = frozenset(
    (
        "__abstractmethods__ __annotate__ __annotate_func__ __annotations__ __annotations_cache__ __class_getitem__ "
        "__dict__ __doc__ __firstlineno__ __init__ __module__ __new__ __non_callable_proto_members__ "
        "__orig_bases__ __orig_class__ __parameters__ __protocol_attrs__ __slots__ __static_attributes__ "
        "__subclasshook__ __type_params__ __weakref__ __match_args__ __qualname__ __conditional_annotations__ "
        "_is_protocol _is_protocol_root _is_runtime_protocol _abc_impl"
    ).split()
)

# Abstract classes outside this module that a protocol may derive from.
_ALLOWED_BASES = {
    "collections.abc": (
        "AsyncIterable AsyncIterator Awaitable Buffer Callable Collection Container Hashable Iterable Iterator "
        "Reversible Sized"
    ).split(),
    "contextlib": ["AbstractContextManager", "AbstractAsyncContextManager"],
    "io": ["Reader", "Writer"],
    "os": ["PathLike"],
}


def _members_of(cls):
    """The names that a protocol class and its protocol bases ask for."""
    from annotationlib import get_annotations

    names = set()
    for base in cls.__mro__[:-1]:
        if base is Generic or _is_protocol_root(base):
            continue
        try:
            annotations = base.__annotations__
        except Exception:
            annotations = get_annotations(base, format=3)
        for name in (*base.__dict__, *annotations):
            if not name.startswith("_abc_") and name not in _NOT_MEMBERS:
                names.add(name)
    return names


_nothing = object()


def _static(obj, name):
    """The attribute of an instance as it is stored, without running any code of its class."""
    for klass in type(obj).__mro__:
        found = klass.__dict__.get(name, _nothing)
        if found is not _nothing:
            return found
    try:
        return object.__getattribute__(obj, "__dict__").get(name, _nothing)
    except AttributeError:
        return _nothing


class _ProtocolMeta(ABCMeta):
    """The metaclass of protocols: their checks look at attributes, not at bases."""

    __module__ = "typing"

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        if name != "Protocol" and any(_is_protocol_root(base) for base in bases):
            for base in bases:
                if base in (object, Generic) or getattr(base, "_is_protocol", False):
                    continue
                if base.__name__ in _ALLOWED_BASES.get(base.__module__, ()):
                    continue
                raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")
        return super().__new__(mcls, name, bases, namespace, **kwargs)

    # What `abc` asks, whatever the protocol answers to others.
    _unchecked_subclasscheck = ABCMeta.__subclasscheck__

    def __init__(cls, *args, **kwargs):
        if getattr(cls, "_is_protocol", False):
            cls.__protocol_attrs__ = _members_of(cls)

    def _check_usable(cls, for_class):
        if not cls._is_runtime_protocol:
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if for_class:
            data = cls.__dict__.get("__non_callable_proto_members__")
            if data:
                listed = ", ".join(sorted(repr(name) for name in data))
                raise TypeError(
                    f"Protocols with non-method members don't support issubclass(). Non-method members: {listed}."
                )

    def __subclasscheck__(cls, other):
        if _is_protocol_root(cls):
            return type.__subclasscheck__(cls, other)
        if getattr(cls, "_is_protocol", False):
            if not isinstance(other, type):
                raise TypeError("issubclass() arg 1 must be a class")
            hook = cls.__dict__.get("__subclasshook__")
            if getattr(hook, "__func__", None) is _matches:
                cls._check_usable(True)
        return super().__subclasscheck__(other)

    def __instancecheck__(cls, instance):
        if _is_protocol_root(cls):
            return type.__instancecheck__(cls, instance)
        if not getattr(cls, "_is_protocol", False):
            return super().__instancecheck__(instance)
        cls._check_usable(False)
        if ABCMeta.__subclasscheck__(cls, instance.__class__):
            return True
        data = cls.__non_callable_proto_members__
        for name in cls.__protocol_attrs__:
            found = _static(instance, name)
            if found is _nothing or (found is None and name not in data):
                return False
        return True


def _matches(cls, other):
    """The hook of protocols: whether a class has all the names, directly or in its annotations."""
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    for name in cls.__protocol_attrs__:
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
            if getattr(other, "_is_protocol", False) and issubclass(other, Generic):
                try:
                    annotations = base.__annotations__
                except Exception:
                    annotations = {}
                if name in annotations:
                    break
        else:
            return NotImplemented
    return True


def _no_init(self, *args, **kwargs):
    """A protocol's initialiser: it refuses for protocols, and finds the real one for other classes."""
    cls = type(self)
    if cls._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    if cls.__init__ is not _no_init:
        return
    for base in cls.__mro__:
        init = base.__dict__.get("__init__", _no_init)
        if init is not _no_init:
            cls.__init__ = init
            break
    else:
        cls.__init__ = object.__init__
    cls.__init__(self, *args, **kwargs)


class Protocol(Generic, metaclass=_ProtocolMeta):
    """The base of protocols: classes that others belong to by having the right attributes."""

    __module__ = "typing"
    __slots__ = ()
    _is_protocol = True
    _is_protocol_root = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(_is_protocol_root(base) for base in cls.__bases__)
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = classmethod(_matches)
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init


def runtime_checkable(cls):
    """Allow `isinstance` with a protocol; it looks whether the attributes are there."""
    if not (isinstance(cls, type) and issubclass(cls, Generic) and getattr(cls, "_is_protocol", False)):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    data = set()
    for name in cls.__protocol_attrs__:
        try:
            if not callable(getattr(cls, name, None)):
                data.add(name)
        except Exception as error:
            raise TypeError(f"Failed to determine whether protocol member {name!r} is a method member") from error
    cls.__non_callable_proto_members__ = data
    return cls


def is_protocol(tp, /):
    """Whether a class is a protocol."""
    return isinstance(tp, type) and getattr(tp, "_is_protocol", False) and not _is_protocol_root(tp)


def get_protocol_members(tp, /):
    """The names that a protocol asks for."""
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    return frozenset(tp.__protocol_attrs__)


def _supports(name, method, doc, params=()):
    """A protocol of one method."""

    @abstractmethod
    def asked(self):
        raise NotImplementedError

    asked.__name__ = method
    asked.__qualname__ = f"{name}.{method}"
    asked.__doc__ = None
    bases = (Protocol[params],) if params else (Protocol,)
    from types import new_class

    body = {method: asked, "__slots__": (), "__doc__": doc, "__module__": "typing"}
    return runtime_checkable(new_class(name, bases, {}, lambda namespace: namespace.update(body)))


def _covariant():
    from _typing import TypeVar

    param = TypeVar("T_co", covariant=True)
    param.__module__ = "typing"
    return param


SupportsInt = _supports("SupportsInt", "__int__", "What `int()` takes.")
SupportsFloat = _supports("SupportsFloat", "__float__", "What `float()` takes.")
SupportsComplex = _supports("SupportsComplex", "__complex__", "What `complex()` takes.")
SupportsBytes = _supports("SupportsBytes", "__bytes__", "What `bytes()` takes.")
SupportsIndex = _supports("SupportsIndex", "__index__", "What can be an index.")
SupportsAbs = _supports("SupportsAbs", "__abs__", "What `abs()` takes.", _covariant())
SupportsRound = _supports("SupportsRound", "__round__", "What `round()` takes.", _covariant())


# --- annotations in a class body ---


def _body_annotations(namespace):
    """The annotations of a class body that is still a namespace; unknown names stay references."""
    from annotationlib import call_annotate_function, get_annotate_from_class_namespace

    if "__annotations__" in namespace:
        return dict(namespace["__annotations__"])
    annotate = get_annotate_from_class_namespace(namespace)
    return {} if annotate is None else dict(call_annotate_function(annotate, 3))


# --- named tuples ---

_RESERVED = frozenset(
    (
        "__new__ __init__ __slots__ __getnewargs__ _fields _field_defaults _field_types _make _replace _asdict "
        "_source"
    ).split()
)
_SET_BY_CLASS = frozenset(
    "__module__ __name__ __annotations__ __annotate__ __annotate_func__ __annotations_cache__".split()
)


def _make_named_tuple(name, types, module, defaults=()):
    """A named tuple class with annotations."""
    from collections import namedtuple

    checked = {key: _type_check(kind, f"field {key} annotation must be a type") for key, kind in types.items()}
    made = namedtuple(name, list(types), defaults=defaults, module=module)
    made.__annotations__ = checked
    made.__new__.__annotations__ = checked
    return made


class NamedTupleMeta(type):
    """Turns a class body with annotations into a named tuple."""

    __module__ = "typing"

    def __new__(cls, typename, bases, namespace):
        if _NamedTuple not in bases:
            raise TypeError("Multiple inheritance with NamedTuple is not supported")
        if "__classcell__" in namespace:
            raise TypeError("uses of super() and __class__ are unsupported in methods of NamedTuple subclasses")
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        bases = tuple([tuple if base is _NamedTuple else base for base in bases])
        types = _body_annotations(namespace)
        defaults = []
        for name in types:
            if name in namespace:
                defaults.append(name)
            elif defaults:
                raise TypeError(
                    f"non-default namedtuple field {name} cannot follow default "
                    f"field{'s' if len(defaults) > 1 else ''} {', '.join(defaults)}"
                )
        made = _make_named_tuple(
            typename, types, namespace["__module__"], tuple([namespace[name] for name in defaults])
        )
        made.__bases__ = bases
        if Generic in bases:
            made.__class_getitem__ = classmethod(Generic.__class_getitem__.__func__)
        for name, value in namespace.items():
            if name in _RESERVED:
                raise AttributeError("Cannot overwrite NamedTuple attribute " + name)
            if name in _SET_BY_CLASS:
                continue
            if name not in made._fields:
                setattr(made, name, value)
            tell = getattr(type(value), "__set_name__", None)
            if tell is not None:
                try:
                    tell(value, made, name)
                except BaseException as error:
                    error.add_note(
                        f"Error calling __set_name__ on {type(value).__name__!r} instance {name!r} in {typename!r}"
                    )
                    raise
        if Generic in bases:
            made.__init_subclass__()
        return made


_NamedTuple = type.__new__(NamedTupleMeta, "NamedTuple", (), {"__module__": "typing"})


def NamedTuple(typename, fields, /):
    """A named tuple with types: as a base class with annotations, or called with (name, type) pairs."""
    types = dict(fields)
    return _tell_bases(_make_named_tuple(typename, types, _caller_module(1)), NamedTuple)


def _tell_bases(cls, *written):
    cls.__orig_bases__ = written
    return cls


def _named_tuple_entries(bases):
    return (_NamedTuple,)


NamedTuple.__module__ = "typing"
NamedTuple.__mro_entries__ = _named_tuple_entries

# --- typed dicts ---


def _reference(kind, module):
    """A string in an annotation as a reference that knows its module; anything else as it is."""
    if not isinstance(kind, str):
        return kind
    from annotationlib import ForwardRef

    return ForwardRef(kind, module=module)


class _TypedDictMeta(type):
    """Turns a class body with annotations into a typed dict."""

    __module__ = "typing"

    def __new__(cls, name, bases, namespace, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        generic = (Generic,) if any(issubclass(base, Generic) for base in bases) else ()
        namespace = dict(namespace)
        own = _body_annotations(namespace)
        for key in ("__annotate__", "__annotate_func__", "__annotations_cache__", "__annotations__"):
            namespace.pop(key, None)
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), namespace)
        if not hasattr(made, "__orig_bases__"):
            made.__orig_bases__ = bases

        annotations = {}
        required, optional, frozen, mutable = set(), set(), set(), set()
        for base in bases:
            inherited = base.__dict__.get("__annotations__") or getattr(base, "__annotations__", {})
            annotations.update(inherited)
            base_required = base.__dict__.get("__required_keys__", set())
            required |= base_required
            optional -= base_required
            base_optional = base.__dict__.get("__optional_keys__", set())
            required -= base_optional
            optional |= base_optional
            frozen |= base.__dict__.get("__readonly_keys__", set())
            mutable |= base.__dict__.get("__mutable_keys__", set())
        msg = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        for key, kind in own.items():
            kind = _type_check(_reference(kind, made.__module__), msg, allow_special=True)
            annotations[key] = kind
            is_required, is_frozen = total, False
            for mark in _marks(kind):
                if mark is Required:
                    is_required = True
                elif mark is NotRequired:
                    is_required = False
                elif mark is ReadOnly:
                    is_frozen = True
            (required if is_required else optional).add(key)
            (optional if is_required else required).discard(key)
            if is_frozen:
                if key in mutable:
                    raise TypeError(f"Cannot override mutable key {key!r} with read-only key")
                frozen.add(key)
            else:
                mutable.add(key)
                frozen.discard(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__readonly_keys__ = frozenset(frozen)
        made.__mutable_keys__ = frozenset(mutable)
        made.__total__ = total
        return made

    # Making one makes a plain dict.
    __call__ = dict

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def _marks(kind):
    """The qualifiers around a key's type."""
    from typing import _AnnotatedAlias

    while True:
        if isinstance(kind, _AnnotatedAlias):
            kind = kind.__origin__
        elif isinstance(kind, _GenericAlias) and kind.__origin__ in (Required, NotRequired, ReadOnly):
            yield kind.__origin__
            (kind,) = kind.__args__
        else:
            return


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {"__module__": "typing"})


def TypedDict(typename, fields, /, *, total=True):
    """A dict with known keys: as a base class with annotations, or called with a dict of types."""
    namespace = {"__annotations__": dict(fields)}
    module = _caller_module(1)
    if module is not None:
        namespace["__module__"] = module
    return _tell_bases(_TypedDictMeta(typename, (), namespace, total=total), TypedDict)


def _typed_dict_entries(bases):
    return (_TypedDict,)


TypedDict.__module__ = "typing"
TypedDict.__mro_entries__ = _typed_dict_entries


def is_typeddict(tp):
    """Whether a class is a typed dict."""
    return isinstance(tp, _TypedDictMeta) and tp is not _TypedDict


# --- files ---


def _file_methods(cls):
    """Give an abstract file class its abstract methods."""
    for name in (
        "close fileno flush isatty read readable readline readlines seek seekable tell truncate writable write "
        "writelines __enter__ __exit__"
    ).split():

        def method(self, *args):
            pass

        method.__name__ = name
        method.__qualname__ = f"IO.{name}"
        setattr(cls, name, abstractmethod(method))
    return cls


@_file_methods
class IO(Generic[AnyStr]):
    """A file, as `open` gives it."""

    __module__ = "typing"
    __slots__ = ()


class BinaryIO(IO[bytes]):
    """A file of bytes."""

    __module__ = "typing"
    __slots__ = ()


class TextIO(IO[str]):
    """A file of text."""

    __module__ = "typing"
    __slots__ = ()
