"""The weak containers of `weakref` that are written over the abstract base classes."""

from _weakref import ref
from _weakrefset import WeakSet
from collections.abc import MutableMapping, MutableSet
from weakref import KeyedRef

MutableSet.register(WeakSet)


class WeakValueDictionary(MutableMapping):
    """A mapping whose entries go when nothing else holds their values."""

    __module__ = "weakref"

    def __init__(self, other=(), /, **kw):
        self.data = {}

        # The callback holds this mapping weakly, or the two would keep each other alive.
        def remove(reference, selfref=ref(self)):
            owner = selfref()
            # By then the key may have got another value.
            if owner is not None and owner.data.get(reference.key) is reference:
                del owner.data[reference.key]

        self._remove = remove
        self.update(other, **kw)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._remove, key)

    def __delitem__(self, key):
        del self.data[key]

    def __len__(self):
        return len(self.data)

    def __contains__(self, key):
        reference = self.data.get(key)
        return reference is not None and reference() is not None

    def __repr__(self):
        return f"<{self.__class__.__name__} at {id(self):#x}>"

    def copy(self):
        """A weak mapping with the same entries."""
        twin = WeakValueDictionary()
        twin.update(self)
        return twin

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy

        twin = self.__class__()
        for key, value in self.items():
            twin[deepcopy(key, memo)] = value
        return twin

    def get(self, key, default=None):
        """The value for `key`, or `default` when there is none or it is dead."""
        reference = self.data.get(key)
        if reference is None:
            return default
        value = reference()
        return default if value is None else value

    def items(self):
        """The live entries, one by one."""
        for key, reference in list(self.data.items()):
            value = reference()
            if value is not None:
                yield key, value

    def keys(self):
        """The keys of the live entries, one by one."""
        for key, reference in list(self.data.items()):
            if reference() is not None:
                yield key

    __iter__ = keys

    def values(self):
        """The live values, one by one."""
        for reference in list(self.data.values()):
            value = reference()
            if value is not None:
                yield value

    def itervaluerefs(self):
        """The weak references to the values, one by one."""
        yield from list(self.data.values())

    def valuerefs(self):
        """A list of the weak references to the values."""
        return list(self.data.values())

    def popitem(self):
        """Remove and return a live entry; `KeyError` if there is none."""
        while True:
            key, reference = self.data.popitem()
            value = reference()
            if value is not None:
                return key, value

    def pop(self, key, *args):
        """Remove a key and return its value; without a live one, the default or `KeyError`."""
        reference = self.data.pop(key, None)
        value = None if reference is None else reference()
        if value is not None:
            return value
        if args:
            return args[0]
        raise KeyError(key)

    def setdefault(self, key, default=None):
        """The value for `key`, which becomes `default` if it is missing."""
        value = self.get(key)
        if value is None:
            self[key] = default
            return default
        return value

    def update(self, other=None, /, **kwargs):
        """Take over the entries of a mapping, or of an iterable of pairs, and the keywords."""
        if other is not None:
            for key, value in dict(other.items() if hasattr(other, "items") else other).items():
                self[key] = value
        for key, value in kwargs.items():
            self[key] = value

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not hasattr(other, "keys"):
            return NotImplemented
        twin = self.copy()
        twin.update(other)
        return twin

    def __ror__(self, other):
        if not hasattr(other, "keys"):
            return NotImplemented
        twin = self.__class__()
        twin.update(other)
        twin.update(self)
        return twin


class WeakKeyDictionary(MutableMapping):
    """A mapping whose entries go when nothing else holds their keys."""

    __module__ = "weakref"

    def __init__(self, dict=None):
        self.data = {}

        def remove(reference, selfref=ref(self)):
            owner = selfref()
            if owner is not None:
                owner.data.pop(reference, None)

        self._remove = remove
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __len__(self):
        return len(self.data)

    def __contains__(self, key):
        try:
            reference = ref(key)
        except TypeError:
            return False
        return reference in self.data

    def __repr__(self):
        return f"<{self.__class__.__name__} at {id(self):#x}>"

    def copy(self):
        """A weak mapping with the same entries."""
        twin = WeakKeyDictionary()
        twin.update(self)
        return twin

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy

        twin = self.__class__()
        for key, value in self.items():
            twin[key] = deepcopy(value, memo)
        return twin

    def get(self, key, default=None):
        """The value for `key`, or `default`."""
        return self.data.get(ref(key), default)

    def items(self):
        """The live entries, one by one."""
        for reference, value in list(self.data.items()):
            key = reference()
            if key is not None:
                yield key, value

    def keys(self):
        """The live keys, one by one."""
        for reference in list(self.data):
            key = reference()
            if key is not None:
                yield key

    __iter__ = keys

    def values(self):
        """The values of the live entries, one by one."""
        for reference, value in list(self.data.items()):
            if reference() is not None:
                yield value

    def keyrefs(self):
        """A list of the weak references to the keys."""
        return list(self.data)

    def popitem(self):
        """Remove and return a live entry; `KeyError` if there is none."""
        while True:
            reference, value = self.data.popitem()
            key = reference()
            if key is not None:
                return key, value

    def pop(self, key, *args):
        """Remove a key and return its value; without the key, the default or `KeyError`."""
        return self.data.pop(ref(key), *args)

    def setdefault(self, key, default=None):
        """The value for `key`, which becomes `default` if it is missing."""
        return self.data.setdefault(ref(key, self._remove), default)

    def update(self, dict=None, /, **kwargs):
        """Take over the entries of a mapping, or of an iterable of pairs."""
        if dict is not None:
            if not hasattr(dict, "items"):
                dict = type({})(dict)
            for key, value in dict.items():
                self[key] = value
        if kwargs:
            self.update(kwargs)

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not hasattr(other, "keys"):
            return NotImplemented
        twin = self.copy()
        twin.update(other)
        return twin

    def __ror__(self, other):
        if not hasattr(other, "keys"):
            return NotImplemented
        twin = self.__class__()
        twin.update(other)
        twin.update(self)
        return twin
