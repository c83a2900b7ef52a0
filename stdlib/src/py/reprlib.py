"""A `repr` with limits on how long and how deep it goes, and a guard for reprs that meet themselves."""

import builtins
from _thread import get_ident

__all__ = ["Repr", "aRepr", "recursive_repr", "repr"]


def recursive_repr(fillvalue="..."):
    """Decorate a `__repr__`: a call for an object whose repr is already under way gives `fillvalue`."""

    def decorate(user_function):
        running = set()

        def wrapper(self):
            key = id(self), get_ident()
            if key in running:
                return fillvalue
            running.add(key)
            try:
                return user_function(self)
            finally:
                running.discard(key)

        wrapper.__module__ = user_function.__module__
        wrapper.__doc__ = user_function.__doc__
        wrapper.__name__ = user_function.__name__
        wrapper.__qualname__ = user_function.__qualname__
        wrapper.__type_params__ = getattr(user_function, "__type_params__", ())
        wrapper.__wrapped__ = user_function
        return wrapper

    return decorate


class Repr:
    """Makes abbreviated reprs; its attributes are the limits."""

    # The built-in types that a `repr_<name>` method speaks for, and the module that a value's type
    # must come from: a stranger with the same name is not meant.
    _homes = {
        "tuple": "builtins",
        "list": "builtins",
        "array": "array",
        "set": "builtins",
        "frozenset": "builtins",
        "deque": "collections",
        "dict": "builtins",
        "str": "builtins",
        "int": "builtins",
    }

    def __init__(
        self,
        *,
        maxlevel=6,
        maxtuple=6,
        maxlist=6,
        maxarray=5,
        maxdict=4,
        maxset=6,
        maxfrozenset=6,
        maxdeque=6,
        maxstring=30,
        maxlong=40,
        maxother=30,
        fillvalue="...",
        indent=None,
    ):
        self.maxlevel = maxlevel
        self.maxtuple = maxtuple
        self.maxlist = maxlist
        self.maxarray = maxarray
        self.maxdict = maxdict
        self.maxset = maxset
        self.maxfrozenset = maxfrozenset
        self.maxdeque = maxdeque
        self.maxstring = maxstring
        self.maxlong = maxlong
        self.maxother = maxother
        self.fillvalue = fillvalue
        self.indent = indent

    def repr(self, x):
        """The abbreviated repr of `x`."""
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        """The abbreviated repr of `x` with `level` levels of nesting left."""
        kind = type(x)
        name = kind.__name__
        if " " in name:
            name = "_".join(name.split())
        method = getattr(self, "repr_" + name, None)
        if method is None:
            return self.repr_instance(x, level)
        home = self._homes.get(name)
        if home is not None and getattr(kind, "__module__", None) != home:
            return self.repr_instance(x, level)
        return method(x, level)

    def _join(self, pieces, level):
        """The pieces on one line, or one to a line when an indent is set."""
        if self.indent is None:
            return ", ".join(pieces)
        if not pieces:
            return ""
        indent = self.indent
        if isinstance(indent, int):
            if indent < 0:
                raise ValueError(f"Repr.indent cannot be negative (was {indent!r})")
            indent *= " "
        try:
            sep = ",\n" + (self.maxlevel - level + 1) * indent
        except TypeError as error:
            raise TypeError(f"Repr.indent must be a str, int or None, not {type(indent)}") from error
        # The opening break has no comma; the closing one stands a level further out.
        return sep[1:] + sep.join(pieces) + sep[: -len(indent) or None]

    def _items(self, x, level, left, right, limit, trail=""):
        """An abbreviated sequence between brackets; `trail` follows a lone element."""
        if level <= 0 and len(x):
            inner = self.fillvalue
        else:
            below = level - 1
            pieces = []
            for item in x:
                if len(pieces) == limit:
                    break
                pieces.append(self.repr1(item, below))
            if len(x) > limit:
                pieces.append(self.fillvalue)
            inner = self._join(pieces, level)
            if len(x) == 1 and trail and self.indent is None:
                right = trail + right
        return left + inner + right

    def repr_tuple(self, x, level):
        """A tuple, at most `maxtuple` elements."""
        return self._items(x, level, "(", ")", self.maxtuple, ",")

    def repr_list(self, x, level):
        """A list, at most `maxlist` elements."""
        return self._items(x, level, "[", "]", self.maxlist)

    def repr_array(self, x, level):
        """An array, at most `maxarray` elements."""
        if not x:
            return f"array('{x.typecode}')"
        return self._items(x, level, f"array('{x.typecode}', [", "])", self.maxarray)

    def repr_set(self, x, level):
        """A set, at most `maxset` elements, in order when they have one."""
        if not x:
            return "set()"
        return self._items(_in_order(x), level, "{", "}", self.maxset)

    def repr_frozenset(self, x, level):
        """A frozen set, at most `maxfrozenset` elements, in order when they have one."""
        if not x:
            return "frozenset()"
        return self._items(_in_order(x), level, "frozenset({", "})", self.maxfrozenset)

    def repr_deque(self, x, level):
        """A deque, at most `maxdeque` elements."""
        return self._items(x, level, "deque([", "])", self.maxdeque)

    def repr_dict(self, x, level):
        """A dict, at most `maxdict` items, in the keys' order when they have one."""
        size = len(x)
        if size == 0:
            return "{}"
        if level <= 0:
            return "{" + self.fillvalue + "}"
        below = level - 1
        pieces = [
            f"{self.repr1(key, below)}: {self.repr1(x[key], below)}" for key in _in_order(x)[: self.maxdict]
        ]
        if size > self.maxdict:
            pieces.append(self.fillvalue)
        return "{" + self._join(pieces, level) + "}"

    def _middle_out(self, text, limit):
        """`text`, its middle replaced by the fill value when it is longer than `limit`."""
        if len(text) <= limit:
            return text
        head = max(0, (limit - 3) // 2)
        tail = max(0, limit - 3 - head)
        return text[:head] + self.fillvalue + text[len(text) - tail :]

    def repr_str(self, x, level):
        """A string, at most `maxstring` characters."""
        shown = builtins.repr(x[: self.maxstring])
        if len(shown) <= self.maxstring:
            return shown
        head = max(0, (self.maxstring - 3) // 2)
        tail = max(0, self.maxstring - 3 - head)
        shown = builtins.repr(x[:head] + x[len(x) - tail :])
        return shown[:head] + self.fillvalue + shown[len(shown) - tail :]

    def repr_int(self, x, level):
        """An int, at most `maxlong` digits."""
        try:
            shown = builtins.repr(x)
        except ValueError as error:
            import math
            import sys

            if "sys.set_int_max_str_digits()" not in str(error):
                raise
            digits = 1 + int(math.log10(abs(x)))
            limit = sys.get_int_max_str_digits()
            return (
                f"<{type(x).__name__} instance with roughly {digits} digits (limit at {limit}) at 0x{id(x):x}>"
            )
        return self._middle_out(shown, self.maxlong)

    def repr_instance(self, x, level):
        """Any other object: the middle of its own repr, or its type and address if that fails."""
        try:
            shown = builtins.repr(x)
        except Exception:
            return f"<{type(x).__name__} instance at {id(x):#x}>"
        return self._middle_out(shown, self.maxother)


def _in_order(items):
    """The items as a list, sorted if they can be compared."""
    try:
        return sorted(items)
    except Exception:
        return list(items)


aRepr = Repr()
repr = aRepr.repr
