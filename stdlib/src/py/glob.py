"""Files whose paths match a pattern of the shell; ** stands for any number of folders."""

import fnmatch
import os
import re

__all__ = ['glob', 'iglob', 'escape', 'translate']

_magic = re.compile('([*?[])')
_magic_bytes = re.compile(b'([*?[])')


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths that match a pattern, as a list; see iglob()."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive,
                      include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths that match a pattern, one after the other, in no particular order.

    Relative patterns begin in root_dir. recursive gives ** its meaning; names that begin with a dot
    match where the pattern has that dot, or if include_hidden is true.
    """
    if dir_fd is not None:
        raise NotImplementedError('dir_fd is not supported')
    root = os.fspath(root_dir) if root_dir is not None else pathname[:0]
    found = _Search(root, recursive, include_hidden).paths(pathname, False)
    if not pathname or recursive and _is_recursive(pathname[:2]):
        # The folder itself comes as an empty path.
        return (path for path in found if path)
    return found


class _Search:
    def __init__(self, root, recursive, hidden):
        self.root = root
        self.recursive = recursive
        self.hidden = hidden

    def paths(self, pattern, folders_only):
        folder, name = os.path.split(pattern)
        if not has_magic(pattern):
            exists = os.path.lexists if name else os.path.isdir
            if exists(self.below(pattern if name else folder)):
                yield pattern
            return
        search = self.one
        if has_magic(name):
            search = self.deep if self.recursive and _is_recursive(name) else self.matching
        if not folder:
            yield from search(self.root, name, folders_only)
            return
        # Split leaves a root or a drive as it is.
        folders = [folder]
        if folder != pattern and has_magic(folder):
            folders = self.paths(folder, True)
        for folder in folders:
            for found in search(self.below(folder), name, folders_only):
                yield os.path.join(folder, found)

    def below(self, path):
        return os.path.join(self.root, path) if self.root else path

    def one(self, folder, name, folders_only):
        """A name without pattern; an empty one stands for a folder with a slash behind it."""
        if os.path.lexists(_join(folder, name)) if name else os.path.isdir(folder):
            yield name

    def matching(self, folder, pattern, folders_only):
        names = _names(folder, pattern, folders_only)
        if not (self.hidden or _is_hidden(pattern)):
            names = (name for name in names if not _is_hidden(name))
        yield from fnmatch.filter(names, pattern)

    def deep(self, folder, pattern, folders_only):
        if not folder or os.path.isdir(folder):
            yield pattern[:0]
        yield from self.all_below(folder, pattern, folders_only)

    def all_below(self, folder, like, folders_only):
        for name in _names(folder, like, folders_only):
            if self.hidden or not _is_hidden(name):
                yield name
                for inner in self.all_below(_join(folder, name), like, folders_only):
                    yield _join(name, inner)


def _join(folder, name):
    return os.path.join(folder, name) if folder and name else folder or name


def _names(folder, like, folders_only):
    """The names in a folder, of the pattern's type; none if it cannot be read."""
    if not folder:
        folder = os.fsencode(os.curdir) if isinstance(like, bytes) else os.curdir
    elif isinstance(like, bytes):
        folder = os.fsencode(folder)
    try:
        with os.scandir(folder) as entries:
            names = []
            for entry in entries:
                try:
                    if not folders_only or entry.is_dir():
                        names.append(entry.name)
                except OSError:
                    pass
            return names
    except OSError:
        return []


def has_magic(s):
    return (_magic_bytes if isinstance(s, bytes) else _magic).search(s) is not None


def _is_hidden(path):
    return path[:1] in ('.', b'.')


def _is_recursive(pattern):
    return pattern in ('**', b'**')


def escape(pathname):
    """The path as a pattern that matches nothing else."""
    drive, path = os.path.splitdrive(pathname)
    if isinstance(path, bytes):
        return drive + _magic_bytes.sub(rb'[\1]', path)
    return drive + _magic.sub(r'[\1]', path)


def translate(pat, *, recursive=False, include_hidden=False, seps=None):
    """A regular expression that matches the paths that the pattern does.

    seps are the characters that separate names; the first is how the pattern does it.
    """
    if not seps:
        seps = (os.path.sep, os.path.altsep) if os.path.altsep else os.path.sep
    escaped = ''.join(map(re.escape, seps))
    any_sep = f'[{escaped}]' if len(seps) > 1 else escaped
    other = f'[^{escaped}]'
    if include_hidden:
        one_or_more, any_folders, anything = f'{other}+', f'(?:.+{any_sep})?', '.*'
    else:
        one_or_more = f'[^{escaped}.]{other}*'
        any_folders = f'(?:{one_or_more}{any_sep})*'
        anything = f'{any_folders}(?:{one_or_more})?'
    names = re.split(any_sep, pat)
    last = len(names) - 1
    result = []
    for at, name in enumerate(names):
        if name == '*':
            result.append(one_or_more if at == last else one_or_more + any_sep)
        elif recursive and name == '**':
            if at == last:
                result.append(anything)
            elif names[at + 1] != '**':
                result.append(any_folders)
        else:
            if name:
                if not include_hidden and name[0] in '*?':
                    result.append(r'(?!\.)')
                result.extend(fnmatch._translate(name, f'{other}*', other))
            if at < last:
                result.append(any_sep)
    return f'(?s:{"".join(result)})\\z'
