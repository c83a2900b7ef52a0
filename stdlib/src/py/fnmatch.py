"""Matching file names with patterns of the shell: *, ?, [set] and [!set]."""

import functools
import itertools
import os
import posixpath
import re

__all__ = ['filter', 'filterfalse', 'fnmatch', 'fnmatchcase', 'translate']


def fnmatch(name, pat):
    """Test whether a name matches a pattern, as the system compares names."""
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


@functools.lru_cache(maxsize=32768, typed=True)
def _matcher(pat):
    if isinstance(pat, bytes):
        return re.compile(translate(pat.decode('latin-1')).encode('latin-1')).match
    return re.compile(translate(pat)).match


def filter(names, pat):
    """The names that match a pattern, as a list."""
    match = _matcher(os.path.normcase(pat))
    if os.path is posixpath:
        return [name for name in names if match(name)]
    return [name for name in names if match(os.path.normcase(name))]


def filterfalse(names, pat):
    """The names that do not match a pattern, as a list."""
    match = _matcher(os.path.normcase(pat))
    if os.path is posixpath:
        return list(itertools.filterfalse(match, names))
    return [name for name in names if match(os.path.normcase(name)) is None]


def fnmatchcase(name, pat):
    """Test whether a name matches a pattern, with regard to case."""
    return _matcher(pat)(name) is not None


def translate(pat):
    """A regular expression that matches what the pattern does."""
    star = object()
    return _join(_translate(pat, star, '.'), star)


def _translate(pat, star, question_mark):
    """The pattern's parts as regular expressions; stars as the object that is given."""
    parts = []
    at = 0
    while at < len(pat):
        char = pat[at]
        at += 1
        if char == '*':
            if not parts or parts[-1] is not star:
                parts.append(star)
        elif char == '?':
            parts.append(question_mark)
        elif char == '[':
            # A bracket that comes first in the set does not close it.
            first = at + pat.startswith('!', at)
            end = pat.find(']', first + 1)
            if end < 0:
                parts.append('\\[')
            else:
                parts.append(_set(pat[first:end], first > at))
                at = end + 1
        else:
            parts.append(re.escape(char))
    return parts


def _set(chars, negated):
    """A set; ranges that go backwards have nothing in them."""
    def escape(char):
        return '\\' + char if char in '\\-&~|' else char
    inner = []
    at = 0
    while at < len(chars):
        if chars[at + 1:at + 2] == '-' and at + 2 < len(chars):
            if chars[at] <= chars[at + 2]:
                inner.append(f'{escape(chars[at])}-{escape(chars[at + 2])}')
            at += 3
        else:
            inner.append(escape(chars[at]))
            at += 1
    inner = ''.join(inner)
    if not inner:
        return '.' if negated else '(?!)'
    if negated:
        return f'[^{inner}]'
    return f'[\\{inner}]' if inner[0] in '^[' else f'[{inner}]'


def _join(parts, star):
    """One expression. What stands between two stars is searched once only, where it comes first:
    there is no need to come back to it.
    """
    runs = [[]]
    for part in parts:
        if part is star:
            runs.append([])
        else:
            runs[-1].append(part)
    first, *rest = [''.join(run) for run in runs]
    if rest:
        *middle, last = rest
        first += ''.join([f'(?>.*?{run})' for run in middle]) + '.*' + last
    return f'(?s:{first})\\z'
