"""Classes that are mainly their fields: a decorator writes the methods from the annotations."""

import sys
from _thread import get_ident as _get_ident

__all__ = [
    "Field",
    "FrozenInstanceError",
    "InitVar",
    "KW_ONLY",
    "MISSING",
    "asdict",
    "astuple",
    "dataclass",
    "field",
    "fields",
    "is_dataclass",
    "make_dataclass",
    "replace",
]


class FrozenInstanceError(AttributeError):
    """Raised on an attempt to change a frozen instance."""


class _MISSING_TYPE:
    """The type of `MISSING`."""


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    """The type of `KW_ONLY`."""


# As a field's annotation: the fields after it are for keywords only.
KW_ONLY = _KW_ONLY_TYPE()


class _Factory:
    """The default of a parameter whose field has a factory."""

    def __repr__(self):
        return "<factory>"


_FACTORY = _Factory()


class _Kind:
    """What sort of field one is."""

    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _Kind("_FIELD")
_FIELD_CLASSVAR = _Kind("_FIELD_CLASSVAR")
_FIELD_INITVAR = _Kind("_FIELD_INITVAR")

_MappingProxy = type(type.__dict__)
_NO_METADATA = _MappingProxy({})


class InitVar:
    """As a field's annotation: a parameter of `__init__` that goes to `__post_init__` only."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        kind = self.type
        if isinstance(kind, type) and type(kind) is not type(list[int]):
            return f"dataclasses.InitVar[{kind.__name__}]"
        return f"dataclasses.InitVar[{kind!r}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """One field of a data class; made by `field`."""

    __slots__ = (
        "name",
        "type",
        "default",
        "default_factory",
        "repr",
        "hash",
        "init",
        "compare",
        "metadata",
        "kw_only",
        "doc",
        "_field_type",
    )

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only, doc):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _NO_METADATA if metadata is None else _MappingProxy(metadata)
        self.kw_only = kw_only
        self.doc = doc
        self._field_type = None

    def __repr__(self):
        key = id(self), _get_ident()
        if key in _in_repr:
            return "..."
        _in_repr.add(key)
        try:
            return (
                f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
                f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},"
                f"hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},"
                f"kw_only={self.kw_only!r},doc={self.doc!r},_field_type={self._field_type})"
            )
        finally:
            _in_repr.discard(key)

    def __set_name__(self, owner, name):
        # The default may be a descriptor that wants to know its name.
        tell = getattr(type(self.default), "__set_name__", None)
        if tell is not None:
            tell(self.default, owner, name)

    @classmethod
    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


# The objects whose repr is under way, by identity and thread.
_in_repr = set()

# A slot's descriptor, which is no default value.
_SlotType = type(Field.name)


class _DataclassParams:
    """The arguments that the decorator was called with."""

    __slots__ = (
        "init",
        "repr",
        "eq",
        "order",
        "unsafe_hash",
        "frozen",
        "match_args",
        "kw_only",
        "slots",
        "weakref_slot",
    )

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        return f"_DataclassParams({','.join([f'{name}={getattr(self, name)!r}' for name in self.__slots__])})"


def field(
    *,
    default=MISSING,
    default_factory=MISSING,
    init=True,
    repr=True,
    hash=None,
    compare=True,
    metadata=None,
    kw_only=MISSING,
    doc=None,
):
    """Say more about a field than a default value can."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


# --- finding the fields ---


def _leading_names(text):
    """The first name in an annotation's text and the prefix before it: `a.B[c]` gives `('a', 'B')`."""
    text = text.strip()
    names = []
    while len(names) < 2:
        end = 0
        while end < len(text) and (text[end].isalnum() or text[end] == "_"):
            end += 1
        if end == 0:
            return None, None
        names.append(text[:end])
        text = text[end:].lstrip()
        if not text.startswith("."):
            break
        text = text[1:].lstrip()
    if len(names) == 1:
        return None, names[0]
    return names[0], names[1]


def _names_type(text, cls, home, wanted):
    """Whether the text of an annotation starts with a name for `wanted(value, home)`."""
    prefix, name = _leading_names(text)
    if name is None:
        return False
    module = sys.modules.get(cls.__module__)
    if module is None:
        return False
    if prefix is None:
        scope = module.__dict__
    elif module.__dict__.get(prefix) is home:
        scope = home.__dict__
    else:
        return False
    return wanted(scope.get(name), home)


def _is_classvar(annotation, typing):
    return annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar


def _is_initvar(annotation, _):
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only(annotation, _):
    return annotation is KW_ONLY


def _own_annotations(cls):
    """The annotations of the class itself; names not defined yet do no harm."""
    try:
        return cls.__annotations__
    except NameError:
        from annotationlib import Format, get_annotations

        return get_annotations(cls, format=Format.FORWARDREF)


def _make_field(cls, name, annotation, kw_only):
    """The field for one annotation."""
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        made = default
    else:
        made = field(default=MISSING if type(default) is _SlotType else default)
    made.name = name
    made.type = annotation
    made._field_type = _FIELD

    # Without that module nobody can have written a ClassVar.
    typing = sys.modules.get("typing")
    is_text = isinstance(annotation, str)
    if typing is not None and (
        _is_classvar(annotation, typing) or (is_text and _names_type(annotation, cls, typing, _is_classvar))
    ):
        made._field_type = _FIELD_CLASSVAR
    if made._field_type is _FIELD:
        here = sys.modules[__name__]
        if _is_initvar(annotation, here) or (is_text and _names_type(annotation, cls, here, _is_initvar)):
            made._field_type = _FIELD_INITVAR

    if made._field_type is not _FIELD and made.default_factory is not MISSING:
        raise TypeError(f"field {name} cannot have a default factory")
    if made._field_type is _FIELD_CLASSVAR:
        if made.kw_only is not MISSING:
            raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
    elif made.kw_only is MISSING:
        made.kw_only = kw_only
    if made._field_type is _FIELD and made.default.__class__.__hash__ is None:
        raise ValueError(
            f"mutable default {type(made.default)} for field {name} is not allowed: use default_factory"
        )
    return made


def _collect(cls, frozen, kw_only):
    """All fields of the class by name: inherited ones first."""
    found = {}
    frozen_bases = []
    for base in cls.__mro__[-1:0:-1]:
        inherited = getattr(base, "__dataclass_fields__", None)
        if inherited is not None:
            found.update(inherited)
            frozen_bases.append(base.__dataclass_params__.frozen)
    if frozen_bases:
        if any(frozen_bases) and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if frozen and not all(frozen_bases):
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")

    annotations = _own_annotations(cls)
    here = sys.modules[__name__]
    seen_marker = False
    own = []
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or (
            isinstance(annotation, str) and _names_type(annotation, cls, here, _is_kw_only)
        ):
            if seen_marker:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen_marker = True
            kw_only = True
        else:
            own.append(_make_field(cls, name, annotation, kw_only))
    for made in own:
        found[made.name] = made
        # The class keeps the default itself, or nothing.
        if isinstance(getattr(cls, made.name, None), Field):
            if made.default is MISSING:
                delattr(cls, made.name)
            else:
                setattr(cls, made.name, made.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return found


# --- writing the methods ---


class _Writer:
    """Gathers the text of the methods, which is compiled in one go."""

    def __init__(self, cls):
        self.cls = cls
        self.lines = []
        self.names = []
        # What the methods need, under names that no field has; it reaches them as closure variables,
        # so that their global names can be those of the class's module.
        self.scope = {
            "__dc_factory__": _FACTORY,
            "__dc_hash__": hash,
            "__dc_id__": id,
            "__dc_in_repr__": _in_repr,
            "__dc_set__": object.__setattr__,
            "__dc_thread__": _get_ident,
        }

    def add(self, name, parameters, body):
        """Add a method with the given body lines."""
        self.names.append(name)
        self.lines.append(f" def {name}({parameters}):")
        self.lines.extend(["  " + line for line in body])

    def finish(self, refuse):
        """Compile, and put every method into the class that it does not have yet.

        `refuse` gives, for names that the class must not have, the end of the message.
        """
        if not self.names:
            return
        cls = self.cls
        for name in self.names:
            if name in refuse and name in cls.__dict__:
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}{refuse[name]}")
        text = "\n".join(
            [f"def __create__({', '.join(self.scope)}):", *self.lines, f" return ({', '.join(self.names)},)"]
        )
        module = sys.modules.get(cls.__module__)
        made = {}
        exec(text, {} if module is None else module.__dict__, made)
        functions = made["__create__"](**self.scope)
        for name, function in zip(self.names, functions):
            if name not in cls.__dict__ or name == "__hash__":
                function.__qualname__ = f"{cls.__qualname__}.{name}"
                setattr(cls, name, function)


def _write_init(writer, params, fields, has_post_init):
    """Write `__init__`; its annotations are those of the fields."""
    taken = [each for each in fields if each.init]
    positional = [each for each in taken if not each.kw_only]
    by_name = [each for each in taken if each.kw_only]
    with_default = None
    for each in positional:
        if each.default is not MISSING or each.default_factory is not MISSING:
            with_default = each
        elif with_default is not None:
            raise TypeError(
                f"non-default argument {each.name!r} follows default argument {with_default.name!r}"
            )

    self_name = "__dataclass_self__" if any(each.name == "self" for each in fields) else "self"
    scope = writer.scope
    body = []
    for each in fields:
        name = each.name
        value = name
        if each.default_factory is not MISSING:
            scope[f"__dc_default_{name}__"] = each.default_factory
            value = f"__dc_default_{name}__()"
            if each.init:
                value += f" if {name} is __dc_factory__ else {name}"
        elif each.default is not MISSING:
            scope[f"__dc_default_{name}__"] = each.default
            if not each.init:
                # The class attribute does, unless slots are in its way.
                if not params.slots:
                    continue
                value = f"__dc_default_{name}__"
        elif not each.init:
            continue
        if each._field_type is _FIELD_INITVAR:
            continue
        if params.frozen:
            body.append(f"__dc_set__({self_name}, {name!r}, {value})")
        else:
            body.append(f"{self_name}.{name} = {value}")
    if has_post_init:
        arguments = ", ".join([each.name for each in fields if each._field_type is _FIELD_INITVAR])
        body.append(f"{self_name}.__post_init__({arguments})")

    parameters = [self_name] + [_parameter(each) for each in positional]
    if by_name:
        parameters.append("*")
        parameters.extend([_parameter(each) for each in by_name])
    writer.add("__init__", ", ".join(parameters), body or ["pass"])
    return {each.name: each.type for each in positional + by_name}


def _parameter(each):
    """How a field stands in the parameter list."""
    if each.default is not MISSING:
        return f"{each.name}=__dc_default_{each.name}__"
    if each.default_factory is not MISSING:
        return f"{each.name}=__dc_factory__"
    return each.name


def _write_repr(writer, fields):
    """Write `__repr__`, guarded against an object that holds itself."""
    shown = ", ".join([f"{each.name}={{self.{each.name}!r}}" for each in fields])
    writer.add(
        "__repr__",
        "self",
        [
            "key = __dc_id__(self), __dc_thread__()",
            "if key in __dc_in_repr__:",
            ' return "..."',
            "__dc_in_repr__.add(key)",
            "try:",
            f' return f"{{self.__class__.__qualname__}}({shown})"',
            "finally:",
            " __dc_in_repr__.discard(key)",
        ],
    )


def _as_tuple(owner, fields):
    """The text of a tuple of an object's fields."""
    return "(" + "".join([f"{owner}.{each.name}, " for each in fields]) + ")"


def _write_comparisons(writer, fields, eq, order):
    """Write `__eq__` and the methods of order."""
    if eq:
        same = " and ".join([f"self.{each.name} == other.{each.name}" for each in fields]) or "True"
        writer.add(
            "__eq__",
            "self, other",
            [
                "if self is other:",
                " return True",
                "if other.__class__ is self.__class__:",
                f" return {same}",
                "return NotImplemented",
            ],
        )
    if order:
        left, right = _as_tuple("self", fields), _as_tuple("other", fields)
        for name, sign in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            writer.add(
                name,
                "self, other",
                [
                    "if other.__class__ is self.__class__:",
                    f" return {left} {sign} {right}",
                    "return NotImplemented",
                ],
            )


def _freeze(cls, fields, box):
    """Give the class methods that refuse changes; `box` holds the class, which slots may replace."""
    names = frozenset(each.name for each in fields)

    def __setattr__(self, name, value):
        owner = box[0]
        if type(self) is owner or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(owner, self).__setattr__(name, value)

    def __delattr__(self, name):
        owner = box[0]
        if type(self) is owner or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(owner, self).__delattr__(name)

    for method in (__setattr__, __delattr__):
        name = method.__name__
        if name in cls.__dict__:
            raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")
        method.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, method)


def _settle_hash(cls, writer, fields, params):
    """Decide what becomes of `__hash__`, as the language does for hand-written classes."""
    given = cls.__dict__.get("__hash__", MISSING)
    # Python itself sets None for a class that defines `__eq__` only.
    explicit = not (given is MISSING or (given is None and "__eq__" in cls.__dict__))
    if params.unsafe_hash:
        if explicit:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    elif not params.eq or explicit:
        return False
    elif not params.frozen:
        return True
    hashed = [each for each in fields if (each.compare if each.hash is None else each.hash)]
    writer.add("__hash__", "self", [f"return __dc_hash__({_as_tuple('self', hashed)})"])
    return False


# --- the decorator ---


def dataclass(
    cls=None,
    /,
    *,
    init=True,
    repr=True,
    eq=True,
    order=False,
    unsafe_hash=False,
    frozen=False,
    match_args=True,
    kw_only=False,
    slots=False,
    weakref_slot=False,
):
    """Add the methods of a data class to a class, going by its annotations."""
    params = _DataclassParams(
        init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot
    )
    if cls is None:
        return lambda cls: _process(cls, params)
    return _process(cls, params)


_NO_ORDER = " Consider using functools.total_ordering"
_ORDER_METHODS = dict.fromkeys(("__lt__", "__le__", "__gt__", "__ge__"), _NO_ORDER)


def _process(cls, params):
    """Turn a class into a data class."""
    found = _collect(cls, params.frozen, params.kw_only)
    cls.__dataclass_fields__ = found
    cls.__dataclass_params__ = params
    everything = list(found.values())
    instance_fields = [each for each in everything if each._field_type is _FIELD]
    init_fields = [each for each in everything if each._field_type is not _FIELD_CLASSVAR]
    compared = [each for each in instance_fields if each.compare]
    if params.order and not params.eq:
        raise ValueError("eq must be true if order is true")

    writer = _Writer(cls)
    own_init = params.init and "__init__" not in cls.__dict__
    annotations = None
    if params.init:
        annotations = _write_init(writer, params, init_fields, hasattr(cls, "__post_init__"))
    if params.repr:
        _write_repr(writer, [each for each in instance_fields if each.repr])
    _write_comparisons(writer, compared, params.eq, params.order)
    unhashable = _settle_hash(cls, writer, instance_fields, params)
    box = [cls]
    if params.frozen:
        _freeze(cls, instance_fields, box)
    writer.finish(_ORDER_METHODS)
    if unhashable:
        cls.__hash__ = None
    if own_init:
        annotations["return"] = None
        cls.__init__.__annotations__ = annotations
    if "__replace__" not in cls.__dict__:
        cls.__replace__ = _replace
    if not getattr(cls, "__doc__", None):
        cls.__doc__ = _describe(cls, init_fields, own_init)
    if params.match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple([each.name for each in init_fields if each.init and not each.kw_only])
    if params.weakref_slot and not params.slots:
        raise TypeError("weakref_slot is True but slots is False")
    if params.slots:
        from _dataclass_slots import _with_slots

        cls = box[0] = _with_slots(cls, params, instance_fields)
    if hasattr(cls, "__abstractmethods__"):
        from abc import update_abstractmethods

        update_abstractmethods(cls)
    return cls


def _describe(cls, fields, own_init):
    """The class's signature, for its documentation."""
    if not own_init:
        from inspect import signature

        try:
            return cls.__name__ + str(signature(cls)).replace(" -> None", "")
        except (TypeError, ValueError):
            return cls.__name__
    from annotationlib import _text

    parts = []
    taken = [each for each in fields if each.init]
    by_name = [each for each in taken if each.kw_only]
    for each in [each for each in taken if not each.kw_only] + by_name:
        kind = each.type
        shown = repr(kind) if isinstance(kind, str) else _text(kind).replace("typing.", "")
        text = f"{each.name}: {shown}"
        if each.default is not MISSING:
            text += f" = {each.default!r}"
        elif each.default_factory is not MISSING:
            text += " = <factory>"
        parts.append(text)
    if by_name:
        parts.insert(len(parts) - len(by_name), "*")
    return f"{cls.__name__}({', '.join(parts)})"


# --- functions on data classes ---


def fields(class_or_instance):
    """A tuple of the fields of a data class or an instance."""
    try:
        found = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([each for each in found.values() if each._field_type is _FIELD])


def _is_instance(obj):
    """Whether `obj` is an instance of a data class."""
    return hasattr(type(obj), "__dataclass_fields__")


def is_dataclass(obj):
    """Whether `obj` is a data class or an instance of one."""
    return hasattr(obj if isinstance(obj, type) else type(obj), "__dataclass_fields__")


# Values of these types are taken as they are.
_ATOMIC = frozenset(
    (type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented), type, range, property)
    + (type(len), type(_is_instance))
)


def asdict(obj, *, dict_factory=dict):
    """The fields of an instance as a dict, those of instances inside it too."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _as_dict(obj, dict_factory)


def _as_dict(obj, dict_factory):
    kind = type(obj)
    if kind in _ATOMIC:
        return obj
    if hasattr(kind, "__dataclass_fields__"):
        pairs = [(each.name, _as_dict(getattr(obj, each.name), dict_factory)) for each in fields(obj)]
        return dict(pairs) if dict_factory is dict else dict_factory(pairs)
    if kind is list:
        return [_as_dict(item, dict_factory) for item in obj]
    return _convert(obj, kind, lambda item: _as_dict(item, dict_factory))


def astuple(obj, *, tuple_factory=tuple):
    """The fields of an instance as a tuple, those of instances inside it too."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _as_plain_tuple(obj, tuple_factory)


def _as_plain_tuple(obj, tuple_factory):
    kind = type(obj)
    if kind in _ATOMIC:
        return obj
    if hasattr(kind, "__dataclass_fields__"):
        return tuple_factory([_as_plain_tuple(getattr(obj, each.name), tuple_factory) for each in fields(obj)])
    return _convert(obj, kind, lambda item: _as_plain_tuple(item, tuple_factory))


def _convert(obj, kind, inner):
    """A container like `obj` with its elements converted; a deep copy of anything else."""
    if issubclass(kind, tuple) and hasattr(obj, "_fields"):
        return kind(*[inner(item) for item in obj])
    if issubclass(kind, (list, tuple)):
        return kind([inner(item) for item in obj])
    if issubclass(kind, dict):
        pairs = [(inner(key), inner(value)) for key, value in obj.items()]
        if hasattr(kind, "default_factory"):
            result = kind(obj.default_factory)
            result.update(pairs)
            return result
        return kind(pairs)
    from copy import deepcopy

    return deepcopy(obj)


def replace(obj, /, **changes):
    """A copy of an instance with some fields replaced."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    """A copy with some fields replaced."""
    for each in self.__dataclass_fields__.values():
        name = each.name
        if each._field_type is _FIELD_CLASSVAR:
            continue
        if not each.init:
            if name in changes:
                raise TypeError(f"field {name} is declared with init=False, it cannot be specified with replace()")
        elif name not in changes:
            if each._field_type is _FIELD_INITVAR:
                if each.default is MISSING:
                    raise TypeError(f"InitVar {name!r} must be specified with replace()")
            else:
                changes[name] = getattr(self, name)
    return self.__class__(**changes)


def make_dataclass(
    cls_name,
    fields,
    *,
    bases=(),
    namespace=None,
    init=True,
    repr=True,
    eq=True,
    order=False,
    unsafe_hash=False,
    frozen=False,
    match_args=True,
    kw_only=False,
    slots=False,
    weakref_slot=False,
    module=None,
    decorator=dataclass,
):
    """Make a data class from a list of names, (name, type) or (name, type, field) entries."""
    from keyword import iskeyword
    from types import new_class

    namespace = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            from typing import Any

            name, kind = item, Any
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, namespace[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = kind

    def fill(scope):
        scope.update(namespace)
        scope["__annotations__"] = annotations

    cls = new_class(cls_name, bases, {}, fill)
    if module is None:
        try:
            module = sys._getframemodulename(1) or "__main__"
        except AttributeError:
            module = sys._getframe(1).f_globals.get("__name__", "__main__")
    if module is not None:
        cls.__module__ = module
    return decorator(
        cls,
        init=init,
        repr=repr,
        eq=eq,
        order=order,
        unsafe_hash=unsafe_hash,
        frozen=frozen,
        match_args=match_args,
        kw_only=kw_only,
        slots=slots,
        weakref_slot=weakref_slot,
    )
