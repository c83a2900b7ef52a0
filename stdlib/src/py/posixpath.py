"""Paths as Unix writes them; this module is os.path."""

import genericpath
import posix as _posix
from genericpath import (ALLOW_MISSING, commonprefix, exists, getatime, getctime, getmtime,
                         getsize, isdevdrive, isdir, isfile, isjunction, islink, lexists,
                         samefile, sameopenfile, samestat)

__all__ = [
    'normcase', 'isabs', 'join', 'splitdrive', 'splitroot', 'split', 'splitext',
    'basename', 'dirname', 'commonprefix', 'getsize', 'getmtime', 'getatime', 'getctime',
    'islink', 'exists', 'lexists', 'isdir', 'isfile', 'ismount', 'expanduser',
    'expandvars', 'normpath', 'abspath', 'samefile', 'sameopenfile', 'samestat',
    'curdir', 'pardir', 'sep', 'pathsep', 'defpath', 'altsep', 'extsep', 'devnull',
    'realpath', 'supports_unicode_filenames', 'relpath', 'commonpath', 'isjunction',
    'isdevdrive', 'ALLOW_MISSING',
]

curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'
supports_unicode_filenames = False

_fspath = _posix.fspath


def normcase(s):
    """Return the path itself: case matters here."""
    return _fspath(s)


def isabs(s):
    """Does the path begin at the root?"""
    s = _fspath(s)
    return s.startswith(b'/' if isinstance(s, bytes) else '/')


def join(a, /, *p):
    """Put parts of a path together; an absolute part drops those before it."""
    path = _fspath(a)
    slash = b'/' if isinstance(path, bytes) else '/'
    try:
        for part in p:
            part = _fspath(part)
            if not path or part.startswith(slash):
                path = part
            elif path.endswith(slash):
                path += part
            else:
                path += slash + part
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types('join', a, *p)
        raise
    return path


def split(p, /):
    """Split a path in two before its last part."""
    p = _fspath(p)
    slash = b'/' if isinstance(p, bytes) else '/'
    at = p.rfind(slash) + 1
    # Slashes at the end of the head go, unless there is nothing else.
    return p[:at].rstrip(slash) or p[:at], p[at:]


def splitext(p, /):
    """Split the extension off a path; it begins with a dot or is empty."""
    p = _fspath(p)
    if isinstance(p, bytes):
        return genericpath._split_extension(p, b'/', b'.')
    return genericpath._split_extension(p, '/', '.')


def splitdrive(p, /):
    """Split the drive off a path; there are none here."""
    p = _fspath(p)
    return p[:0], p


def splitroot(p, /):
    """Split a path into drive (always empty), root and the rest."""
    p = _fspath(p)
    slash = b'/' if isinstance(p, bytes) else '/'
    # Two slashes at the beginning may have a meaning of their own; three have not.
    if not p.startswith(slash):
        width = 0
    elif p.startswith(slash * 2) and not p.startswith(slash * 3):
        width = 2
    else:
        width = 1
    return p[:0], p[:width], p[width:]


def basename(p, /):
    """Return the last part of a path."""
    p = _fspath(p)
    return p[p.rfind(b'/' if isinstance(p, bytes) else '/') + 1:]


def dirname(p, /):
    """Return a path without its last part."""
    return split(p)[0]


def ismount(path):
    """Is something mounted at path?"""
    try:
        here = _posix.lstat(path)
    except (OSError, ValueError):
        return False
    if here.st_mode & 0o170000 == 0o120000:
        return False
    path = _fspath(path)
    try:
        above = _posix.lstat(join(path, b'..' if isinstance(path, bytes) else '..'))
    except OSError:
        return False
    # The root is its own parent.
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def _home_of(user):
    """The home directory of the user of that name, None standing for the one running."""
    if user is None:
        from os import environ
        if 'HOME' in environ:
            return environ['HOME']
    try:
        import pwd
        entry = pwd.getpwuid(_posix.getuid()) if user is None else pwd.getpwnam(user)
    except (ImportError, KeyError):
        return None
    return entry.pw_dir


def expanduser(path):
    """Replace ~ or ~user at the beginning by that home directory, if it is known."""
    path = _fspath(path)
    in_bytes = isinstance(path, bytes)
    if not path.startswith(b'~' if in_bytes else '~'):
        return path
    slash = b'/' if in_bytes else '/'
    end = path.find(slash)
    if end < 0:
        end = len(path)
    user = path[1:end]
    if in_bytes:
        from os import fsdecode, fsencode
        home = _home_of(fsdecode(user) if user else None)
        if home is not None:
            home = fsencode(home)
    else:
        home = _home_of(user or None)
    if home is None:
        return path
    return home.rstrip(slash) + path[end:] or slash


def _is_name_char(char):
    return char == '_' or char.isascii() and char.isalnum()


def _find_variable(path, at):
    """Where the $name or ${name} at position `at` ends, and the name; None if none is there."""
    first = at + 1
    if path.startswith('{', first):
        end = path.find('}', first)
        # An open brace that is never closed reaches to the end and names nothing.
        return (len(path), '') if end < 0 else (end + 1, path[first + 1:end])
    end = first
    while end < len(path) and _is_name_char(path[end]):
        end += 1
    return None if end == first else (end, path[first:end])


def expandvars(path):
    """Replace $name and ${name} by what the environment has; unknown ones stay."""
    path = _fspath(path)
    if isinstance(path, bytes):
        if b'$' not in path:
            return path
        from os import fsdecode, fsencode
        return fsencode(expandvars(fsdecode(path)))
    at = path.find('$')
    if at < 0:
        return path
    from os import environ
    parts = []
    done = 0
    while at >= 0:
        found = _find_variable(path, at)
        if found is None:
            at = path.find('$', at + 1)
            continue
        end, name = found
        if name in environ:
            parts.append(path[done:at])
            parts.append(environ[name])
            done = end
        at = path.find('$', end)
    parts.append(path[done:])
    return ''.join(parts)


def normpath(path):
    """Take . and .. and doubled slashes out of a path, without looking at the disk."""
    path = _fspath(path)
    if isinstance(path, bytes):
        slash, dot, dotdot = b'/', b'.', b'..'
    else:
        slash, dot, dotdot = '/', '.', '..'
    _, root, rest = splitroot(path)
    kept = []
    for part in rest.split(slash):
        if not part or part == dot:
            continue
        if part != dotdot:
            kept.append(part)
        elif kept and kept[-1] != dotdot:
            kept.pop()
        elif not root:
            kept.append(part)
    return root + slash.join(kept) or dot


def abspath(path):
    """Return the path from the root, normalized."""
    path = _fspath(path)
    if isinstance(path, bytes):
        if not path.startswith(b'/'):
            path = join(_posix.getcwdb(), path)
    elif not path.startswith('/'):
        path = join(_posix.getcwd(), path)
    return normpath(path)


class _LinkDone:
    """Marks, among the parts still to walk, where the target of a link ends."""

    __slots__ = ('link',)

    def __init__(self, link):
        self.link = link


def realpath(filename, /, *, strict=False):
    """Return the path from the root with all links followed.

    With strict, what does not exist is an error; with strict=ALLOW_MISSING, any
    other failure is; else whatever cannot be followed is kept as it is.
    """
    filename = _fspath(filename)
    if isinstance(filename, bytes):
        slash, dot, dotdot = b'/', b'.', b'..'
        getcwd = _posix.getcwdb
    else:
        slash, dot, dotdot = '/', '.', '..'
        getcwd = _posix.getcwd
    if strict is ALLOW_MISSING:
        ignored = FileNotFoundError
    elif strict:
        ignored = ()
    else:
        ignored = OSError

    ahead = filename.split(slash)
    ahead.reverse()
    # How many of the things ahead are real parts, not marks.
    parts_ahead = len(ahead)
    path = slash if filename.startswith(slash) else getcwd()
    # Where links lead; None for a link that is being followed just now.
    resolved = {}
    while ahead:
        part = ahead.pop()
        if isinstance(part, _LinkDone):
            resolved[part.link] = path
            continue
        parts_ahead -= 1
        if not part or part == dot:
            continue
        if part == dotdot:
            path = path[:path.rindex(slash)] or slash
            continue
        here = path + part if path == slash else path + slash + part
        try:
            kind = _posix.lstat(here).st_mode & 0o170000
            if kind != 0o120000:
                if strict and parts_ahead and kind != 0o040000:
                    from errno import ENOTDIR
                    raise OSError(ENOTDIR, _posix.strerror(ENOTDIR), here)
                path = here
                continue
            if here in resolved:
                target = resolved[here]
                if target is not None:
                    path = target
                    continue
                if strict:
                    # Links that go round in a circle: let the system say so.
                    _posix.stat(here)
                path = here
                continue
            target = _posix.readlink(here)
        except ignored:
            path = here
            continue
        if target.startswith(slash):
            path = slash
        resolved[here] = None
        ahead.append(_LinkDone(here))
        parts = target.split(slash)
        parts.reverse()
        ahead.extend(parts)
        parts_ahead += len(parts)
    return path


def relpath(path, start=None):
    """Return the path as seen from start, or from the current directory."""
    path = _fspath(path)
    if not path:
        raise ValueError('no path specified')
    if isinstance(path, bytes):
        slash, dot, dotdot = b'/', b'.', b'..'
    else:
        slash, dot, dotdot = '/', '.', '..'
    start = dot if start is None else _fspath(start)
    try:
        origin = [part for part in abspath(start).split(slash) if part]
        goal = [part for part in abspath(path).split(slash) if part]
        shared = len(commonprefix([origin, goal]))
        steps = [dotdot] * (len(origin) - shared) + goal[shared:]
        return slash.join(steps) or dot
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types('relpath', path, start)
        raise


def commonpath(paths):
    """Return the longest path that all the paths lie in."""
    paths = tuple([_fspath(path) for path in paths])
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    if isinstance(paths[0], bytes):
        slash, dot = b'/', b'.'
    else:
        slash, dot = '/', '.'
    try:
        if len({path.startswith(slash) for path in paths}) != 1:
            raise ValueError("Can't mix absolute and relative paths")
        shared = commonprefix(
            [[part for part in path.split(slash) if part and part != dot] for path in paths])
        root = slash if paths[0].startswith(slash) else slash[:0]
        return root + slash.join(shared)
    except (TypeError, AttributeError):
        genericpath._check_arg_types('commonpath', *paths)
        raise
