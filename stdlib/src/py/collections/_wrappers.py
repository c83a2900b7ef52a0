"""The containers of `collections` that are written over the abstract base classes."""

import sys as _sys
from collections.abc import MutableMapping, MutableSequence, Sequence


class ChainMap(MutableMapping):
    """Several mappings seen as one: look-ups take the first that has the key, writes go to the first."""

    __module__ = "collections"

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]
            except KeyError:
                pass
        return self.__missing__(key)

    def get(self, key, default=None):
        """The value for `key`, or `default` when no mapping has it."""
        return self[key] if key in self else default

    def __len__(self):
        return len(set().union(*self.maps))

    def __iter__(self):
        # The last mapping's order comes first, as if the mappings had been merged from the last on.
        order = {}
        for mapping in reversed(self.maps):
            order.update(dict.fromkeys(mapping))
        return iter(order)

    def __contains__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return True
        return False

    def __bool__(self):
        return any(self.maps)

    def __repr__(self):
        from reprlib import recursive_repr

        # The guard against a chain that holds itself is put on at the first use.
        ChainMap.__repr__ = guarded = recursive_repr()(_chain_repr)
        return guarded(self)

    @classmethod
    def fromkeys(cls, iterable, value=None, /):
        """A chain of one new dict with the keys of `iterable`, each with the same value."""
        return cls(dict.fromkeys(iterable, value))

    def copy(self):
        """A chain whose first mapping is a copy and whose others are the same."""
        return self.__class__(self.maps[0].copy(), *self.maps[1:])

    __copy__ = copy

    def new_child(self, m=None, **kwargs):
        """A chain with a new mapping (or `m`) before these."""
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return self.__class__(m, *self.maps)

    @property
    def parents(self):
        """A chain of all mappings but the first."""
        return self.__class__(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def popitem(self):
        """Remove and return an item of the first mapping."""
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.")

    def pop(self, key, *args):
        """Remove a key of the first mapping and return its value."""
        try:
            return self.maps[0].pop(key, *args)
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def clear(self):
        """Empty the first mapping."""
        self.maps[0].clear()

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def __or__(self, other):
        if not _mapping(other):
            return NotImplemented
        result = self.copy()
        result.maps[0].update(other)
        return result

    def __ror__(self, other):
        if not _mapping(other):
            return NotImplemented
        merged = dict(other)
        for mapping in reversed(self.maps):
            merged.update(mapping)
        return self.__class__(merged)


def _mapping(value):
    """Whether `value` is a mapping."""
    from collections.abc import Mapping

    return isinstance(value, Mapping)


def _chain_repr(self):
    """The repr of a chain: those of its mappings."""
    return f"{self.__class__.__name__}({', '.join(map(repr, self.maps))})"


_chain_repr.__name__ = "__repr__"
_chain_repr.__qualname__ = "ChainMap.__repr__"


class UserDict(MutableMapping):
    """A mapping around a dict called `data`, made to be subclassed."""

    __module__ = "collections"

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        if dict is not None:
            self.update(dict)
        if kwargs:
            self.update(kwargs)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, key):
        data = self.data
        if key in data:
            return data[key]
        missing = getattr(self.__class__, "__missing__", None)
        if missing is not None:
            return missing(self, key)
        raise KeyError(key)

    def get(self, key, default=None):
        """The value for `key`, or `default`; a `__missing__` is not asked."""
        return self[key] if key in self else default

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, key):
        return key in self.data

    def __repr__(self):
        return repr(self.data)

    def __or__(self, other):
        if isinstance(other, UserDict):
            return self.__class__(self.data | other.data)
        if isinstance(other, dict):
            return self.__class__(self.data | other)
        return NotImplemented

    def __ror__(self, other):
        if isinstance(other, UserDict):
            return self.__class__(other.data | self.data)
        if isinstance(other, dict):
            return self.__class__(other | self.data)
        return NotImplemented

    def __ior__(self, other):
        self.data |= other.data if isinstance(other, UserDict) else other
        return self

    def __copy__(self):
        # Around the subclass's own initialiser, which may want other arguments.
        twin = self.__class__.__new__(self.__class__)
        twin.__dict__.update(self.__dict__)
        twin.__dict__["data"] = self.__dict__["data"].copy()
        return twin

    def copy(self):
        """A shallow copy."""
        if self.__class__ is UserDict:
            return UserDict(self.data.copy())
        import copy

        data = self.data
        try:
            self.data = {}
            twin = copy.copy(self)
        finally:
            self.data = data
        twin.update(self)
        return twin

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """A new mapping with the keys of `iterable`, each with the same value."""
        result = cls()
        for key in iterable:
            result[key] = value
        return result


class UserList(MutableSequence):
    """A sequence around a list called `data`, made to be subclassed."""

    __module__ = "collections"

    def __init__(self, initlist=None):
        self.data = []
        if initlist is not None:
            if type(initlist) is list:
                self.data[:] = initlist
            elif isinstance(initlist, UserList):
                self.data[:] = initlist.data
            else:
                self.data = list(initlist)

    def __repr__(self):
        return repr(self.data)

    def __lt__(self, other):
        return self.data < _plain_list(other)

    def __le__(self, other):
        return self.data <= _plain_list(other)

    def __eq__(self, other):
        return self.data == _plain_list(other)

    def __gt__(self, other):
        return self.data > _plain_list(other)

    def __ge__(self, other):
        return self.data >= _plain_list(other)

    def __contains__(self, item):
        return item in self.data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return self.__class__(self.data[i])
        return self.data[i]

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def __add__(self, other):
        other = _plain_list(other)
        return self.__class__(self.data + (other if isinstance(other, type(self.data)) else list(other)))

    def __radd__(self, other):
        other = _plain_list(other)
        return self.__class__((other if isinstance(other, type(self.data)) else list(other)) + self.data)

    def __iadd__(self, other):
        self.data += _plain_list(other)
        return self

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    def __copy__(self):
        twin = self.__class__.__new__(self.__class__)
        twin.__dict__.update(self.__dict__)
        twin.__dict__["data"] = self.__dict__["data"][:]
        return twin

    def append(self, item):
        """Add an element at the end."""
        self.data.append(item)

    def insert(self, i, item):
        """Insert an element before position `i`."""
        self.data.insert(i, item)

    def pop(self, i=-1):
        """Remove and return the element at position `i`."""
        return self.data.pop(i)

    def remove(self, item):
        """Remove the first element that equals `item`."""
        self.data.remove(item)

    def clear(self):
        """Remove all elements."""
        self.data.clear()

    def copy(self):
        """A shallow copy."""
        return self.__class__(self)

    def count(self, item):
        """How many elements equal `item`."""
        return self.data.count(item)

    def index(self, item, *args):
        """The position of the first element that equals `item`."""
        return self.data.index(item, *args)

    def reverse(self):
        """Turn the order round, in place."""
        self.data.reverse()

    def sort(self, /, *args, **kwds):
        """Sort in place."""
        self.data.sort(*args, **kwds)

    def extend(self, other):
        """Add all elements of an iterable at the end."""
        self.data.extend(_plain_list(other))


def _plain_list(other):
    """What a list compares with or takes in: the data of a wrapped list, or `other` itself."""
    return other.data if isinstance(other, UserList) else other


class UserString(Sequence):
    """A sequence around a string called `data`, made to be subclassed."""

    __module__ = "collections"

    def __init__(self, seq):
        if isinstance(seq, str):
            self.data = seq
        elif isinstance(seq, UserString):
            self.data = seq.data[:]
        else:
            self.data = str(seq)

    def __str__(self):
        return str(self.data)

    def __repr__(self):
        return repr(self.data)

    def __int__(self):
        return int(self.data)

    def __float__(self):
        return float(self.data)

    def __complex__(self):
        return complex(self.data)

    def __hash__(self):
        return hash(self.data)

    def __getnewargs__(self):
        return (self.data[:],)

    def __eq__(self, string):
        return self.data == _plain_str(string)

    def __lt__(self, string):
        return self.data < _plain_str(string)

    def __le__(self, string):
        return self.data <= _plain_str(string)

    def __gt__(self, string):
        return self.data > _plain_str(string)

    def __ge__(self, string):
        return self.data >= _plain_str(string)

    def __contains__(self, char):
        return _plain_str(char) in self.data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        return self.__class__(self.data[index])

    def __add__(self, other):
        other = _plain_str(other)
        return self.__class__(self.data + (other if isinstance(other, str) else str(other)))

    def __radd__(self, other):
        if isinstance(other, str):
            return self.__class__(other + self.data)
        return self.__class__(str(other) + self.data)

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __mod__(self, args):
        return self.__class__(self.data % args)

    def __rmod__(self, template):
        return self.__class__(str(template) % self)

    def encode(self, encoding="utf-8", errors="strict"):
        """The bytes of the string in an encoding."""
        return self.data.encode("utf-8" if encoding is None else encoding, "strict" if errors is None else errors)

    def count(self, sub, start=0, end=_sys.maxsize):
        """How often `sub` occurs without overlap."""
        return self.data.count(_plain_str(sub), start, end)

    def find(self, sub, start=0, end=_sys.maxsize):
        """Where `sub` first occurs, or -1."""
        return self.data.find(_plain_str(sub), start, end)

    def rfind(self, sub, start=0, end=_sys.maxsize):
        """Where `sub` last occurs, or -1."""
        return self.data.rfind(_plain_str(sub), start, end)

    def index(self, sub, start=0, end=_sys.maxsize):
        """Where `sub` first occurs; `ValueError` if nowhere."""
        return self.data.index(_plain_str(sub), start, end)

    def rindex(self, sub, start=0, end=_sys.maxsize):
        """Where `sub` last occurs; `ValueError` if nowhere."""
        return self.data.rindex(_plain_str(sub), start, end)

    def replace(self, old, new, maxsplit=-1):
        """A string with `old` replaced by `new`."""
        return self.__class__(self.data.replace(_plain_str(old), _plain_str(new), maxsplit))

    def removeprefix(self, prefix, /):
        """The string without that prefix."""
        return self.__class__(self.data.removeprefix(_plain_str(prefix)))

    def removesuffix(self, suffix, /):
        """The string without that suffix."""
        return self.__class__(self.data.removesuffix(_plain_str(suffix)))

    maketrans = str.maketrans


def _plain_str(value):
    """The string in a wrapped one, or `value` itself."""
    return value.data if isinstance(value, UserString) else value


def _forward(name, wrap):
    """A method of `UserString` that passes its arguments to the string; `wrap` says what it gives."""
    method = getattr(str, name)
    if wrap:

        def forward(self, /, *args, **kwds):
            return self.__class__(method(self.data, *args, **kwds))

    else:

        def forward(self, /, *args, **kwds):
            return method(self.data, *args, **kwds)

    forward.__name__ = name
    forward.__qualname__ = f"UserString.{name}"
    forward.__doc__ = f"As `str.{name}`."
    setattr(UserString, name, forward)


for _name in (
    "capitalize casefold center expandtabs ljust lower lstrip rjust rstrip strip swapcase title translate "
    "upper zfill"
).split():
    _forward(_name, True)
for _name in (
    "endswith format format_map isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric "
    "isprintable isspace istitle isupper join partition rpartition rsplit split splitlines startswith"
).split():
    _forward(_name, False)
