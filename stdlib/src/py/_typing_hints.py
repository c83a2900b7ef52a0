"""The part of `typing` that works annotations out: `get_type_hints` and forward references."""

import sys
from _typing import _GenericAlias, _type_check
from typing import (
    NotRequired,
    ReadOnly,
    Required,
    Union,
    _AnnotatedAlias,
    _BuiltinAlias,
    _LiteralGenericAlias,
    _is_abc_callable,
)


def _strip_annotations(tp):
    """A type without the wrappers that only say something about it, inside it too."""
    if isinstance(tp, _AnnotatedAlias):
        return _strip_annotations(tp.__origin__)
    if getattr(tp, "__origin__", None) in (Required, NotRequired, ReadOnly):
        return _strip_annotations(tp.__args__[0])
    if isinstance(tp, (_GenericAlias, _BuiltinAlias, Union)):
        args = tuple([_strip_annotations(arg) for arg in tp.__args__])
        if args == tp.__args__:
            return tp
        if isinstance(tp, Union):
            return Union[args]
        if isinstance(tp, _GenericAlias):
            return tp.copy_with(args)
        return _BuiltinAlias(tp.__origin__, args)
    return tp


def _resolve(tp, globalns, localns, type_params, format=1, guard=frozenset(), owner=None):
    """A type with the forward references inside it worked out."""
    from annotationlib import ForwardRef

    if isinstance(tp, ForwardRef):
        arg = tp.__forward_arg__
        if arg in guard:
            return tp
        home = sys.modules.get(tp.__forward_module__)
        value = tp.evaluate(
            globals=globalns if home is None else home.__dict__, locals=localns, type_params=type_params or None, owner=owner, format=format
        )
        if isinstance(value, ForwardRef):
            return value
        value = _type_check(value, "Forward references must evaluate to types.", allow_special=True)
        return _resolve(value, globalns, localns, type_params, format, guard | {arg}, owner)
    if isinstance(tp, (_GenericAlias, _BuiltinAlias, Union)):
        args = tp.__args__
        if isinstance(tp, _BuiltinAlias):
            args = tuple([ForwardRef(arg) if isinstance(arg, str) else arg for arg in args])
        if isinstance(tp, _LiteralGenericAlias):
            return tp
        done = tuple([_resolve(arg, globalns, localns, type_params, format, guard, owner) for arg in args])
        if done == tp.__args__:
            return tp
        if isinstance(tp, Union):
            return Union[done]
        if isinstance(tp, _GenericAlias):
            return tp.copy_with(done)
        if _is_abc_callable(tp):
            return tp.__origin__[list(done[:-1]), done[-1]]
        alias = _BuiltinAlias(tp.__origin__, done)
        return next(iter(alias)) if getattr(tp, "__unpacked__", False) else alias
    return tp


def evaluate_forward_ref(
    forward_ref, *, owner=None, globals=None, locals=None, type_params=None, format=None, _recursive_guard=frozenset()
):
    """Work out a forward reference, and those inside what it stands for."""
    return _resolve(forward_ref, globals, locals, type_params, format or 1, _recursive_guard, owner)


def get_type_hints(obj, globalns=None, localns=None, include_extras=False, *, format=1):
    """The annotations of a class (with its bases), function or module, with strings worked out."""
    if getattr(obj, "__no_type_check__", None):
        return {}
    from annotationlib import ForwardRef, get_annotations

    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            found = get_annotations(base, format=format)
            if format == 4:
                hints.update(found)
                continue
            if globalns is None:
                base_globals = getattr(sys.modules.get(base.__module__, None), "__dict__", {})
            else:
                base_globals = globalns
            base_locals = dict(vars(base)) if localns is None else localns
            if localns is None and globalns is None:
                # The module's names come before the class's own in strings, as they did from the start.
                base_globals, base_locals = base_locals, base_globals
            params = getattr(base, "__type_params__", ())
            for name, value in found.items():
                if value is None:
                    value = type(None)
                elif isinstance(value, str):
                    value = ForwardRef(value, is_argument=False, is_class=True)
                hints[name] = _resolve(value, base_globals, base_locals, params, format, owner=base)
    else:
        if isinstance(obj, type(sys)):
            scope = obj.__dict__
        else:
            from annotationlib import _globals_of

            scope = _globals_of(obj)
        found = get_annotations(obj, format=format)
        if not found and getattr(obj, "__annotations__", None) is None and not callable(obj):
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        if format == 4:
            return found
        if globalns is None:
            globalns = scope
            if localns is None:
                localns = scope
        elif localns is None:
            localns = globalns
        params = getattr(obj, "__type_params__", ())
        for name, value in found.items():
            if value is None:
                value = type(None)
            elif isinstance(value, str):
                value = ForwardRef(value, is_argument=not isinstance(obj, type(sys)), is_class=False)
            hints[name] = _resolve(value, globalns, localns, params, format, owner=obj)
    if include_extras or format == 4:
        return hints
    return {name: _strip_annotations(value) for name, value in hints.items()}
