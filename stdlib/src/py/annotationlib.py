"""Reading annotations, which are only worked out when somebody asks."""

import sys

__all__ = [
    "Format",
    "ForwardRef",
    "annotations_to_string",
    "call_annotate_function",
    "call_evaluate_function",
    "get_annotate_from_class_namespace",
    "get_annotations",
    "type_repr",
]

# The formats by number, so that no enumeration has to be made for plain use.
_VALUE, _FAKE_GLOBALS, _FORWARDREF, _STRING = 1, 2, 3, 4


def __getattr__(name):
    if name != "Format":
        raise AttributeError(f"module 'annotationlib' has no attribute {name!r}")
    from enum import IntEnum

    class Format(IntEnum):
        """What annotations are given as."""

        VALUE = _VALUE
        VALUE_WITH_FAKE_GLOBALS = _FAKE_GLOBALS
        FORWARDREF = _FORWARDREF
        STRING = _STRING

    Format.__qualname__ = "Format"
    globals()["Format"] = Format
    return Format


class ForwardRef:
    """A name or expression in an annotation that could not be worked out yet."""

    __slots__ = (
        "__forward_arg__",
        "__forward_module__",
        "__forward_is_argument__",
        "__forward_is_class__",
        "__owner__",
        "__globals__",
        "__weakref__",
    )

    def __init__(self, arg, *, module=None, owner=None, is_argument=True, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_module__ = module
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__owner__ = owner
        self.__globals__ = None

    def __init_subclass__(cls, /, *args, **kwds):
        if cls.__module__ != __name__:
            raise TypeError("Cannot subclass ForwardRef")

    @property
    def __forward_code__(self):
        arg = self.__forward_arg__
        # An unpacked tuple is only legal inside brackets.
        text = f"({arg},)[0]" if arg.startswith("*") else arg
        try:
            return compile(text, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}") from None

    def evaluate(self, *, globals=None, locals=None, type_params=None, owner=None, format=_VALUE):
        """What the text means now; with the format FORWARDREF this object itself if that is unknown."""
        if format == _STRING:
            return self.__forward_arg__
        if owner is None:
            owner = self.__owner__
        if globals is None:
            globals = self.__globals__
        if globals is None and self.__forward_module__ is not None:
            module = self.__forward_module__
            if isinstance(module, str):
                module = sys.modules.get(module)
            globals = getattr(module, "__dict__", None)
        if globals is None:
            globals = _globals_of(owner)
        scope = {}
        if type_params is None:
            type_params = getattr(owner, "__type_params__", ())
        for param in type_params:
            scope[param.__name__] = param
        if isinstance(owner, type):
            scope.update(vars(owner))
        if locals is not None:
            scope.update(locals)
        try:
            arg = self.__forward_arg__
            if arg.isidentifier():
                return _look_up(arg, scope, globals)
            return eval(self.__forward_code__, globals, scope)
        except NameError:
            if format == _FORWARDREF:
                return self
            raise

    def _evaluate(self, globalns, localns, type_params=(), *, recursive_guard=frozenset()):
        import typing

        return typing.evaluate_forward_ref(
            self, globals=globalns, locals=localns, type_params=type_params, _recursive_guard=recursive_guard
        )

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return (
            self.__forward_arg__ == other.__forward_arg__
            and self.__forward_module__ == other.__forward_module__
            and self.__forward_is_class__ == other.__forward_is_class__
            and self.__owner__ == other.__owner__
            and self.__globals__ is other.__globals__
        )

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        return type(int | str)[self, other]

    def __ror__(self, other):
        return type(int | str)[other, self]

    def __repr__(self):
        extra = ""
        if self.__forward_module__ is not None:
            extra += f", module={self.__forward_module__!r}"
        if self.__forward_is_class__:
            extra += ", is_class=True"
        if self.__owner__ is not None:
            extra += f", owner={self.__owner__!r}"
        return f"ForwardRef({self.__forward_arg__!r}{extra})"


class _Stub(ForwardRef):
    """Stands for an unknown name while annotations are worked out; what is done to it becomes text."""

    __slots__ = ()

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self._derived(f"{self.__forward_arg__}.{name}")

    def _derived(self, text):
        made = _Stub(text, owner=self.__owner__, is_class=self.__forward_is_class__)
        made.__globals__ = self.__globals__
        return made

    def __getitem__(self, item):
        items = item if isinstance(item, tuple) else (item,)
        return self._derived(f"{self.__forward_arg__}[{', '.join([_text(each) for each in items])}]")

    def __call__(self, *args, **kwargs):
        parts = [_text(each) for each in args] + [f"{key}={_text(value)}" for key, value in kwargs.items()]
        return self._derived(f"{self.__forward_arg__}({', '.join(parts)})")

    def __iter__(self):
        yield self._derived(f"*{self.__forward_arg__}")


def _text(value):
    """How a value is written in an annotation."""
    return value.__forward_arg__ if isinstance(value, ForwardRef) else type_repr(value)


def _look_up(name, scope, globals):
    """The value of a name, as an expression in that scope would find it."""
    if name in scope:
        return scope[name]
    if name in globals:
        return globals[name]
    import builtins

    try:
        return getattr(builtins, name)
    except AttributeError:
        raise NameError(f"name {name!r} is not defined", name=name) from None


def _globals_of(owner):
    """The global names that annotations of an object are written with."""
    if isinstance(owner, type):
        module = sys.modules.get(owner.__module__)
        return getattr(module, "__dict__", {})
    if isinstance(owner, type(sys)):
        return owner.__dict__
    seen = set()
    while id(owner) not in seen:
        seen.add(id(owner))
        wrapped = getattr(owner, "__wrapped__", None) or getattr(owner, "func", None)
        if wrapped is None:
            break
        owner = wrapped
    return getattr(owner, "__globals__", {})


def call_evaluate_function(evaluate, format, *, owner=None):
    """Call a function that works out a lazy value, such as a type variable's bound."""
    return call_annotate_function(evaluate, format, owner=owner, _is_evaluate=True)


def call_annotate_function(annotate, format, *, owner=None, _is_evaluate=False):
    """Call an annotate function, and give what it finds in any format, supported by it or not."""
    if format == _FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use only")
    if format not in (_VALUE, _FORWARDREF, _STRING):
        raise ValueError(f"Invalid format: {format!r}")
    if format == _VALUE:
        return annotate(_VALUE)
    try:
        return annotate(format)
    except NotImplementedError:
        pass
    try:
        result = annotate(_VALUE)
    except NameError as error:
        result = _with_stubs(annotate, error, owner)
    if format == _FORWARDREF:
        return result
    return _text(result) if _is_evaluate else {name: _text(value) for name, value in result.items()}


def _with_stubs(annotate, error, owner):
    """Call an annotate function again and again, with a stub for every name that it misses."""
    from types import CellType, FunctionType

    code = getattr(annotate, "__code__", None)
    if code is None:
        raise error
    scope = annotate.__globals__
    closure = list(annotate.__closure__ or ())
    is_class = isinstance(owner, type)
    while True:
        name = error.name
        if name is None:
            raise error
        stub = _Stub(name, owner=owner, is_class=is_class)
        stub.__globals__ = annotate.__globals__
        if name in code.co_freevars:
            closure[code.co_freevars.index(name)] = CellType(stub)
        elif isinstance(scope.get(name), _Stub):
            # It is there and still not found: nothing can be done.
            raise error
        else:
            if scope is annotate.__globals__:
                scope = dict(scope)
            scope[name] = stub
        twin = FunctionType(code, scope, annotate.__name__, annotate.__defaults__, tuple(closure) or None)
        twin.__kwdefaults__ = annotate.__kwdefaults__
        try:
            result = twin(_VALUE)
        except NameError as raised:
            error = raised
            continue
        if isinstance(result, dict):
            return {key: _settled(value) for key, value in result.items()}
        return _settled(result)


def _settled(value):
    """A stub turned into a plain forward reference; anything else as it is."""
    if type(value) is not _Stub:
        return value
    made = ForwardRef(value.__forward_arg__, owner=value.__owner__, is_class=value.__forward_is_class__)
    made.__globals__ = value.__globals__
    return made


def get_annotate_from_class_namespace(obj):
    """The annotate function in a class body's namespace, or None."""
    try:
        return obj["__annotate__"]
    except KeyError:
        return obj.get("__annotate_func__", None)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=_VALUE):
    """The annotations of a class, function or module, as a new dict."""
    if eval_str and format != _VALUE:
        raise ValueError("eval_str=True is only supported with format=Format.VALUE")
    if format == _VALUE:
        found = _values(obj)
    elif format == _FORWARDREF:
        try:
            found = _values(obj)
        except NameError as error:
            annotate = getattr(obj, "__annotate__", None)
            if annotate is None:
                raise
            found = dict(_with_stubs(annotate, error, obj))
    elif format == _STRING:
        annotate = getattr(obj, "__annotate__", None)
        if annotate is None:
            found = annotations_to_string(_values(obj))
        else:
            found = dict(call_annotate_function(annotate, format, owner=obj))
    elif format == _FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use only")
    else:
        raise ValueError(f"Unsupported format {format!r}")
    if not eval_str or not found:
        return found

    if globals is None:
        globals = _globals_of(obj)
    scope = {param.__name__: param for param in getattr(obj, "__type_params__", ())}
    if isinstance(obj, type):
        scope.update(vars(obj))
    if locals is not None:
        scope.update(locals)
    return {
        name: eval(value, globals, scope) if isinstance(value, str) else value for name, value in found.items()
    }


def _values(obj):
    """The annotations of an object as they are, in a new dict."""
    try:
        found = obj.__annotations__
    except AttributeError:
        annotate = getattr(obj, "__annotate__", None)
        if annotate is not None:
            return dict(annotate(_VALUE))
        if isinstance(obj, type) or callable(obj):
            return {}
        raise TypeError(f"{obj!r} does not have annotations") from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    return dict(found)


def type_repr(value):
    """How a type is written in an annotation."""
    if isinstance(value, (type, type(type_repr), type(len))) and type(value) is not type(list[int]):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if value is ...:
        return "..."
    return repr(value)


def annotations_to_string(annotations):
    """Annotations with every value as text."""
    return {
        name: value if isinstance(value, str) else type_repr(value) for name, value in annotations.items()
    }
