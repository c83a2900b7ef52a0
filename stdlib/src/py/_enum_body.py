"""What a class body of an enumeration may hold, and how its members are made."""

from types import DynamicClassAttribute

_plain_property = property
_absent = object()


# --- what may stand in a class body ---


class nonmember:
    """Wraps a value in a class body that is to stay a plain attribute."""

    __module__ = "enum"

    def __init__(self, value):
        self.value = value


class member:
    """Wraps a value in a class body that is to become a member, a function for instance."""

    __module__ = "enum"

    def __init__(self, value):
        self.value = value


class auto:
    """Stands for a value that the class makes up."""

    __module__ = "enum"

    def __init__(self, value=_absent):
        self.value = value

    def __repr__(self):
        return f"auto({'_auto_null' if self.value is _absent else repr(self.value)})"


class property(DynamicClassAttribute):
    """A property for members only, so that a member of the same name can be read off the class."""

    __module__ = "enum"

    member = None
    name = None
    clsname = None

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.member is not None:
                return self.member
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
        if self.fget is not None:
            return self.fget(instance)
        if self.member is not None:
            return self.member
        raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot set attribute {self.name!r}")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}")
        self.fdel(instance)

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


class _Own:
    """`name` and `value`: each member holds its own, which come before this non-data descriptor.

    So they cost no call. The descriptor itself only answers for the class, and for a member that is
    still being made.
    """

    def __init__(self, name, doc):
        self.name = name
        self.stored = f"_{name}_"
        self.__doc__ = doc

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
        return getattr(instance, self.stored)


# --- the class body's namespace ---

_SUNDERS = frozenset(
    (
        "_order_ _generate_next_value_ _numeric_repr_ _missing_ _ignore_ _iter_member_ _iter_member_by_value_ "
        "_iter_member_by_def_ _add_alias_ _add_value_alias_ _use_args_ _member_names_"
    ).split()
)


def _is_dunder(name):
    return len(name) > 4 and name[:2] == "__" == name[-2:] and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == "_" == name[-1] and name[1] != "_" and name[-2] != "_"


def _is_private(cls_name, name):
    prefix = f"_{cls_name}__"
    return len(name) > len(prefix) and name.startswith(prefix) and not name.endswith("__")


def _is_descriptor(value):
    return hasattr(value, "__get__") or hasattr(value, "__set__") or hasattr(value, "__delete__")


class EnumDict(dict):
    """The namespace of an enumeration's body: it notes which names become members."""

    __module__ = "enum"

    def __init__(self, cls_name=None):
        super().__init__()
        # A dict for its order and quick look-up; the values say nothing.
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = cls_name

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in _SUNDERS:
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
            value = self._special(key, value)
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif not isinstance(value, member) and (_is_descriptor(value) or self._is_inner_class(value)):
            pass
        else:
            if key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            value = self._resolve(key, value.value if isinstance(value, member) else value)
            self._member_names[key] = None
        super().__setitem__(key, value)

    def _special(self, key, value):
        """Take note of a name that means something to the class itself."""
        if key == "_generate_next_value_":
            if self._auto_called:
                raise TypeError("_generate_next_value_ must be defined before members")
            self._generate_next_value = value.__func__ if isinstance(value, staticmethod) else value
            if not isinstance(value, staticmethod):
                value = staticmethod(value)
        elif key == "_ignore_":
            value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
            self._ignore = value
            already = set(value) & set(self._member_names)
            if already:
                raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
        return value

    def _is_inner_class(self, value):
        """Whether `value` is a class that was defined in this very body."""
        if self._cls_name is None or not isinstance(value, type):
            return False
        qualname = getattr(value, "__qualname__", "")
        outer, _, name = qualname.rpartition(".")
        return name == value.__name__ and (outer == self._cls_name or outer.endswith("." + self._cls_name))

    def _resolve(self, key, value):
        """`value`, with every `auto` in it replaced; the values made up count for the next one."""
        if isinstance(value, auto):
            return self._next(key, value)
        if isinstance(value, tuple) and any(isinstance(part, auto) for part in value):
            parts = [self._next(key, part) if isinstance(part, auto) else part for part in value]
            try:
                return type(value)(parts)
            except TypeError:
                # A named tuple wants its fields one by one.
                return type(value)(*parts)
        self._last_values.append(value)
        return value

    def _next(self, key, part):
        if part.value is _absent:
            part.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
            self._auto_called = True
        self._last_values.append(part.value)
        return part.value

    def update(self, members, **more_members):
        """Set every item of a mapping, or of an iterable of pairs, and the keywords."""
        for name, value in members.items() if hasattr(members, "keys") else members:
            self[name] = value
        for name, value in more_members.items():
            self[name] = value

    @_plain_property
    def member_names(self):
        """The names that become members, in order."""
        return list(self._member_names)


def _is_flag(cls):
    """Whether a class is one of flags; the class `Flag` itself is not at hand here."""
    return hasattr(cls, "_iter_member_by_value_")


class _Builder:
    """Makes the members of a new class, at the moment when a class tells its attributes their names.

    That is before `__init_subclass__` runs, which may want to see them.
    """

    def __init__(self, values, new_member, use_args):
        self.values = values
        self.new_member = new_member
        self.use_args = use_args

    def __set_name__(self, cls, name):
        type.__delattr__(cls, name)
        is_flag = _is_flag(cls)
        # A mixin may have its own attribute of these names; then it is left alone.
        own = [each for each in ("name", "value") if isinstance(_static_lookup(cls, each), _Own)]
        type.__setattr__(cls, "_unfinished_", True)
        for member_name, value in self.values.items():
            item = self._make(cls, member_name, value)
            _add_member(cls, member_name, self._canonical(cls, item, is_flag), own, is_flag)
        type.__delattr__(cls, "_unfinished_")

    def _make(self, cls, name, value):
        """A new member, initialised but not yet known to its class."""
        member_type = cls._member_type_
        args = value if isinstance(value, tuple) else (value,)
        if member_type is tuple:
            # The value is one tuple, whatever it holds.
            args = (args,)
        item = self.new_member(cls, *args) if self.use_args else self.new_member(cls)
        if not hasattr(item, "_value_"):
            if member_type is object:
                item._value_ = value
            else:
                try:
                    item._value_ = member_type(*args)
                except Exception as error:
                    raise TypeError("_value_ not set in __new__, unable to create it") from error
        item._name_ = name
        item.__objclass__ = cls
        item.__init__(*args)
        return item

    @staticmethod
    def _canonical(cls, item, is_flag):
        """The member of the same value that is there already, or else this one."""
        value = item._value_
        if is_flag and isinstance(value, int) and value < 0 and cls._boundary_ != "keep":
            # A negative value says which bits not to take.
            item._value_ = value = _complement(cls, value)
        try:
            found = cls._value2member_map_.get(value)
        except TypeError:
            found = None
            for other in cls._member_map_.values():
                if other._value_ == value:
                    found = other
                    break
        return item if found is None else found


def _complement(cls, value):
    """The bits of the class's members so far that a negative value leaves."""
    return cls._flag_mask_ & value


def _static_lookup(cls, name):
    """What a class or its bases hold under a name, unbound; None if nothing."""
    for klass in cls.__mro__:
        if name in klass.__dict__:
            return klass.__dict__[name]
    return None


def _is_bit(value):
    """Whether just one bit is set."""
    return value > 0 and value & (value - 1) == 0


def _add_member(cls, name, item, own, is_flag):
    """Make a member, or an alias of one, known to its class."""
    value = item._value_
    is_new = item._name_ == name and name not in cls._member_map_
    if is_new:
        item._sort_order_ = len(cls._member_names_)
        for each in own:
            if each not in item.__dict__:
                object.__setattr__(item, each, name if each == "name" else value)
        if is_flag and isinstance(value, int):
            cls._flag_mask_ |= value
            if _is_bit(value):
                cls._singles_mask_ |= value
            cls._all_bits_ = (1 << cls._flag_mask_.bit_length()) - 1
        if not is_flag or not isinstance(value, int) or _is_bit(value):
            cls._member_names_.append(name)
    cls._member_map_[name] = item
    _bind(cls, name, item)
    try:
        cls._value2member_map_.setdefault(value, item)
    except TypeError:
        cls._unhashable_values_.append(value)
        cls._unhashable_values_map_.setdefault(name, []).append(value)


def _bind(cls, name, item):
    """Make a member readable through the class; what it hides stays readable through the members."""
    for klass in cls.__mro__:
        if name in klass.__dict__:
            hidden = klass.__dict__[name]
            if isinstance(hidden, (property, DynamicClassAttribute)):
                redirect = property(hidden.fget, hidden.fset, hidden.fdel)
            elif isinstance(hidden, _Own):
                break
            elif hasattr(hidden, "__get__"):
                redirect = property(lambda self: hidden.__get__(self, type(self)))
            else:
                redirect = property(lambda self: getattr(klass, name))
            redirect.member = item
            redirect.__set_name__(cls, name)
            item = redirect
            break
    type.__setattr__(cls, name, item)
