"""What `time.strptime` does: reading a time by a format, in the language's own names of days and months."""

import re
from time import struct_time, tzname

__all__ = ["_strptime_time"]

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]
_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]


def _zones():
    return sorted({"utc", "gmt", *(name.lower() for name in tzname)}, key=len, reverse=True)


def _short(names):
    return "|".join(name[:3] for name in names)


# What each directive matches.
_FIELDS = {
    "d": r"3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9]",
    "f": r"[0-9]{1,6}",
    "H": r"2[0-3]|[0-1]\d|\d| \d",
    "I": r"1[0-2]|0[1-9]|[1-9]| [1-9]",
    "G": r"\d\d\d\d",
    "j": r"36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]",
    "m": r"1[0-2]|0[1-9]|[1-9]",
    "M": r"[0-5]\d|\d",
    "S": r"6[0-1]|[0-5]\d|\d",
    "U": r"5[0-3]|[0-4]\d|\d",
    "w": r"[0-6]",
    "u": r"[1-7]",
    "V": r"5[0-3]|0[1-9]|[1-4]\d|\d",
    "W": r"5[0-3]|[0-4]\d|\d",
    "y": r"\d\d",
    "Y": r"\d\d\d\d",
    "z": r"[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|[Zz]",
    "A": "|".join(_DAYS),
    "a": _short(_DAYS),
    "B": "|".join(_MONTHS),
    "b": _short(_MONTHS),
    "p": "am|pm",
}
# Directives that stand for several others.
_COMPOUND = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S",
             "R": "%H:%M", "T": "%H:%M:%S", "r": "%I:%M:%S %p", "e": "%d"}
_cache = {}


def _pattern(format):
    """The regular expression of a format."""
    known = _cache.get(format)
    if known is None:
        if len(_cache) > 50:
            _cache.clear()
        known = _cache[format] = re.compile(_translate(format, format), re.IGNORECASE)
    return known


def _translate(text, format):
    parts = []
    at = 0
    while at < len(text):
        char = text[at]
        at += 1
        if char.isspace():
            while at < len(text) and text[at].isspace():
                at += 1
            parts.append(r"\s+")
        elif char != "%":
            parts.append(re.escape(char))
        elif at == len(text):
            raise ValueError(f"stray % in format {format!r}")
        else:
            name = text[at]
            at += 1
            if name == "%":
                parts.append("%")
            elif name == "Z":
                parts.append(f"(?P<Z>{'|'.join(map(re.escape, _zones()))})")
            elif name in _COMPOUND:
                parts.append(_translate(_COMPOUND[name], format))
            elif name in _FIELDS:
                parts.append(f"(?P<{name}>{_FIELDS[name]})")
            else:
                raise ValueError(f"'{name}' is a bad directive in format '{format}'")
    return "".join(parts)


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _ordinal(year, month, day):
    """Number of a date's day, counted from the first of January of the year 1."""
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    return days + _BEFORE_MONTH[month - 1] + (month > 2 and _is_leap(year)) + day


def _date(number):
    """The date of a number that [_ordinal] gives."""
    year = max(number // 366, 1)
    while _ordinal(year + 1, 1, 1) <= number:
        year += 1
    month = 12
    while _ordinal(year, month, 1) > number:
        month -= 1
    return year, month, number - _ordinal(year, month, 1) + 1


def _day_of_weeks(year, week, weekday, sunday_first):
    """Day of the year, from weeks that start with the year's first Monday or Sunday."""
    first = (_ordinal(year, 1, 1) + 6) % 7
    if sunday_first:
        first, weekday = (first + 1) % 7, (weekday + 1) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + (7 - first) % 7 + 7 * (week - 1) + weekday


def _offset(text):
    """Seconds from UTC."""
    if text in "Zz":
        return 0
    digits = text[1:].replace(":", "")
    seconds = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:6] or 0)
    return -seconds if text[0] == "-" else seconds


def _strptime_time(data_string, format="%a %b %d %H:%M:%S %Y"):
    """The time that a string names."""
    for number, given in enumerate((data_string, format)):
        if not isinstance(given, str):
            raise TypeError(f"strptime() argument {number} must be str, not {type(given)}")
    found = _pattern(format).match(data_string)
    if found is None:
        raise ValueError(f"time data {data_string!r} does not match format {format!r}")
    if found.end() != len(data_string):
        raise ValueError(f"unconverted data remains: {data_string[found.end():]}")
    fields = found.groupdict()

    def number(name, default=None):
        return int(fields[name]) if name in fields else default

    year = number("Y")
    if "y" in fields:
        year = number("y")
        year += 2000 if year <= 68 else 1900
    month, day, day_of_year = number("m", 1), number("d", 1), number("j")
    dated = "m" in fields or "d" in fields
    for name, names in (("B", _MONTHS), ("b", [name[:3] for name in _MONTHS])):
        if name in fields:
            month, dated = names.index(fields[name].lower()) + 1, True
    hour = number("H", 0)
    if "I" in fields:
        hour = number("I") % 12
        if fields.get("p", "").lower() == "pm":
            hour += 12
    weekday = None
    for name, names in (("A", _DAYS), ("a", [name[:3] for name in _DAYS])):
        if name in fields:
            weekday = names.index(fields[name].lower())
    if "w" in fields:
        weekday = (number("w") + 6) % 7
    if "u" in fields:
        weekday = number("u") - 1

    if "G" in fields:
        if day_of_year is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. "
                             "Use '%Y' instead.")
        if "V" not in fields or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
    elif "V" in fields:
        if year is None or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year "
                         "'%G' instead.")

    leap_day = False
    if year is None:
        # A leap year, so that the 29th of February has a place in it.
        leap_day = month == 2 and day == 29
        year = 1904 if leap_day else 1900
    if day_of_year is None and weekday is not None:
        week = number("U", number("W"))
        if week is not None and ("Y" in fields or "y" in fields):
            day_of_year = _day_of_weeks(year, week, weekday, "U" in fields)
        elif "G" in fields:
            # The first week is the one with the fourth of January.
            fourth = _ordinal(number("G"), 1, 4)
            start = fourth - (fourth + 6) % 7
            year, month, day = _date(start + 7 * (number("V") - 1) + weekday)
            dated = True
        if day_of_year is not None and day_of_year <= 0:
            year -= 1
            day_of_year += 366 if _is_leap(year) else 365
    if day_of_year is None:
        limit = 29 if month == 2 and _is_leap(year) else [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        if day > limit:
            raise ValueError(f"day {day} must be in range 1..{limit} for month {month} in year {year}")
        day_of_year = _ordinal(year, month, day) - _ordinal(year, 1, 1) + 1
    elif not dated:
        year, month, day = _date(day_of_year - 1 + _ordinal(year, 1, 1))
    if weekday is None:
        weekday = (_ordinal(year, month, day) + 6) % 7
    if leap_day:
        year = 1900
    zone = fields.get("Z")
    items = (year, month, day, hour, number("M", 0), number("S", 0), weekday, day_of_year, 0 if zone else -1)
    if "z" in fields:
        return struct_time(items + (zone, _offset(fields["z"])))
    return struct_time(items + (zone,))
