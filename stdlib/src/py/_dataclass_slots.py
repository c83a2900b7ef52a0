"""The part of `dataclasses` that gives a class slots, which takes making it anew."""

from dataclasses import fields

_ABSENT = object()


def _slots_of(cls):
    """The names of the slots that a class itself defines."""
    slots = cls.__dict__.get("__slots__", _ABSENT)
    if slots is _ABSENT:
        # No slots means a dict and weak references, unless a base has them.
        found = []
        if getattr(cls, "__weakrefoffset__", -1) != 0:
            found.append("__weakref__")
        if getattr(cls, "__dictoffset__", -1) != 0:
            found.append("__dict__")
        return found
    if slots is None:
        return []
    if isinstance(slots, str):
        return [slots]
    if hasattr(slots, "__next__"):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    return list(slots)


def _with_slots(cls, params, fields):
    """A twin of the class with a slot for every field."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    inherited = set()
    for base in cls.__mro__[1:-1]:
        inherited.update(_slots_of(base))
    names = [each.name for each in fields]
    wanted = names + ["__weakref__"] if params.weakref_slot else names
    slots = [name for name in wanted if name not in inherited]
    docs = {each.name: each.doc for each in fields}
    namespace = dict(cls.__dict__)
    if any(docs.get(name) is not None for name in slots):
        namespace["__slots__"] = {name: docs.get(name) for name in slots}
    else:
        namespace["__slots__"] = tuple(slots)
    for name in names:
        namespace.pop(name, None)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    qualname = getattr(cls, "__qualname__", None)
    twin = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        twin.__qualname__ = qualname
    if params.frozen:
        if "__getstate__" not in namespace:
            twin.__getstate__ = _dataclass_getstate
        if "__setstate__" not in namespace:
            twin.__setstate__ = _dataclass_setstate
    _move_class_cell(cls, twin)
    return twin


def _move_class_cell(old, new):
    """Make `super()` and `__class__` in the class's methods mean the new class; one cell serves all."""
    for value in new.__dict__.values():
        if isinstance(value, property):
            candidates = (value.fget, value.fset, value.fdel)
        else:
            candidates = (getattr(value, "__func__", value),)
        for function in candidates:
            while hasattr(function, "__wrapped__"):
                function = function.__wrapped__
            code = getattr(function, "__code__", None)
            if code is not None and "__class__" in code.co_freevars:
                cell = function.__closure__[code.co_freevars.index("__class__")]
                try:
                    is_old = cell.cell_contents is old
                except ValueError:
                    # Empty: a class that was never finished.
                    continue
                if is_old:
                    cell.cell_contents = new
                    return


def _dataclass_getstate(self):
    """The fields' values, for pickling a frozen instance with slots."""
    return [getattr(self, each.name) for each in fields(self)]


def _dataclass_setstate(self, state):
    """Put the fields' values back."""
    for each, value in zip(fields(self), state):
        object.__setattr__(self, each.name, value)
