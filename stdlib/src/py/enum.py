"""Enumerations: classes whose instances are a fixed set of named constants."""

import sys
from _enum_body import (
    EnumDict,
    _absent,
    _bind,
    _Builder,
    _is_bit,
    _Own,
    _plain_property,
    _static_lookup,
    auto,
    member,
    nonmember,
    property,
)
from types import MappingProxyType

__all__ = [
    "CONFORM",
    "CONTINUOUS",
    "EJECT",
    "Enum",
    "EnumCheck",
    "EnumDict",
    "EnumMeta",
    "EnumType",
    "Flag",
    "FlagBoundary",
    "IntEnum",
    "IntFlag",
    "KEEP",
    "NAMED_FLAGS",
    "ReprEnum",
    "STRICT",
    "StrEnum",
    "UNIQUE",
    "auto",
    "global_enum",
    "global_enum_repr",
    "global_flag_repr",
    "global_str",
    "member",
    "nonmember",
    "pickle_by_enum_name",
    "pickle_by_global_name",
    "property",
    "unique",
    "verify",
]

# Defined below; the metaclass has to do without them while they are being made.
Enum = Flag = ReprEnum = None
EJECT = KEEP = STRICT = CONFORM = None


# --- the metaclass ---

_FLAG_METHODS = (
    "__or__",
    "__and__",
    "__xor__",
    "__ror__",
    "__rand__",
    "__rxor__",
    "__invert__",
)


class EnumType(type):
    """The metaclass of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = EnumDict(cls)
        _, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            namespace["_generate_next_value_"] = getattr(first_enum, "_generate_next_value_", None)
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        ignored = classdict.setdefault("_ignore_", [])
        ignored.append("_ignore_")
        for name in ignored:
            classdict.pop(name, None)

        names = [name for name in classdict._member_names if name in classdict]
        bad = {name for name in names if name in ("mro", "")}
        if bad:
            raise ValueError(f"invalid enum member name(s) {','.join(repr(name) for name in bad)}")
        order = classdict.pop("_order_", None)
        if isinstance(order, str):
            order = order.replace(",", " ").split()

        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new_member, save_new, use_args = metacls._find_new_(classdict, member_type, first_enum)

        namespace = {name: value for name, value in classdict.items() if name not in classdict._member_names}
        namespace["_new_member_"] = new_member
        namespace["_use_args_"] = use_args
        namespace["_member_names_"] = []
        namespace["_member_map_"] = {}
        namespace["_value2member_map_"] = {}
        namespace["_unhashable_values_"] = []
        namespace["_unhashable_values_map_"] = {}
        namespace["_member_type_"] = member_type
        namespace["_value_repr_"] = metacls._find_data_repr_(cls, bases)
        namespace["_boundary_"] = boundary or getattr(first_enum, "_boundary_", None)
        namespace["_flag_mask_"] = 0
        namespace["_singles_mask_"] = 0
        namespace["_all_bits_"] = 0
        namespace["_inverted_"] = None
        # Made last, when all that it needs is there.
        values = {name: classdict[name] for name in names}
        namespace["_builder_"] = _Builder(values, new_member, use_args)

        try:
            enum_class = super().__new__(metacls, cls, bases, namespace, **kwds)
        except Exception as error:
            # The note about the builder would only confuse.
            if hasattr(error, "__notes__"):
                del error.__notes__
            raise

        _inherit_methods(enum_class, classdict, member_type, first_enum)
        if save_new:
            enum_class.__new_member__ = new_member
        if Enum is not None:
            type.__setattr__(enum_class, "__new__", Enum.__new__)
        if Flag is not None and issubclass(enum_class, Flag):
            _finish_flag(enum_class, classdict)
        if order is not None:
            _check_order(enum_class, order)
        return enum_class

    def __init__(cls, *args, **kwds):
        super().__init__(*args)

    def __call__(
        cls,
        value=_absent,
        names=_absent,
        *values,
        module=None,
        qualname=None,
        type=None,
        start=1,
        boundary=None,
    ):
        """Look a member up by its value; for a class without members, make a new enumeration."""
        if names is _absent and type is None:
            try:
                return cls._value2member_map_[value]
            except (KeyError, TypeError):
                pass
        if cls._member_map_:
            if names is not _absent:
                value = (value, names, *values)
            elif value is _absent:
                raise TypeError("EnumType.__call__() missing 1 required positional argument: 'value'")
            return cls.__new__(cls, value)
        if value is _absent:
            raise TypeError("EnumType.__call__() missing 1 required positional argument: 'value'")
        if names is _absent and type is None:
            raise TypeError(
                f"{cls!r} has no members; specify `names=()` if you meant to create a new, empty, enum"
            )
        return cls._create_(
            value,
            None if names is _absent else names,
            module=module,
            qualname=qualname,
            type=type,
            start=start,
            boundary=boundary,
        )

    def __contains__(cls, value):
        """Whether `value` is a member, or the value of one."""
        if isinstance(value, cls):
            return True
        if Flag is not None and issubclass(cls, Flag):
            try:
                return isinstance(cls._missing_(value), cls)
            except ValueError:
                pass
        try:
            return value in cls._value2member_map_
        except TypeError:
            return value in cls._unhashable_values_

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __dir__(cls):
        names = {
            "__class__",
            "__contains__",
            "__doc__",
            "__getitem__",
            "__init_subclass__",
            "__iter__",
            "__len__",
            "__members__",
            "__module__",
            "__name__",
            "__qualname__",
        }
        names.update(cls._member_names_)
        if cls._new_member_ is not object.__new__:
            names.add("__new__")
        if cls.__init_subclass__ is not object.__init_subclass__:
            names.add("__init_subclass__")
        if cls._member_type_ is object:
            return sorted(names)
        return sorted(names.union(dir(cls._member_type_)))

    def __getitem__(cls, name):
        """The member of that name."""
        return cls._member_map_[name]

    def __iter__(cls):
        """The members, in the order in which they were defined, without aliases."""
        members = cls._member_map_
        return iter([members[name] for name in cls._member_names_])

    def __reversed__(cls):
        members = cls._member_map_
        return (members[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    @_plain_property
    def __members__(cls):
        """All names with their members, aliases included."""
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return f"<flag {cls.__name__!r}>"
        return f"<enum {cls.__name__!r}>"

    def _create_(
        cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None
    ):
        """Make a new enumeration from names, or from names with values."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        _, first_enum = cls._get_mixins_(class_name, bases)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if names is None:
            names = ()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            given, names, previous = names, [], []
            for count, name in enumerate(given):
                value = first_enum._generate_next_value_(name, start, count, previous[:])
                previous.append(value)
                names.append((name, value))
        for item in names:
            if isinstance(item, str):
                classdict[item] = names[item]
            else:
                name, value = item
                classdict[name] = value
        if module is None:
            try:
                module = sys._getframemodulename(2)
            except AttributeError:
                module = sys._getframe(2).f_globals.get("__name__")
        if module is not None:
            classdict["__module__"] = module
        if qualname is not None:
            classdict["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """Make an enumeration of a module's constants, and put it in their place."""
        target = sys.modules[module].__dict__
        where = target if source is None else source.__dict__
        members = [(key, value) for key, value in where.items() if filter(key)]
        try:
            members.sort(key=lambda pair: (pair[1], pair[0]))
        except TypeError:
            members.sort(key=lambda pair: pair[0])
        made = cls(name, dict(members), module=module, boundary=boundary or KEEP)
        if as_global:
            from enum import global_enum

            global_enum(made)
        else:
            target.update(made.__members__)
        target[name] = made
        return made

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        """Refuse to extend an enumeration that has members."""
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    kind = EnumType.__repr__(base)
                    raise TypeError(f"<enum {class_name!r}> cannot extend {kind}")

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The type of the members' data, and the enumeration that the class derives from."""
        if not bases:
            return object, None
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError(
                "new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`"
            )
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        """The one base that says how the members' data is made, or None."""
        found = []
        for chain in bases:
            outermost = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        kind = base._member_type_
                        break
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    kind = outermost or base
                    break
                else:
                    outermost = outermost or base
            else:
                continue
            if kind not in found:
                found.append(kind)
        if len(found) > 1:
            raise TypeError(f"too many data types for {class_name!r}: {set(found)!r}")
        return found[0] if found else None

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        """The function that shows a member's value, or None for `repr`."""
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if "__repr__" in base.__dict__:
                    params = base.__dict__.get("__dataclass_params__")
                    if "__dataclass_fields__" in base.__dict__ and params is not None and params.repr:
                        return _dataclass_repr
                    return base.__dict__["__repr__"]
        return None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """What makes a member, whether it came with the class, and whether it takes the value."""
        new = classdict.get("__new__")
        save_new = first_enum is not None and new is not None
        if new is None:
            trivial = {None, None.__new__, object.__new__, None if Enum is None else Enum.__new__}
            for method in ("__new_member__", "__new__"):
                for kind in (member_type, first_enum):
                    target = getattr(kind, method, None)
                    if target not in trivial:
                        new = target
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        if isinstance(new, staticmethod):
            new = new.__func__
        use_args = first_enum is not None and new is not object.__new__
        if Enum is not None and new is Enum.__new__:
            use_args = False
        return new, save_new, use_args


EnumMeta = EnumType


def _inherit_methods(cls, classdict, member_type, first_enum):
    """Settle whether the data's type or the enumeration says how members look and are pickled."""
    settled = set(classdict)
    if ReprEnum is not None and ReprEnum in cls.__bases__:
        if "__format__" not in classdict:
            cls.__format__ = member_type.__format__
        if "__str__" not in classdict:
            shown = member_type.__str__
            cls.__str__ = member_type.__repr__ if shown is object.__str__ else shown
        settled.update(("__format__", "__str__"))
    for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
        if name in settled or first_enum is None:
            continue
        found = getattr(cls, name)
        # What comes from the data's type gives way to the enumeration.
        if found in (getattr(member_type, name), getattr(object, name)):
            setattr(cls, name, getattr(first_enum, name))


def _finish_flag(cls, classdict):
    """Give a class of flags its operators, which an integer base would hide, and its order."""
    for name in _FLAG_METHODS:
        if name not in classdict:
            type.__setattr__(cls, name, getattr(Flag, name))
    values = [item._value_ for item in cls]
    if None not in values and values != sorted(values):
        cls._iter_member_ = cls._iter_member_by_def_


def _check_order(cls, order):
    """Compare the members with an `_order_` that the class was given."""
    members = cls._member_map_
    if Flag is not None and issubclass(cls, Flag):
        order = [
            name
            for name in order
            if name not in members or (name in cls._member_names_ and members[name].name == name)
        ]
    else:
        order = [name for name in order if name not in members or members[name].name == name]
    if order != cls._member_names_:
        raise TypeError(f"member order does not match _order_:\n  {cls._member_names_!r}\n  {order!r}")


def _dataclass_repr(self):
    """How a data class's fields are shown inside a member's repr."""
    fields = self.__dataclass_fields__
    return ", ".join([f"{name}={getattr(self, name)!r}" for name, field in fields.items() if field.repr])


# --- the classes to derive from ---


class Enum(metaclass=EnumType):
    """The base of enumerations: class attributes become members, each with a name and a value."""

    name = _Own("name", "The name of the member.")
    value = _Own("value", "The value of the member.")

    def __new__(cls, value):
        # Once a class has its members, making an instance means looking one up.
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for item in cls._member_map_.values():
                if item._value_ == value:
                    return item
            for name, values in cls._unhashable_values_map_.items():
                if value in values:
                    return cls[name]
        if not cls._member_map_:
            if "_unfinished_" in cls.__dict__:
                raise TypeError("do not use `super().__new__; call the appropriate __new__ directly") from None
            raise TypeError(f"{cls!r} has no members defined")
        return _missing_member(cls, value)

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value for an `auto()`: one more than the highest so far."""
        if not last_values:
            return start
        try:
            highest = sorted(last_values).pop()
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None
        try:
            return highest + 1
        except TypeError:
            raise TypeError(f"unable to increment {highest!r}") from None

    @classmethod
    def _missing_(cls, value):
        """The member for a value that none has; to be overridden."""
        return None

    def _add_alias_(self, name):
        """Give this member another name."""
        cls = self.__class__
        if name in cls._member_map_:
            if cls._member_map_[name] is not self:
                raise NameError(f"{name!r} is already bound: {cls._member_map_[name]!r}")
            return
        cls._member_map_[name] = self
        _bind(cls, name, self)

    def _add_value_alias_(self, value):
        """Give this member another value to be found by."""
        cls = self.__class__
        try:
            if value in cls._value2member_map_:
                if cls._value2member_map_[value] is not self:
                    raise ValueError(f"{value!r} is already bound: {cls._value2member_map_[value]!r}")
                return
        except TypeError:
            for item in cls._member_map_.values():
                if item._value_ == value:
                    if item is not self:
                        raise ValueError(f"{value!r} is already bound: {item!r}") from None
                    return
        try:
            cls._value2member_map_.setdefault(value, self)
        except TypeError:
            cls._unhashable_values_.append(value)
            cls._unhashable_values_map_.setdefault(self.name, []).append(value)

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        return f"<{self.__class__.__name__}.{self._name_}: {show(self._value_)}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __dir__(self):
        cls = self.__class__
        names = {"__class__", "__doc__", "__eq__", "__hash__", "__module__"}
        if cls._member_type_ is not object:
            names = set(object.__dir__(self))
        for name in getattr(self, "__dict__", ()):
            if name[0] != "_" and name not in cls._member_map_:
                names.add(name)
        for klass in cls.mro():
            for name, attribute in klass.__dict__.items():
                if name[0] == "_":
                    continue
                if isinstance(attribute, property):
                    if attribute.fget is not None or name not in cls._member_map_:
                        names.add(name)
                    else:
                        names.discard(name)
                elif name not in cls._member_map_:
                    names.add(name)
        names.update(("name", "value"))
        return sorted(names)

    def __setattr__(self, name, value):
        if (name == "name" or name == "value") and isinstance(_static_lookup(type(self), name), _Own):
            raise AttributeError(f"<enum 'Enum'> cannot set attribute {name!r}")
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        if (name == "name" or name == "value") and isinstance(_static_lookup(type(self), name), _Own):
            raise AttributeError(f"<enum 'Enum'> cannot delete attribute {name!r}")
        object.__delattr__(self, name)

    # There is one object for each member, so identity will do, and costs no call.
    __hash__ = object.__hash__

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _missing_member(cls, value):
    """What `_missing_` gives for a value that no member has, if it is fit to be given out."""
    result = error = None
    try:
        result = cls._missing_(value)
    except Exception as raised:
        error = raised
    try:
        if isinstance(result, cls):
            return result
        if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
            return result
        unknown = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        if error is None:
            if result is None:
                raise unknown
            error = TypeError(
                f"error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member"
            )
        if not isinstance(error, ValueError):
            error.__context__ = unknown
        raise error
    finally:
        # The frame would otherwise be held by the exception that it holds.
        result = error = unknown = None


class ReprEnum(Enum):
    """An enumeration whose members print as their data does; only their repr is their own."""


class IntEnum(int, ReprEnum):
    """An enumeration whose members are integers too."""


class StrEnum(str, ReprEnum):
    """An enumeration whose members are strings too."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError(f"encoding must be a string, not {values[1]!r}")
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError("errors must be a string, not %r" % (values[2]))
        value = str(*values)
        item = str.__new__(cls, value)
        item._value_ = value
        return item

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value for an `auto()`: the name in lower case."""
        return name.lower()


class FlagBoundary(StrEnum):
    """What happens to bits that no flag stands for."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """An enumeration of bits, which can be combined."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value for an `auto()`: the next power of two."""
        if not last_values:
            return 1 if start is None else start
        highest = max(last_values)
        try:
            return 1 << highest.bit_length()
        except Exception:
            raise TypeError(f"invalid flag value {highest!r}") from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        """The single flags in a value, lowest first."""
        value &= cls._flag_mask_
        while value:
            bit = value & -value
            yield cls._value2member_map_[bit]
            value ^= bit

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        """The single flags in a value, in the order in which they were defined."""
        yield from sorted(cls._iter_member_by_value_(value), key=lambda item: item._sort_order_)

    @classmethod
    def _missing_(cls, value):
        """A combination that was not asked for before."""
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask, singles, all_bits = cls._flag_mask_, cls._singles_mask_, cls._all_bits_
        boundary = cls._boundary_
        given = value
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            if boundary is STRICT:
                _invalid_bits(cls, value, mask)
            elif boundary is CONFORM:
                value &= mask
            elif boundary is EJECT:
                return value
            elif boundary is KEEP:
                if value < 0:
                    value += max(all_bits + 1, 1 << value.bit_length())
            else:
                raise ValueError(f"{cls.__name__!r} unknown flag boundary {boundary!r}")
        if value < 0:
            value = all_bits + 1 + value if boundary in (EJECT, KEEP) else singles & value
        if value & ~mask and boundary is not KEEP:
            raise ValueError(
                f"{cls.__name__}({value!r}) -->  unknown values {value & ~mask!r} [{bin(value & ~mask)}]"
            )
        found = cls._value2member_map_.get(value)
        if found is None:
            found = cls._combination(value)
        if given < 0:
            cls._value2member_map_[given] = found
        return found

    @classmethod
    def _combination(cls, value):
        """A nameless or composite member for a value, which is remembered."""
        data_type = cls._member_type_
        item = object.__new__(cls) if data_type is object else data_type.__new__(cls, value)
        if not hasattr(item, "_value_"):
            item._value_ = value
        parts = []
        covered = 0
        for each in cls._iter_member_(value & cls._singles_mask_):
            parts.append(each._name_)
            covered |= each._value_
        if value & ~cls._singles_mask_:
            # Flags of several bits take part when all their bits are there and are not covered yet.
            for name, each in cls._member_map_.items():
                bits = each._value_
                if name not in parts and bits and bits & value == bits and bits & ~covered:
                    parts.append(name)
                    covered |= bits
        rest = value ^ covered
        name = "|".join(parts) if covered else None
        if name is not None and rest:
            if cls._boundary_ is STRICT:
                raise ValueError(f"{cls.__name__}: no members with value {rest!r}")
            name += f"|{cls._numeric_repr_(rest)}"
        item._name_ = name
        for each, stored in (("name", name), ("value", item._value_)):
            if isinstance(_static_lookup(cls, each), _Own):
                object.__setattr__(item, each, stored)
        return cls._value2member_map_.setdefault(value, item)

    def __contains__(self, other):
        """Whether all flags of `other` are in this one."""
        if not isinstance(other, self.__class__):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} "
                f"and {self.__class__.__qualname__!r}"
            )
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        """The single flags in this one."""
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        if self._name_ is None:
            return f"<{self.__class__.__name__}: {show(self._value_)}>"
        return f"<{self.__class__.__name__}.{self._name_}: {show(self._value_)}>"

    def __str__(self):
        if self._name_ is None:
            return f"{self.__class__.__name__}({self._value_!r})"
        return f"{self.__class__.__name__}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _bits(self, other, sign):
        """The bits of another operand; `NotImplemented` if it has none."""
        if isinstance(other, self.__class__):
            value = other._value_
        elif self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        else:
            return NotImplemented
        if value is None:
            raise TypeError(f"'{other}' cannot be combined with other flags with {sign}")
        if self._value_ is None:
            raise TypeError(f"'{self}' cannot be combined with other flags with {sign}")
        return value

    def __or__(self, other):
        bits = self._bits(other, "|")
        return bits if bits is NotImplemented else self.__class__(self._value_ | bits)

    def __and__(self, other):
        bits = self._bits(other, "&")
        return bits if bits is NotImplemented else self.__class__(self._value_ & bits)

    def __xor__(self, other):
        bits = self._bits(other, "^")
        return bits if bits is NotImplemented else self.__class__(self._value_ ^ bits)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        if self._value_ is None:
            raise TypeError(f"'{self}' cannot be inverted")
        if self._inverted_ is None:
            cls = self.__class__
            if self._boundary_ in (EJECT, KEEP):
                self._inverted_ = cls(~self._value_)
            else:
                self._inverted_ = cls(cls._singles_mask_ & ~self._value_)
        return self._inverted_


def _invalid_bits(cls, value, mask):
    """Say which bits are not allowed."""
    from enum import bin

    width = max(value.bit_length(), mask.bit_length())
    raise ValueError(
        f"{cls!r} invalid value {value!r}\n    given {bin(value, width)}\n  allowed {bin(mask, width)}"
    )


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are integers too."""


def unique(enumeration):
    """Refuse an enumeration in which two names share a value."""
    aliases = [f"{name} -> {item.name}" for name, item in enumeration.__members__.items() if name != item.name]
    if aliases:
        raise ValueError(f"duplicate values found in {enumeration!r}: {', '.join(aliases)}")
    return enumeration


_TOOLS = frozenset(
    (
        "CONTINUOUS EnumCheck NAMED_FLAGS UNIQUE _bits_of _simple_enum bin global_enum global_enum_repr "
        "global_flag_repr global_str pickle_by_enum_name pickle_by_global_name show_flag_values verify"
    ).split()
)


def __getattr__(name):
    # Few programs use these, so they are loaded when first asked for.
    if name in _TOOLS:
        import _enum_tools

        value = globals()[name] = getattr(_enum_tools, name)
        return value
    raise AttributeError(f"module 'enum' has no attribute {name!r}")
