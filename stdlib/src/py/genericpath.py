"""Questions about paths that are the same on every system; part of os.path."""

import posix as _posix

__all__ = ['commonprefix', 'exists', 'getatime', 'getctime', 'getmtime', 'getsize',
           'isdevdrive', 'isdir', 'isfile', 'isjunction', 'islink', 'lexists', 'samefile',
           'sameopenfile', 'samestat', 'ALLOW_MISSING']


class _AllowMissing:
    """The type of ALLOW_MISSING, which realpath() takes for strict."""

    def __repr__(self):
        return 'os.path.ALLOW_MISSING'

    def __reduce__(self):
        return 'ALLOW_MISSING'


ALLOW_MISSING = _AllowMissing()


def exists(path):
    """Is there something at path, links followed?"""
    return _posix._path_exists(path)


def lexists(path):
    """Is there something at path, be it a link that leads nowhere?"""
    return _posix._path_lexists(path)


def isfile(path):
    """Is it a regular file, links followed?"""
    return _posix._path_isfile(path)


def isdir(s):
    """Is it a directory, links followed?"""
    return _posix._path_isdir(s)


def islink(path):
    """Is it a symbolic link?"""
    return _posix._path_islink(path)


def isjunction(path):
    """Is it a junction? Only Windows has them."""
    _posix.fspath(path)
    return False


def isdevdrive(path):
    """Is it on a Dev Drive? Only Windows has them."""
    _posix.fspath(path)
    return False


def getsize(filename):
    """Return the size of a file in bytes."""
    return _posix.stat(filename).st_size


def getmtime(filename):
    """Return when a file's content was changed last."""
    return _posix.stat(filename).st_mtime


def getatime(filename):
    """Return when a file was read last."""
    return _posix.stat(filename).st_atime


def getctime(filename):
    """Return when a file's status was changed last."""
    return _posix.stat(filename).st_ctime


def commonprefix(m, /):
    """Return the longest beginning that all the paths have, character by character."""
    if not m:
        return ''
    if not isinstance(m[0], (list, tuple)):
        m = tuple([_posix.fspath(path) for path in m])
    # What the first and the last in order share, all the others do, too.
    first = min(m)
    last = max(m)
    for i, item in enumerate(first):
        if item != last[i]:
            return first[:i]
    return first


def samestat(s1, s2):
    """Do two stat results belong to the same file?"""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    """Do two paths lead to the same file?"""
    return samestat(_posix.stat(f1), _posix.stat(f2))


def sameopenfile(fp1, fp2):
    """Do two file descriptors refer to the same file?"""
    return samestat(_posix.fstat(fp1), _posix.fstat(fp2))


def _split_extension(path, sep, dot):
    """Split path before the last dot of its last part, unless only dots precede it."""
    base = path.rfind(sep) + 1
    at = path.rfind(dot, base)
    if at > base and path[base:at].strip(dot):
        return path[:at], path[at:]
    return path, path[:0]


def _check_arg_types(function, *args):
    """Raise the TypeError that tells what is wrong with the parts of a path."""
    strings = byte_strings = False
    for arg in args:
        if isinstance(arg, str):
            strings = True
        elif isinstance(arg, bytes):
            byte_strings = True
        else:
            raise TypeError(f'{function}() argument must be str, bytes, or os.PathLike object, '
                            f'not {arg.__class__.__name__!r}') from None
    if strings and byte_strings:
        raise TypeError("Can't mix strings and bytes in path components") from None
