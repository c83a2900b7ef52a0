"""Signatures of callables: the part of `inspect` that describes and binds parameters."""

import sys
from enum import IntEnum
from types import BuiltinFunctionType, FunctionType, MappingProxyType, MethodType


class _empty:
    """Stands for a default or annotation that is not there."""

    __module__ = "inspect"


class _ParameterKind(IntEnum):
    """How a parameter takes its argument."""

    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional or keyword"
    VAR_POSITIONAL = "variadic positional"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "variadic keyword"

    def __new__(cls, description):
        value = len(cls.__members__)
        item = int.__new__(cls, value)
        item._value_ = value
        item.description = description
        return item

    def __str__(self):
        return self.name


_ParameterKind.__module__ = "inspect"
_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = _ParameterKind


def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    """How an annotation is written in a signature."""
    if not quote_annotation_strings and isinstance(annotation, str):
        return annotation
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, type) and type(annotation) is not type(list[int]):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation)


class Parameter:
    """One parameter: its name, kind, default and annotation."""

    __module__ = "inspect"
    __slots__ = ("_name", "_kind", "_default", "_annotation")

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind") from None
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[:1] == "." and name[1:].isdigit():
            # The one argument of a comprehension has a name that no program can write.
            if self._kind is not _POSITIONAL_OR_KEYWORD:
                raise ValueError(
                    "implicit arguments must be passed as positional or keyword arguments, "
                    f"not {self._kind.description}"
                )
            self._kind = _POSITIONAL_ONLY
            name = f"implicit{name[1:]}"
        from keyword import iskeyword

        if (iskeyword(name) and self._kind is not _POSITIONAL_ONLY) or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name
        self._default = default
        self._annotation = annotation

    @property
    def name(self):
        """The name."""
        return self._name

    @property
    def kind(self):
        """How it takes its argument."""
        return self._kind

    @property
    def default(self):
        """The default value, or `Parameter.empty`."""
        return self._default

    @property
    def annotation(self):
        """The annotation, or `Parameter.empty`."""
        return self._annotation

    def replace(self, *, name=..., kind=..., annotation=..., default=...):
        """A parameter like this with some of it replaced."""
        return type(self)(
            self._name if name is ... else name,
            self._kind if kind is ... else kind,
            default=self._default if default is ... else default,
            annotation=self._annotation if annotation is ... else annotation,
        )

    __replace__ = replace

    def _shown(self, quote_annotation_strings=True):
        text = self._name
        if self._annotation is not _empty:
            text += ": " + formatannotation(
                self._annotation, quote_annotation_strings=quote_annotation_strings
            )
        if self._default is not _empty:
            text += ("=" if self._annotation is _empty else " = ") + repr(self._default)
        if self._kind is _VAR_POSITIONAL:
            return "*" + text
        if self._kind is _VAR_KEYWORD:
            return "**" + text
        return text

    def __str__(self):
        return self._shown()

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return (
            self._name == other._name
            and self._kind == other._kind
            and self._default == other._default
            and self._annotation == other._annotation
        )

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __reduce__(self):
        return _remake, (type(self), (self._name, self._kind), self._default, self._annotation)


def _remake(cls, args, default, annotation):
    return cls(*args, default=default, annotation=annotation)


class BoundArguments:
    """Arguments sorted out by the parameters they go to."""

    __module__ = "inspect"
    __slots__ = ("arguments", "_signature", "__weakref__")

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    @property
    def signature(self):
        """The signature that the arguments were bound to."""
        return self._signature

    def _divided(self):
        args = []
        kwargs = {}
        by_name = False
        for name, param in self._signature.parameters.items():
            kind = param._kind
            if kind is _VAR_KEYWORD or kind is _KEYWORD_ONLY:
                by_name = True
            elif name not in self.arguments and kind is not _VAR_POSITIONAL:
                # What follows a gap can only go by name.
                by_name = True
                continue
            if name not in self.arguments:
                continue
            value = self.arguments[name]
            if kind is _VAR_KEYWORD:
                kwargs.update(value)
            elif kind is _VAR_POSITIONAL:
                args.extend(value)
            elif by_name:
                kwargs[name] = value
            else:
                args.append(value)
        return tuple(args), kwargs

    @property
    def args(self):
        """The positional arguments."""
        return self._divided()[0]

    @property
    def kwargs(self):
        """The keyword arguments."""
        return self._divided()[1]

    def apply_defaults(self):
        """Add the defaults of the parameters that got no argument."""
        complete = {}
        for name, param in self._signature.parameters.items():
            if name in self.arguments:
                complete[name] = self.arguments[name]
            elif param._default is not _empty:
                complete[name] = param._default
            elif param._kind is _VAR_POSITIONAL:
                complete[name] = ()
            elif param._kind is _VAR_KEYWORD:
                complete[name] = {}
        self.arguments = complete

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self._signature == other._signature and self.arguments == other.arguments

    __hash__ = None

    def __repr__(self):
        shown = ", ".join([f"{name}={value!r}" for name, value in self.arguments.items()])
        return f"<{type(self).__name__} ({shown})>"


class Signature:
    """The parameters of a callable and the annotation of its result."""

    __module__ = "inspect"
    __slots__ = ("_return_annotation", "_parameters")

    empty = _empty
    _parameter_cls = Parameter

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        from collections import OrderedDict

        ordered = OrderedDict()
        top = _POSITIONAL_ONLY
        seen_default = False
        for param in parameters or ():
            kind, name = param._kind, param._name
            if __validate_parameters__:
                if kind < top:
                    raise ValueError(
                        f"wrong parameter order: {top.description} parameter before {kind.description} parameter"
                    )
                top = kind
                if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                    if param._default is not _empty:
                        seen_default = True
                    elif seen_default:
                        raise ValueError("non-default argument follows default argument")
                if name in ordered:
                    raise ValueError(f"duplicate parameter name: {name!r}")
            ordered[name] = param
        self._parameters = MappingProxyType(ordered)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(
        cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False, annotation_format=1
    ):
        """The signature of a callable."""
        return _of(cls, obj, follow_wrapped, (globals, locals, eval_str, annotation_format))

    @property
    def parameters(self):
        """The parameters by name, in order."""
        return self._parameters

    @property
    def return_annotation(self):
        """The annotation of the result, or `Signature.empty`."""
        return self._return_annotation

    def replace(self, *, parameters=..., return_annotation=...):
        """A signature like this with the parameters or the result replaced."""
        return type(self)(
            self._parameters.values() if parameters is ... else parameters,
            return_annotation=self._return_annotation if return_annotation is ... else return_annotation,
        )

    __replace__ = replace

    def _comparable(self):
        positional = [each for each in self._parameters.values() if each._kind is not _KEYWORD_ONLY]
        by_name = {name: each for name, each in self._parameters.items() if each._kind is _KEYWORD_ONLY}
        return positional, by_name, self._return_annotation

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return self._comparable() == other._comparable()

    def __hash__(self):
        positional, by_name, result = self._comparable()
        return hash((tuple(positional), frozenset(by_name.values()), result))

    def _bind(self, args, kwargs, partial):
        arguments = {}
        waiting = list(args)
        position = 0
        rest = None
        for param in self._parameters.values():
            kind, name = param._kind, param._name
            if kind is _VAR_KEYWORD:
                rest = param
            elif kind is _VAR_POSITIONAL:
                if position < len(waiting):
                    arguments[name] = tuple(waiting[position:])
                    position = len(waiting)
            elif kind is not _KEYWORD_ONLY and position < len(waiting):
                if name in kwargs and kind is not _POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = waiting[position]
                position += 1
            elif name in kwargs and kind is not _POSITIONAL_ONLY:
                arguments[name] = kwargs.pop(name)
            elif param._default is _empty and not partial:
                if kind is _POSITIONAL_ONLY and name in kwargs and not self._takes_any():
                    raise TypeError(
                        f"{name!r} parameter is positional only, but was passed as a keyword"
                    )
                raise TypeError(f"missing a required argument: {name!r}")
        if position < len(waiting):
            raise TypeError("too many positional arguments")
        if kwargs:
            if rest is None:
                only = [
                    name
                    for name, param in self._parameters.items()
                    if param._kind is _POSITIONAL_ONLY and name in kwargs
                ]
                if only:
                    listed = ", ".join(repr(name) for name in only)
                    raise TypeError(f"got some positional-only arguments passed as keyword arguments: {listed}")
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
            arguments[rest._name] = kwargs
        return BoundArguments(self, arguments)

    def _takes_any(self):
        """Whether there is a `**` parameter."""
        return any(param._kind is _VAR_KEYWORD for param in self._parameters.values())

    def bind(self, /, *args, **kwargs):
        """Sort out the arguments of a call; `TypeError` if it could not be made."""
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        """Sort out arguments of which some may be missing."""
        return self._bind(args, kwargs, True)

    def format(self, *, max_width=None, quote_annotation_strings=True):
        """The signature as text, one parameter to a line if it would be wider than `max_width`."""
        parts = []
        only_positional = False
        star = True
        for param in self._parameters.values():
            kind = param._kind
            if kind is _POSITIONAL_ONLY:
                only_positional = True
            elif only_positional:
                parts.append("/")
                only_positional = False
            if kind is _VAR_POSITIONAL:
                star = False
            elif kind is _KEYWORD_ONLY and star:
                parts.append("*")
                star = False
            parts.append(param._shown(quote_annotation_strings))
        if only_positional:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(parts) + "\n)"
        if self._return_annotation is not _empty:
            text += " -> " + formatannotation(
                self._return_annotation, quote_annotation_strings=quote_annotation_strings
            )
        return text

    def __str__(self):
        return self.format()

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __reduce__(self):
        return _remake_signature, (type(self), tuple(self._parameters.values()), self._return_annotation)


def _remake_signature(cls, parameters, return_annotation):
    return cls(parameters, return_annotation=return_annotation)


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False, annotation_format=1):
    """The signature of a callable; `ValueError` if it has none, `TypeError` if the object cannot be called."""
    return _of(Signature, obj, follow_wrapped, (globals, locals, eval_str, annotation_format))


# --- finding the signature ---


def _of(cls, obj, follow_wrapped, options):
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if isinstance(obj, MethodType):
        return _without_first(_of(cls, obj.__func__, follow_wrapped, options))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda each: hasattr(each, "__signature__") or isinstance(each, MethodType))
        if isinstance(obj, MethodType):
            return _of(cls, obj, follow_wrapped, options)
    given = getattr(obj, "__signature__", None)
    if given is not None:
        if isinstance(given, Signature):
            return given
        raise TypeError(f"unexpected object {given!r} in __signature__ attribute")

    method = getattr(obj, "__partialmethod__", None)
    if method is not None and type(method).__name__ == "partialmethod":
        wrapped = _of(cls, method.func, follow_wrapped, options)
        first, *rest = wrapped.parameters.values()
        if first._kind is _VAR_POSITIONAL:
            return _partially(wrapped, method)
        bound = _partially(wrapped.replace(parameters=rest), method)
        return bound.replace(parameters=(first, *bound.parameters.values()))

    if isinstance(obj, FunctionType) or _looks_like_function(obj):
        return _of_function(cls, obj, options)
    if _is_builtin(obj):
        return _of_builtin(cls, obj)
    if type(obj).__name__ == "partial" and hasattr(obj, "func") and hasattr(obj, "keywords"):
        return _partially(_of(cls, obj.func, follow_wrapped, options), obj)
    if isinstance(obj, type):
        return _of_class(cls, obj, follow_wrapped, options)

    text = getattr(obj, "__text_signature__", None)
    if isinstance(text, str) and text:
        return _parse(cls, obj, text)
    # An instance with a __call__ of its own.
    call = getattr(type(obj), "__call__", None)
    if call is not None:
        try:
            return _without_first(_of(cls, call, follow_wrapped, options))
        except ValueError as error:
            raise ValueError(f"no signature found for {obj!r}") from error
    raise ValueError(f"callable {obj!r} is not supported by signature")


def unwrap(func, *, stop=None):
    """Follow `__wrapped__` to the function inside; `ValueError` if that goes round in a circle."""
    original = func
    seen = {id(func): func}
    while not isinstance(func, type) and hasattr(func, "__wrapped__"):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= sys.getrecursionlimit():
            raise ValueError(f"wrapper loop when unwrapping {original!r}")
        seen[id(func)] = func
    return func


def _without_first(sig):
    """A bound method's signature: without the parameter that is filled already."""
    params = list(sig.parameters.values())
    if not params or params[0]._kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if params[0]._kind is not _VAR_POSITIONAL:
        del params[0]
    return sig.replace(parameters=params)


def _looks_like_function(obj):
    """Whether something that is no function has all that matters of one."""
    if isinstance(obj, type) or not callable(obj):
        return False
    return (
        isinstance(getattr(obj, "__name__", None), str)
        and type(getattr(obj, "__code__", None)) is type(unwrap.__code__)
        and hasattr(obj, "__defaults__")
        and hasattr(obj, "__kwdefaults__")
    )


def _of_function(cls, func, options):
    from annotationlib import get_annotations

    code = func.__code__
    count = code.co_argcount
    names = code.co_varnames
    only = code.co_posonlyargcount
    by_name = code.co_kwonlyargcount
    scope, inner, eval_str, format = options
    annotations = get_annotations(func, globals=scope, locals=inner, eval_str=eval_str, format=format)
    defaults = func.__defaults__ or ()
    kwdefaults = func.__kwdefaults__ or {}
    make = cls._parameter_cls
    params = []
    first_default = count - len(defaults)
    for index, name in enumerate(names[:count]):
        params.append(
            make(
                name,
                _POSITIONAL_ONLY if index < only else _POSITIONAL_OR_KEYWORD,
                default=_empty if index < first_default else defaults[index - first_default],
                annotation=annotations.get(name, _empty),
            )
        )
    last = count + by_name
    if code.co_flags & 4:
        name = names[last]
        params.append(make(name, _VAR_POSITIONAL, annotation=annotations.get(name, _empty)))
        last += 1
    for name in names[count : count + by_name]:
        params.append(
            make(
                name,
                _KEYWORD_ONLY,
                default=kwdefaults.get(name, _empty),
                annotation=annotations.get(name, _empty),
            )
        )
    if code.co_flags & 8:
        name = names[last]
        params.append(make(name, _VAR_KEYWORD, annotation=annotations.get(name, _empty)))
    return cls(params, return_annotation=annotations.get("return", _empty))


_BUILTIN_KINDS = (
    BuiltinFunctionType,
    type(str.join),
    type(object.__init__),
    type(object().__str__),
    type(dict.__dict__["fromkeys"]),
)


def _is_builtin(obj):
    return isinstance(obj, _BUILTIN_KINDS)


def _of_builtin(cls, obj):
    text = getattr(obj, "__text_signature__", None)
    if not text:
        raise ValueError(f"no signature found for builtin {obj!r}")
    return _parse(cls, obj, text)


def _parse(cls, obj, text):
    """The signature that a native function gives as text, `($self, x, /, y=1)` for instance."""
    params = text.strip()[1:-1].split("$", 1)
    drop = ""
    if len(params) == 2:
        # The parameter after the sign is the object that a bound method has already.
        drop = params[1].split(",", 1)[0].split("/", 1)[0].strip()
    plain = "".join(params)
    scope = {}
    module = sys.modules.get(getattr(obj, "__module__", None) or "builtins")
    names = {"sys": sys, **({} if module is None else module.__dict__)}
    try:
        exec(f"def probe({plain}): pass", names, scope)
    except Exception:
        raise ValueError(f"{obj!r} builtin has invalid signature") from None
    sig = _of_function(cls, scope["probe"], (None, None, False, 1))
    if drop:
        found = list(sig.parameters.values())
        bound = getattr(obj, "__self__", None) is not None
        if found and found[0]._name == drop:
            if bound or drop in ("module", "type") and not isinstance(obj, type(str.join)):
                del found[0]
            else:
                found[0] = found[0].replace(kind=_POSITIONAL_ONLY)
            sig = sig.replace(parameters=found)
    return sig


def _partially(wrapped, part):
    """The signature of a partial application."""
    placeholder = _placeholder()
    params = dict(wrapped.parameters)
    try:
        bound = wrapped.bind_partial(*part.args, **(part.keywords or {}))
    except TypeError as error:
        raise ValueError(f"partial object {part!r} has incorrect arguments") from error
    by_name = False
    result = []
    for name, param in params.items():
        kind = param._kind
        if name in bound.arguments and kind not in (_VAR_POSITIONAL, _VAR_KEYWORD):
            value = bound.arguments[name]
            if kind is _POSITIONAL_ONLY or (kind is _POSITIONAL_OR_KEYWORD and name not in (part.keywords or {})):
                if value is placeholder:
                    # Left open, and now by position only.
                    result.append(param.replace(kind=_POSITIONAL_ONLY, default=_empty))
                continue
            # Given by name: it may still be given anew, but only by name.
            by_name = True
            result.append(param.replace(kind=_KEYWORD_ONLY, default=value))
            continue
        if kind is _VAR_POSITIONAL and by_name:
            continue
        if by_name and kind is _POSITIONAL_OR_KEYWORD:
            param = param.replace(kind=_KEYWORD_ONLY)
        result.append(param)
    return wrapped.replace(parameters=result)


def _placeholder():
    try:
        from functools import Placeholder
    except ImportError:
        return _empty
    return Placeholder


def _of_class(cls, obj, follow_wrapped, options):
    """The signature of calling a class: that of its metaclass's `__call__`, its `__new__` or its `__init__`."""
    call = _own(type(obj), "__call__", type)
    if call is not None and isinstance(call, FunctionType) and type(obj).__module__ != "enum":
        return _without_first(_of(cls, call, follow_wrapped, options))
    if hasattr(obj, "_member_map_") and hasattr(obj, "_value2member_map_"):
        from enum import EnumType

        if isinstance(obj, EnumType):
            if obj._member_names_:
                return cls([cls._parameter_cls("values", _VAR_POSITIONAL)])
            return _without_first(_of(cls, EnumType.__call__, follow_wrapped, options))
    new = obj.__new__
    init = obj.__init__
    # Whichever is defined further down the line of bases says what may be passed.
    for base in obj.__mro__:
        if new is not object.__new__ and "__new__" in base.__dict__ and base is not object:
            if _is_builtin(new):
                break
            return _without_first(_of(cls, new, follow_wrapped, options))
        if init is not object.__init__ and "__init__" in base.__dict__ and base is not object:
            if _is_builtin(init):
                break
            return _without_first(_of(cls, init, follow_wrapped, options))
    for base in obj.__mro__[:-1]:
        text = getattr(base, "__text_signature__", None)
        if isinstance(text, str) and text:
            return _parse(cls, obj, text)
    if type not in obj.__mro__:
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return cls([])
        raise ValueError(f"no signature found for builtin type {obj!r}")
    raise ValueError(f"no signature found for builtin {obj!r}")


def _own(kind, name, stop):
    """What a class or its bases before `stop` define under a name."""
    for base in kind.__mro__:
        if base is stop:
            return None
        if name in base.__dict__:
            return base.__dict__[name]
    return None


# --- older faces of the same ---


def getfullargspec(func):
    """The parameters of a function as a tuple of parts; `signature` says it better."""
    from inspect import FullArgSpec

    try:
        sig = _of(Signature, func, False, (None, None, False, 1))
        if isinstance(func, MethodType):
            # Here, the bound argument counts.
            sig = _of(Signature, func.__func__, False, (None, None, False, 1))
    except Exception as error:
        raise TypeError("unsupported callable") from error
    args, only, by_name, defaults, kwdefaults, annotations = [], [], [], (), {}, {}
    varargs = varkw = None
    if sig.return_annotation is not _empty:
        annotations["return"] = sig.return_annotation
    for param in sig.parameters.values():
        kind, name = param._kind, param._name
        if kind is _POSITIONAL_ONLY:
            only.append(name)
        elif kind is _POSITIONAL_OR_KEYWORD:
            args.append(name)
        elif kind is _VAR_POSITIONAL:
            varargs = name
        elif kind is _KEYWORD_ONLY:
            by_name.append(name)
            if param._default is not _empty:
                kwdefaults[name] = param._default
        else:
            varkw = name
        if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD) and param._default is not _empty:
            defaults += (param._default,)
        if param._annotation is not _empty:
            annotations[name] = param._annotation
    return FullArgSpec(
        only + args, varargs, varkw, defaults or None, by_name, kwdefaults or None, annotations
    )


def getcallargs(func, /, *positional, **named):
    """The parameters of a function with what a call would give them."""
    spec = getfullargspec(func)
    if isinstance(func, MethodType) and func.__self__ is not None:
        positional = (func.__self__, *positional)
    sig = _of(Signature, getattr(func, "__func__", func), True, (None, None, False, 1))
    found = sig.bind(*positional, **named).arguments
    result = {}
    for name in spec.args:
        if name in found:
            result[name] = found[name]
    if spec.varargs:
        result[spec.varargs] = found.get(spec.varargs, ())
    if spec.varkw:
        result[spec.varkw] = found.get(spec.varkw, {})
    for name in spec.kwonlyargs:
        if name in found:
            result[name] = found[name]
    for name in (*spec.args, *spec.kwonlyargs):
        if name not in result:
            result[name] = sig.parameters[name].default
    return result
