"""Containers beyond the built-in ones: counters, ordered and chained mappings, named tuples, deques."""

import sys as _sys
from _collections import count_elements as _count_elements
from _collections import OrderedDict, defaultdict, deque
from _collections import tuplegetter as _tuplegetter
from operator import itemgetter as _itemgetter

__all__ = [
    "ChainMap",
    "Counter",
    "OrderedDict",
    "UserDict",
    "UserList",
    "UserString",
    "defaultdict",
    "deque",
    "namedtuple",
]


def __getattr__(name):
    # The wrapper classes need the abstract base classes, so they are loaded when first asked for.
    if name in ("ChainMap", "UserDict", "UserList", "UserString"):
        from . import _wrappers

        value = globals()[name] = getattr(_wrappers, name)
        return value
    if name == "abc":
        import collections.abc

        return collections.abc
    raise AttributeError(f"module 'collections' has no attribute {name!r}")


# --- named tuples ---


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """Make a subclass of tuple called `typename` whose elements can also be read by name.

    `field_names` is a sequence of names, or one string of names split at commas and blanks. With
    `rename`, names that are not allowed become `_0`, `_1` and so on. `defaults` are for the last fields.
    """
    from keyword import iskeyword

    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    fields = [str(name) for name in field_names]
    typename = _sys.intern(str(typename))

    if rename:
        used = set()
        for index, name in enumerate(fields):
            if not name.isidentifier() or iskeyword(name) or name.startswith("_") or name in used:
                fields[index] = f"_{index}"
            used.add(name)

    for name in [typename] + fields:
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    seen = set()
    for name in fields:
        if name.startswith("_") and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)

    field_defaults = {}
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > len(fields):
            raise TypeError("Got more default values than field names")
        field_defaults = dict(zip(fields[len(fields) - len(defaults) :], defaults))

    fields = tuple(_sys.intern(name) for name in fields)
    count = len(fields)
    listed = ", ".join(fields)
    comma = ", " if fields else ""
    if count == 1:
        listed += ","
    # A function with the real parameters gives the real error messages, and binds at full speed.
    new = eval(
        f"lambda _cls{comma}{listed}: _make_tuple(_cls, ({listed}))",
        {"_make_tuple": tuple.__new__, "__builtins__": {}, "__name__": f"namedtuple_{typename}"},
    )
    new.__name__ = "__new__"
    new.__doc__ = f"A new {typename} with these fields."
    if defaults is not None:
        new.__defaults__ = defaults
    template = f"({', '.join(name + '=%r' for name in fields)})"

    def _make(cls, iterable):
        result = tuple.__new__(cls, iterable)
        if len(result) != count:
            raise TypeError(f"Expected {count} arguments, got {len(result)}")
        return result

    def _replace(self, /, **kwds):
        result = self._make([kwds.pop(name, value) for name, value in zip(fields, self)])
        if kwds:
            raise TypeError(f"Got unexpected field names: {list(kwds)!r}")
        return result

    def __repr__(self):
        """The name of the class, and each field with its value."""
        return self.__class__.__name__ + template % tuple(self)

    def _asdict(self):
        """A dict of the fields, by name."""
        return dict(zip(fields, self))

    def __getnewargs__(self):
        """The plain tuple, from which copies are made."""
        return tuple(self)

    _make.__doc__ = f"A {typename} whose fields are the elements of an iterable."
    _replace.__doc__ = f"A {typename} with some fields replaced."
    for method in (new, _make, _replace, __repr__, _asdict, __getnewargs__):
        method.__qualname__ = f"{typename}.{method.__name__}"

    namespace = {
        "__doc__": f"{typename}({', '.join(fields)})",
        "__slots__": (),
        "_fields": fields,
        "_field_defaults": field_defaults,
        "__new__": new,
        "_make": classmethod(_make),
        "__replace__": _replace,
        "_replace": _replace,
        "__repr__": __repr__,
        "_asdict": _asdict,
        "__getnewargs__": __getnewargs__,
        "__match_args__": fields,
    }
    for index, name in enumerate(fields):
        namespace[name] = _tuplegetter(index, f"Alias for field number {index}")

    if module is None:
        module = _sys._getframemodulename(1) or "__main__"
    namespace["__module__"] = module
    return type(typename, (tuple,), namespace)


# --- counter ---


class Counter(dict):
    """A dict that counts: elements are keys, their counts are values, and a missing count is zero."""

    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        if iterable is not None or kwds:
            self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def total(self):
        """The sum of the counts."""
        return sum(self.values())

    def most_common(self, n=None):
        """The `n` commonest elements with their counts, commonest first; all of them by default."""
        if n is None:
            return sorted(self.items(), key=_itemgetter(1), reverse=True)
        from heapq import nlargest

        return nlargest(n, self.items(), key=_itemgetter(1))

    def elements(self):
        """An iterator that gives each element as often as its count says."""
        from itertools import chain, repeat, starmap

        return chain.from_iterable(starmap(repeat, self.items()))

    @classmethod
    def fromkeys(cls, iterable, v=None):
        """Not for counters: a count for every key would say nothing."""
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwds):
        """Add counts from another mapping, or count the elements of an iterable."""
        if iterable is not None:
            if _is_mapping(iterable):
                if self:
                    get = self.get
                    for element, count in iterable.items():
                        self[element] = count + get(element, 0)
                else:
                    super().update(iterable)
            else:
                _count_elements(self, iterable)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        """Take away counts of another mapping, or of the elements of an iterable; they may go below zero."""
        if iterable is not None:
            get = self.get
            if _is_mapping(iterable):
                for element, count in iterable.items():
                    self[element] = get(element, 0) - count
            else:
                for element in iterable:
                    self[element] = get(element, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        """A shallow copy."""
        return self.__class__(self)

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __delitem__(self, elem):
        # Deleting what is not there is no error, as its count is zero already.
        if elem in self:
            super().__delitem__(elem)

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        try:
            shown = dict(self.most_common())
        except TypeError:
            shown = dict(self)
        return f"{self.__class__.__name__}({shown!r})"

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[element] == other[element] for each in (self, other) for element in each)

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    __hash__ = None

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[element] <= other[element] for each in (self, other) for element in each)

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[element] >= other[element] for each in (self, other) for element in each)

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self >= other and self != other

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for element, count in self.items():
            total = count + other[element]
            if total > 0:
                result[element] = total
        for element, count in other.items():
            if count > 0 and element not in self:
                result[element] = count
        return result

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for element, count in self.items():
            rest = count - other[element]
            if rest > 0:
                result[element] = rest
        for element, count in other.items():
            if count < 0 and element not in self:
                result[element] = 0 - count
        return result

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for element, count in self.items():
            other_count = other[element]
            larger = other_count if count < other_count else count
            if larger > 0:
                result[element] = larger
        for element, count in other.items():
            if count > 0 and element not in self:
                result[element] = count
        return result

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for element, count in self.items():
            other_count = other[element]
            smaller = count if count < other_count else other_count
            if smaller > 0:
                result[element] = smaller
        return result

    def __pos__(self):
        result = Counter()
        for element, count in self.items():
            if count > 0:
                result[element] = count
        return result

    def __neg__(self):
        result = Counter()
        for element, count in self.items():
            if count < 0:
                result[element] = 0 - count
        return result

    def _keep_positive(self):
        """Drop the elements whose counts are not positive, in place."""
        for element in [element for element, count in self.items() if not count > 0]:
            del self[element]
        return self

    def __iadd__(self, other):
        for element, count in other.items():
            self[element] += count
        return self._keep_positive()

    def __isub__(self, other):
        for element, count in other.items():
            self[element] -= count
        return self._keep_positive()

    def __ior__(self, other):
        for element, count in other.items():
            if count > self[element]:
                self[element] = count
        return self._keep_positive()

    def __iand__(self, other):
        for element, count in self.items():
            other_count = other[element]
            if other_count < count:
                self[element] = other_count
        return self._keep_positive()


def _is_mapping(value):
    """Whether `value` is a mapping; the abstract class is only asked when it looks like one."""
    if isinstance(value, dict):
        return True
    if not hasattr(value, "keys"):
        return False
    from collections.abc import Mapping

    return isinstance(value, Mapping)
