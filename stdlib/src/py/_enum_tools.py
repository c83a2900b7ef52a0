"""The parts of `enum` that few programs use: checks, and members as constants of a module."""

import sys
from enum import KEEP, Enum, Flag, ReprEnum, StrEnum, _is_bit

# --- decorators ---


class EnumCheck(StrEnum):
    """What `verify` can check."""

    __module__ = "enum"

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Decorates an enumeration that has to pass the given checks."""

    __module__ = "enum"

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        name = enumeration.__name__
        is_flag = issubclass(enumeration, Flag)
        if not is_flag and not issubclass(enumeration, Enum):
            raise TypeError("the 'verify' decorator only works with Enum and Flag")
        kind = "flag" if is_flag else "enum"
        for check in self.checks:
            if check is UNIQUE:
                aliases = [
                    f"{alias} -> {item.name}"
                    for alias, item in enumeration.__members__.items()
                    if alias != item.name
                ]
                if aliases:
                    raise ValueError(f"aliases found in {enumeration!r}: {', '.join(aliases)}")
            elif check is CONTINUOUS:
                values = {item.value for item in enumeration}
                if len(values) < 2:
                    continue
                low, high = min(values), max(values)
                if is_flag:
                    expected = [1 << bit for bit in range(low.bit_length(), high.bit_length() - 1)]
                else:
                    expected = range(low + 1, high)
                missing = [str(value) for value in expected if value not in values]
                if missing:
                    raise ValueError(f"invalid {kind} {name!r}: missing values {', '.join(missing)}"[:256])
            elif check is NAMED_FLAGS:
                self._check_names(enumeration, name)
        return enumeration

    @staticmethod
    def _check_names(enumeration, name):
        """Refuse flags of several bits of which one has no name."""
        singles = [item.value for item in enumeration]
        unnamed = []
        bits = 0
        for alias, item in enumeration._member_map_.items():
            if alias in enumeration._member_names_ or item.value < 0:
                continue
            lacking = [bit for bit in _bits_of(item.value) if bit not in singles]
            if lacking:
                unnamed.append(alias)
                for bit in lacking:
                    bits |= bit
        if not unnamed:
            return
        if len(unnamed) == 1:
            shown = f"alias {unnamed[0]} is missing"
        else:
            shown = f"aliases {', '.join(unnamed[:-1])} and {unnamed[-1]} are missing"
        value = f"value {bits:#x}" if _is_bit(bits) else f"combined values of {bits:#x}"
        raise ValueError(
            f"invalid Flag {name!r}: {shown} {value} [use enum.show_flag_values(value) for details]"
        )


def _bits_of(value):
    """The powers of two that make up a value, lowest first."""
    value = getattr(value, "_value_", value)
    if value < 0:
        raise ValueError(f"{value} is not a positive integer")
    while value:
        bit = value & -value
        yield bit
        value ^= bit


def show_flag_values(value):
    """The powers of two that make up a value, as a list."""
    return list(_bits_of(value))


def bin(num, max_bits=None):
    """The two's complement of a number in binary, the sign bit apart: `bin(10)` is `'0b0 1010'`."""
    import builtins

    length = num.bit_length()
    if num >= 0:
        shown = builtins.bin(num + (1 << length))
        sign = "0"
    else:
        shown = builtins.bin(~num ^ ((1 << (length + 1)) - 1))
        sign = "1"
    digits = shown[3:]
    if max_bits is not None and len(digits) < max_bits:
        digits = (sign * max_bits + digits)[-max_bits:]
    return f"0b{sign} {digits}"


# --- members as a module's constants ---


def global_enum_repr(self):
    """Show a member as an attribute of its module."""
    module = self.__class__.__module__.split(".")[-1]
    return f"{module}.{self._name_}"


def global_flag_repr(self):
    """Show a combination of flags as attributes of their module."""
    cls = self.__class__
    module = cls.__module__.split(".")[-1]
    if self._name_ is None:
        return f"{module}.{cls.__name__}({self._value_!r})"
    if _is_bit(self._value_):
        return f"{module}.{self._name_}"
    if cls._boundary_ is not KEEP:
        return "|".join([f"{module}.{name}" for name in self.name.split("|")])
    parts = self._name_.split("|")
    return "|".join([part if part[0].isdigit() else f"{module}.{part}" for part in parts])


def global_str(self):
    """Show a member by its bare name."""
    if self._name_ is None:
        return f"{self.__class__.__name__}({self._value_!r})"
    return self._name_


def global_enum(cls, update_str=False):
    """Decorate an enumeration whose members become constants of its module."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def pickle_by_global_name(self, proto):
    """A `__reduce_ex__` for members that are constants of a module."""
    return self.name


def pickle_by_enum_name(self, proto):
    """A `__reduce_ex__` that goes by the member's name instead of its value."""
    return getattr, (self.__class__, self._name_)


def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """Decorate a plain class so that it becomes an enumeration."""

    def convert(cls):
        namespace = etype.__class__.__prepare__(cls.__name__, (etype,))
        for name, value in cls.__dict__.items():
            if name not in ("__dict__", "__weakref__"):
                namespace[name] = value
        return etype.__class__(cls.__name__, (etype,), namespace, boundary=boundary)

    return convert
