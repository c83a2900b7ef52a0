"""Regular expressions.

match, fullmatch, search: try a pattern at the beginning of a string, on all of it, anywhere in it.
sub, subn, split, findall, finditer: work on all places where a pattern matches.
compile: make a pattern object, which has these as methods.
escape: a pattern that matches a string and nothing else.
"""

import enum
import functools
import _sre
from _sre import Match, Pattern

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge",
    "escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE",
    "LOCALE", "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag", "PatternError",
]

__version__ = "2.2.1"


@enum.global_enum
@enum._simple_enum(enum.IntFlag, boundary=enum.KEEP)
class RegexFlag:
    """What changes the meaning of a pattern."""
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    DEBUG = 128
    __str__ = object.__str__
    _numeric_repr_ = hex


class PatternError(Exception):
    """What is wrong with a pattern.

    msg: the message alone; pattern: the pattern; pos: where in it the problem stands, or None;
    lineno, colno: the same in lines and columns.
    """

    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        if pattern is None or pos is None:
            self.lineno = self.colno = None
        else:
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            msg = f"{msg} at position {pos}"
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


error = PatternError


def match(pattern, string, flags=0):
    """Try to apply the pattern at the start of the string, returning a Match object or None."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """Try to apply the pattern to all of the string, returning a Match object or None."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """Look for a match of the pattern anywhere in the string: a Match object or None."""
    return _compile(pattern, flags).search(string)


class _NotGiven(int):
    """The default of parameters that should be given by keyword."""


_not_given = _NotGiven(0)


def _positional(function, names, values, given):
    """The values of parameters that were given by position and should not have been."""
    if len(values) > len(names):
        raise TypeError(f"{function}() takes from {3 - len(names) % 2} to {5 - len(names) % 2} "
                        f"positional arguments but {len(values) + 3 - len(names) % 2} were given")
    for name, value in zip(names, given):
        if value is not _not_given and names.index(name) < len(values):
            raise TypeError(f"{function}() got multiple values for argument '{name}'")
    import warnings
    warnings.warn(f"'{names[0]}' is passed as positional argument", DeprecationWarning, stacklevel=3)
    return [*values, *given[len(values):]]


def sub(pattern, repl, string, *args, count=_not_given, flags=_not_given):
    """Return the string with all places where the pattern matches replaced.

    repl is a template, in which backslashes lead to groups, or a function that is given the Match object.
    """
    if args:
        count, flags = _positional("sub", ("count", "flags"), args, (count, flags))
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, *args, count=_not_given, flags=_not_given):
    """As sub(), but return the string and the number of replacements."""
    if args:
        count, flags = _positional("subn", ("count", "flags"), args, (count, flags))
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, *args, maxsplit=_not_given, flags=_not_given):
    """Split the string where the pattern matches, and return the pieces, and the groups between them."""
    if args:
        maxsplit, flags = _positional("split", ("maxsplit", "flags"), args, (maxsplit, flags))
    return _compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """Return a list of all matches: strings, or tuples of the groups if there are several."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """Return an iterator over the Match objects of all matches."""
    return _compile(pattern, flags).finditer(string)


def compile(pattern, flags=0):
    """Compile a pattern, returning a Pattern object."""
    return _compile(pattern, flags)


def purge():
    """Forget the patterns that were compiled before."""
    _cache.clear()


_special = {code: "\\" + chr(code) for code in b"()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    """Escape special characters in a string."""
    if isinstance(pattern, str):
        return pattern.translate(_special)
    return str(pattern, "latin1").translate(_special).encode("latin1")


_cache = {}
_MAX_CACHE = 512


def _compile(pattern, flags):
    """The compiled pattern; those of before are kept."""
    try:
        return _cache[type(pattern), pattern, flags]
    except KeyError:
        pass
    if isinstance(flags, RegexFlag):
        flags = flags.value
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    compiled = _sre.compile(pattern, flags & 0xffffffff)
    if not flags & DEBUG:
        if len(_cache) >= _MAX_CACHE:
            _cache.pop(next(iter(_cache)), None)
        _cache[type(pattern), pattern, flags] = compiled
    return compiled


class Scanner:
    """Cuts a string into tokens by a list of pairs: a pattern, and what becomes of its matches."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        self._phrases = [(compile(phrase, flags), action) for phrase, action in lexicon]

    def scan(self, string):
        """Return the results of the actions, and the rest of the string that no pattern matches."""
        results = []
        at = 0
        while True:
            for phrase, action in self._phrases:
                found = phrase.match(string, at)
                if found is not None:
                    break
            else:
                break
            if found.end() == at:
                break
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                results.append(action)
            at = found.end()
        return results, string[at:]


def _pickle(pattern):
    return _compile, (pattern.pattern, pattern.flags)


import copyreg
copyreg.pickle(Pattern, _pickle, _compile)
