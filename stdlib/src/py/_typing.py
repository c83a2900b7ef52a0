"""Type parameters, generic classes and the aliases they make: what `class C[T]` needs without `typing`.

The functions with an underscore in front, at the end, are what the VM calls for the syntax. The evaluators that it
hands them take one argument, the format of annotations wanted.
"""

import sys

_TypeAliasKind = type(list[int])
_Union = type(int | str)
_VALUE = 1


def _caller_module(depth):
    """The name of the module that called the caller's caller, or None."""
    try:
        return sys._getframe(depth + 1).f_globals.get("__name__")
    except (AttributeError, ValueError):
        return None


class NoDefaultType:
    """The type of `NoDefault`."""

    __module__ = "typing"
    __slots__ = ()
    _only = None

    def __new__(cls):
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __repr__(self):
        return "typing.NoDefault"

    def __reduce__(self):
        return "NoDefault"


NoDefault = NoDefaultType()


# --- checking arguments ---


def _as_type(arg):
    """None and strings turned into what they stand for in an annotation."""
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        from annotationlib import ForwardRef

        return ForwardRef(arg)
    return arg


def _type_check(arg, msg, *, allow_special=False):
    """`arg` as a type argument; `TypeError` if it can be none."""
    if isinstance(arg, type):
        if arg is Generic or _is_protocol_root(arg):
            raise TypeError(f"Plain {arg} is not valid as type argument")
        return arg
    arg = _as_type(arg)
    if isinstance(arg, _SpecialFormBase):
        if arg._alone or (allow_special and arg._outermost):
            return arg
        raise TypeError(f"Plain {arg} is not valid as type argument")
    origin = getattr(arg, "__origin__", None)
    if (
        origin is Generic
        or _is_protocol_root(origin)
        or (not allow_special and isinstance(origin, _SpecialFormBase) and origin._outermost)
    ):
        raise TypeError(f"{arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


# --- type parameters ---


class _Param:
    """What all type parameters share."""

    def __or__(self, right):
        return _Union[self, right]

    def __ror__(self, left):
        return _Union[left, self]

    def __reduce__(self):
        return self.__name__

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    @property
    def __default__(self):
        """The default, or `NoDefault`."""
        if self._default is NoDefault and self._evaluate_default is not None:
            self._default = self._evaluate_default(_VALUE)
        return self._default

    @property
    def evaluate_default(self):
        """The function that works the default out, or None."""
        return _evaluator(self._evaluate_default, self._default, NoDefault)

    def has_default(self):
        """Whether there is a default."""
        return self._evaluate_default is not None or self._default is not NoDefault


def _evaluator(evaluate, value, absent):
    """A function that works a value out, whether it came lazily or not; None if there is none."""
    if evaluate is not None:
        return evaluate
    if value is absent:
        return None

    def constant(format, /):
        if format == 4:
            from annotationlib import type_repr

            return type_repr(value)
        return value

    return constant


def _signed_repr(self):
    """A parameter's name behind the sign of its variance."""
    if self.__infer_variance__:
        return self.__name__
    return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__


def _check_variance(covariant, contravariant, infer_variance):
    if covariant and contravariant:
        raise ValueError("Bivariant types are not supported.")
    if infer_variance and (covariant or contravariant):
        raise ValueError("Variance cannot be specified with infer_variance.")


class TypeVar(_Param):
    """A type parameter that stands for one type."""

    __module__ = "typing"

    def __init__(
        self,
        name,
        *constraints,
        bound=None,
        default=NoDefault,
        covariant=False,
        contravariant=False,
        infer_variance=False,
    ):
        _check_variance(covariant, contravariant, infer_variance)
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        if bound is not None:
            if constraints:
                raise TypeError("Constraints cannot be combined with bound=...")
            bound = _type_check(bound, "Bound must be a type.")
        self.__name__ = name
        self.__module__ = _caller_module(1)
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self._bound = bound
        self._evaluate_bound = None
        self._constraints = constraints
        self._evaluate_constraints = None
        self._default = default
        self._evaluate_default = None

    __repr__ = _signed_repr

    @property
    def __bound__(self):
        """The upper bound, or None."""
        if self._bound is None and self._evaluate_bound is not None:
            self._bound = self._evaluate_bound(_VALUE)
        return self._bound

    @property
    def __constraints__(self):
        """The types that it is limited to."""
        if not self._constraints and self._evaluate_constraints is not None:
            self._constraints = tuple(self._evaluate_constraints(_VALUE))
        return self._constraints

    @property
    def evaluate_bound(self):
        """The function that works the bound out, or None."""
        return _evaluator(self._evaluate_bound, self._bound, None)

    @property
    def evaluate_constraints(self):
        """The function that works the constraints out, or None."""
        return _evaluator(self._evaluate_constraints, self._constraints, ())

    def __typing_subst__(self, arg):
        arg = _type_check(arg, "Parameters to generic types must be types.")
        if getattr(arg, "__typing_unpacked_tuple_args__", None) or getattr(
            arg, "__typing_is_unpacked_typevartuple__", False
        ):
            raise TypeError(f"{arg} is not valid as type argument")
        return arg

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        index = params.index(self)
        if index == len(args) and self.has_default():
            return (*args, self.__default__)
        if index >= len(args) and not self.has_default():
            raise TypeError(
                f"Too few arguments for {alias}; actual {len(args)}, expected at least {index + 1}"
            )
        return args


class ParamSpecArgs:
    """The `*args` of a parameter specification."""

    __module__ = "typing"
    __slots__ = ("__origin__",)

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"

    def __eq__(self, other):
        return self.__origin__ == other.__origin__ if isinstance(other, ParamSpecArgs) else NotImplemented

    __hash__ = object.__hash__


class ParamSpecKwargs:
    """The `**kwargs` of a parameter specification."""

    __module__ = "typing"
    __slots__ = ("__origin__",)

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"

    def __eq__(self, other):
        return self.__origin__ == other.__origin__ if isinstance(other, ParamSpecKwargs) else NotImplemented

    __hash__ = object.__hash__


class ParamSpec(_Param):
    """A type parameter that stands for a whole parameter list."""

    __module__ = "typing"

    def __init__(
        self, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False
    ):
        _check_variance(covariant, contravariant, infer_variance)
        self.__name__ = name
        self.__module__ = _caller_module(1)
        self.__bound__ = None if bound is None else _type_check(bound, "Bound must be a type.")
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self._default = default
        self._evaluate_default = None

    __repr__ = _signed_repr

    @property
    def args(self):
        """Stands for the positional arguments."""
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        """Stands for the keyword arguments."""
        return ParamSpecKwargs(self)

    def __typing_subst__(self, arg):
        if isinstance(arg, (list, tuple)):
            return tuple([_type_check(each, "Expected a type.") for each in arg])
        if arg is ... or isinstance(arg, ParamSpec) or _is_concatenate(arg):
            return arg
        raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}")

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        index = params.index(self)
        if index == len(args) and self.has_default():
            args = (*args, self.__default__)
        if index >= len(args):
            raise TypeError(f"Too few arguments for {alias}")
        if len(params) == 1 and not _stands_for_parameters(args[0]):
            # With one parameter specification only, the brackets around its types may be left out.
            return (args,)
        if isinstance(args[index], list):
            return (*args[:index], tuple(args[index]), *args[index + 1 :])
        return args


def _is_concatenate(arg):
    return type(arg).__name__ == "_ConcatenateGenericAlias"


def _stands_for_parameters(arg):
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec)) or _is_concatenate(arg)


class TypeVarTuple(_Param):
    """A type parameter that stands for any number of types."""

    __module__ = "typing"

    def __init__(self, name, *, default=NoDefault):
        self.__name__ = name
        self.__module__ = _caller_module(1)
        self._default = default
        self._evaluate_default = None

    def __repr__(self):
        return self.__name__

    def __iter__(self):
        from typing import Unpack

        yield Unpack[self]

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        index = params.index(self)
        for param in params[index + 1 :]:
            if isinstance(param, TypeVarTuple):
                raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
        after = len(params) - index - 1
        if len(args) < index + after:
            raise TypeError(
                f"Too few arguments for {alias}; actual {len(args)}, expected at least {len(params) - 1}"
            )
        taken = args[index : len(args) - after]
        if not taken and self.has_default():
            default = self.__default__
            taken = tuple(getattr(default, "__typing_unpacked_tuple_args__", None) or (default,))
        return (*args[:index], tuple(taken), *args[len(args) - after :])


class TypeAliasType:
    """What a `type` statement makes."""

    __module__ = "typing"

    def __init__(self, name, value, *, type_params=()):
        if not isinstance(type_params, tuple):
            raise TypeError("type_params must be a tuple")
        self._fill(name, type_params, _caller_module(1))
        self._value = value

    def _fill(self, name, type_params, module):
        self.__name__ = name
        self.__module__ = module
        self.__type_params__ = type_params
        parameters = []
        for param in type_params:
            parameters.extend(param if isinstance(param, TypeVarTuple) else (param,))
        self.__parameters__ = tuple(parameters)
        self._evaluate = None

    @property
    def __value__(self):
        """What the alias stands for, worked out at the first use."""
        if self._evaluate is not None:
            self._value = self._evaluate(_VALUE)
            self._evaluate = None
        return self._value

    @property
    def evaluate_value(self):
        """The function that works the value out."""
        return self._evaluate or _evaluator(None, self._value, NoDefault)

    def __repr__(self):
        return self.__name__

    def __getitem__(self, args):
        if not self.__type_params__:
            raise TypeError("Only generic type aliases are subscriptable")
        return _TypeAliasKind(self, args)

    def __or__(self, right):
        return _Union[self, right]

    def __ror__(self, left):
        return _Union[left, self]

    def __reduce__(self):
        return self.__name__

    def __call__(self, *args, **kwargs):
        raise TypeError("'typing.TypeAliasType' object is not callable")


# --- aliases ---


def _parameters_in(args):
    """The type parameters that occur in type arguments, each once, in order."""
    found = []
    for arg in args:
        if isinstance(arg, type) and type(arg) is not _TypeAliasKind:
            continue
        if isinstance(arg, (tuple, list)):
            inner = _parameters_in(arg)
        elif isinstance(arg, _Param):
            inner = (arg,)
        else:
            inner = getattr(arg, "__parameters__", ())
        for param in inner:
            if param not in found:
                found.append(param)
    return tuple(found)


def _type_repr(obj):
    """How a type argument is shown."""
    if isinstance(obj, (list, tuple)):
        return "[" + ", ".join([_type_repr(each) for each in obj]) + "]"
    from annotationlib import type_repr

    return type_repr(obj)


def _is_protocol_root(cls):
    """Whether a class is `Protocol` itself."""
    return isinstance(cls, type) and cls.__dict__.get("_is_protocol_root", False)


def _is_dunder(name):
    return name[:2] == "__" == name[-2:]


class _BaseGenericAlias:
    """A special name or a subscripted class that passes on what it does not know to the class it stands for."""

    def __init__(self, origin, *, inst=True, name=None):
        self._inst = inst
        self._name = name
        self.__origin__ = origin
        self.__slots__ = None

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(
                f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead"
            )
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except Exception:
            # Objects with slots, or frozen ones, cannot remember it.
            pass
        return result

    def __mro_entries__(self, bases):
        result = []
        if self.__origin__ not in bases:
            result.append(self.__origin__)
        # Generic has to come along, unless one of the bases behind brings it.
        position = bases.index(self)
        for base in bases[position + 1 :]:
            if isinstance(base, _BaseGenericAlias):
                break
            kind = base.__origin__ if type(base) is _TypeAliasKind else base
            if isinstance(kind, type) and issubclass(kind, Generic):
                break
        else:
            result.append(Generic)
        return tuple(result)

    def __getattr__(self, name):
        if name in ("__origin__", "__args__"):
            raise AttributeError(name)
        if name in ("__name__", "__qualname__"):
            return self._name or self.__origin__.__name__
        if "__origin__" in self.__dict__ and not _is_dunder(name):
            return getattr(self.__origin__, name)
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if _is_dunder(name) or name in ("_name", "_inst", "_nparams", "_defaults"):
            object.__setattr__(self, name, value)
        else:
            setattr(self.__origin__, name, value)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __dir__(self):
        return list(set(object.__dir__(self)) | {name for name in dir(self.__origin__) if not _is_dunder(name)})

    def __or__(self, right):
        return _Union[self, right]

    def __ror__(self, left):
        return _Union[left, self]


class _GenericAlias(_BaseGenericAlias):
    """A class or special form with type arguments."""

    __module__ = "typing"

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        if not isinstance(args, tuple):
            args = (args,)
        self.__args__ = args
        self.__parameters__ = _parameters_in(args)
        if name is None:
            self.__module__ = getattr(origin, "__module__", None)
        else:
            self.__module__ = "typing"

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, args):
        if self.__origin__ is Generic or _is_protocol_root(self.__origin__):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        args = _unpacked([_as_type(arg) for arg in args])
        return self.copy_with(_substitute(self, args))

    def copy_with(self, args):
        """The same class with other arguments."""
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        name = f"typing.{self._name}" if self._name else _type_repr(self.__origin__)
        shown = ", ".join([_type_repr(arg) for arg in self.__args__]) if self.__args__ else "()"
        return f"{name}[{shown}]"

    def __reduce__(self):
        import operator

        if self._name:
            import typing

            origin = getattr(typing, self._name)
        else:
            origin = self.__origin__
        args = self.__args__
        if len(args) == 1 and not isinstance(args[0], tuple):
            (args,) = args
        return operator.getitem, (origin, args)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialFormBase):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            # An alias like `List[int]`: the class it stands for, and Generic.
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            if any(_is_protocol_root(base) for base in bases):
                return ()
            # A generic base further on brings it.
            for base in bases[bases.index(self) + 1 :]:
                if isinstance(base, _BaseGenericAlias) and base is not self:
                    return ()
        return (self.__origin__,)

    def __iter__(self):
        from typing import Unpack

        yield Unpack[self]


class _SpecialFormBase:
    """The base of the special forms in `typing`, so that they are known here."""


def _unpacked(args):
    """Type arguments with unpacked tuples of a fixed length spread out."""
    result = []
    for arg in args:
        inner = getattr(arg, "__typing_unpacked_tuple_args__", None)
        if inner is not None and not isinstance(arg, type) and not (inner and inner[-1] is ...):
            result.extend(inner)
        else:
            result.append(arg)
    return tuple(result)


def _substitute(alias, args):
    """The arguments of an alias after its parameters have been replaced."""
    params = alias.__parameters__
    for param in params:
        prepare = getattr(param, "__typing_prepare_subst__", None)
        if prepare is not None:
            args = prepare(alias, args)
    if len(args) != len(params):
        size = "many" if len(args) > len(params) else "few"
        raise TypeError(f"Too {size} arguments for {alias}; actual {len(args)}, expected {len(params)}")
    mapping = dict(zip(params, args))
    return _replaced(alias, alias.__args__, mapping)


def _replaced(alias, args, mapping):
    """`args` with every parameter replaced."""
    result = []
    for arg in args:
        if isinstance(arg, type) and type(arg) is not _TypeAliasKind:
            result.append(arg)
            continue
        if isinstance(arg, (list, tuple)):
            result.append(tuple(_replaced(alias, arg, mapping)))
            continue
        if isinstance(arg, _Param) and arg in mapping:
            new = arg.__typing_subst__(mapping[arg])
        else:
            new = _inside(arg, mapping)
        if getattr(alias.__origin__, "__module__", None) == "collections.abc" and isinstance(new, tuple):
            # A callable's parameters are kept flat.
            result.extend(new)
        elif getattr(arg, "__typing_is_unpacked_typevartuple__", False):
            result.extend(new)
        else:
            result.append(new)
    return tuple(result)


def _inside(arg, mapping):
    """A type argument with the parameters inside it replaced."""
    params = getattr(arg, "__parameters__", ())
    if not params:
        return arg
    if getattr(arg, "__typing_is_unpacked_typevartuple__", False):
        return mapping[params[0]]
    args = []
    for param in params:
        if isinstance(param, TypeVarTuple):
            args.extend(mapping[param])
        else:
            args.append(mapping[param])
    return arg[tuple(args)]


# --- generic classes ---


class Generic:
    """The base of generic classes: `class C(Generic[T])`, or `class C[T]`."""

    __module__ = "typing"
    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple([_as_type(param) for param in params])
        if cls is Generic or _is_protocol_root(cls):
            if not params:
                raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
            plain = [_bare(param) for param in params]
            if not all(isinstance(param, _Param) for param in plain):
                raise TypeError(
                    f"Parameters to {cls.__name__}[...] must all be type variables or parameter "
                    "specification variables."
                )
            if len(set(plain)) != len(plain):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
            _check_defaults(plain)
            return _GenericAlias(cls, params, name=None)
        own = getattr(cls, "__parameters__", ())
        if not own:
            raise TypeError(f"{cls} is not a generic class")
        params = _unpacked(params)
        for param in own:
            params = param.__typing_prepare_subst__(cls, params)
        if len(params) != len(own):
            size = "many" if len(params) > len(own) else "few"
            raise TypeError(f"Too {size} arguments for {cls}; actual {len(params)}, expected {len(own)}")
        result = []
        for param, arg in zip(own, params):
            if isinstance(param, TypeVarTuple):
                result.extend(arg)
            elif isinstance(param, ParamSpec) and isinstance(arg, list):
                result.append(tuple(arg))
            else:
                result.append(arg)
        return _GenericAlias(cls, tuple(result))

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        written = cls.__dict__.get("__orig_bases__")
        if written is None:
            # A class derived from a generic typed dict has Generic among its bases by itself.
            if Generic in cls.__bases__ and cls.__name__ != "Protocol" and type(cls).__name__ != "_TypedDictMeta":
                raise TypeError("Cannot inherit from plain Generic")
            cls.__parameters__ = ()
            return
        if Generic in written and cls.__name__ != "Protocol":
            raise TypeError("Cannot inherit from plain Generic")
        params = _parameters_in([base for base in written if isinstance(base, (_GenericAlias, _TypeAliasKind))])
        listed = None
        for base in written:
            if isinstance(base, _GenericAlias) and base.__origin__ is Generic:
                if listed is not None:
                    raise TypeError("Cannot inherit from Generic[...] multiple times.")
                listed = base.__parameters__
        if listed is None:
            for base in written:
                if isinstance(base, _GenericAlias) and _is_protocol_root(base.__origin__):
                    listed = base.__parameters__
        if listed is not None:
            missing = [str(param) for param in params if param not in listed]
            if missing:
                raise TypeError(
                    f"Some type variables ({', '.join(missing)}) are not listed in "
                    f"Generic[{', '.join([str(param) for param in listed])}]"
                )
            params = listed
        cls.__parameters__ = tuple(params)


def _bare(param):
    """The type variable tuple in an unpacked one; any other parameter as it is."""
    if getattr(param, "__typing_is_unpacked_typevartuple__", False):
        return param.__parameters__[0]
    return param


def _check_defaults(params):
    """A parameter without a default may not follow one that has it."""
    seen = False
    for param in params:
        if param.has_default():
            seen = True
        elif seen and not isinstance(param, TypeVarTuple):
            raise TypeError(f"Type parameter {param!r} without a default follows type parameter with a default")


# --- what the VM calls for the syntax ---


def _typevar(name, evaluate_bound=None, evaluate_constraints=None):
    """The parameter `T`, `T: bound` or `T: (constraint, …)` of a generic definition."""
    param = TypeVar(name, infer_variance=True)
    param.__module__ = _caller_module(1)
    param._evaluate_bound = evaluate_bound
    param._evaluate_constraints = evaluate_constraints
    return param


def _paramspec(name):
    """The parameter `**P` of a generic definition."""
    param = ParamSpec(name, infer_variance=True)
    param.__module__ = _caller_module(1)
    return param


def _typevartuple(name):
    """The parameter `*Ts` of a generic definition."""
    param = TypeVarTuple(name)
    param.__module__ = _caller_module(1)
    return param


def _set_default(param, evaluate):
    """Give a parameter its default; return the parameter."""
    param._evaluate_default = evaluate
    return param


def _subscript_generic(params):
    """The base `Generic[…]` that a class with type parameters gets."""
    return Generic[tuple([next(iter(param)) if isinstance(param, TypeVarTuple) else param for param in params])]


def _typealias(name, type_params, evaluate):
    """What a `type` statement makes; `type_params` may be None."""
    alias = TypeAliasType.__new__(TypeAliasType)
    alias._fill(name, () if type_params is None else tuple(type_params), _caller_module(1))
    alias._evaluate = evaluate
    return alias
