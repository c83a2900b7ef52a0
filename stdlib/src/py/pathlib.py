"""Paths as objects: PurePath computes with them, Path works on files too. Those of POSIX only."""

__all__ = ['UnsupportedOperation', 'PurePath', 'PurePosixPath', 'Path', 'PosixPath']

import functools
import glob as _glob
import io
import os
import posixpath
import re
import stat
from collections.abc import Sequence


class UnsupportedOperation(NotImplementedError):
    """The system cannot do this."""


@functools.lru_cache(maxsize=512)
def _matcher(pattern, recursive):
    return re.compile(_glob.translate(
        pattern, recursive=recursive, include_hidden=True, seps='/')).match


class _Parents(Sequence):
    """The folders that a path is in, nearest first."""

    def __init__(self, path):
        self._path = path
        self._count = len(path._tail)

    def __len__(self):
        return self._count

    def __getitem__(self, at):
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(self._count)))
        if not -self._count <= at < self._count:
            raise IndexError(at)
        at %= self._count
        return self._path._made(self._path.root, self._path._tail[:-at - 1])

    def __repr__(self):
        return f'<{type(self._path).__name__}.parents>'


class PurePath:
    """A path, with which no file is touched."""

    __slots__ = ('_given', '_root_', '_tail_', '_text', '_hash_')
    parser = posixpath

    def __new__(cls, *args, **kwargs):
        return object.__new__(PurePosixPath if cls is PurePath else cls)

    def __init__(self, *args):
        given = []
        for arg in args:
            if isinstance(arg, PurePath):
                given.append(str(arg) if arg._parsed() else '')
            else:
                try:
                    path = os.fspath(arg)
                except TypeError:
                    path = arg
                if not isinstance(path, str):
                    raise TypeError(
                        'argument should be a str or an os.PathLike object where __fspath__ '
                        f'returns a str, not {type(path).__name__!r}')
                given.append(path)
        self._given = given

    def with_segments(self, *args):
        """Make a path of the same class; classes that derive from it may do it in their own way."""
        return type(self)(*args)

    # ---- parts ----------------------------------------------------------------------------

    def _parsed(self):
        """The names behind the root; taken apart when they are first needed."""
        try:
            return self._tail_
        except AttributeError:
            path = posixpath.join(*self._given) if self._given else ''
            self._root_ = posixpath.splitroot(path)[1]
            self._tail_ = [name for name in path.split('/') if name and name != '.']
            return self._tail_

    def _made(self, root, tail):
        text = root + '/'.join(tail)
        path = self.with_segments(text)
        path._root_, path._tail_ = root, list(tail)
        path._text = text or '.'
        return path

    @property
    def _tail(self):
        return self._parsed()

    @property
    def drive(self):
        """Always empty."""
        return ''

    @property
    def root(self):
        """The slash, or two of them, that the path begins with."""
        self._parsed()
        return self._root_

    anchor = root

    @property
    def parts(self):
        """The root and the names, as a tuple."""
        root = self.root
        return ((root,) if root else ()) + tuple(self._tail_)

    @property
    def name(self):
        """The last name."""
        tail = self._parsed()
        return tail[-1] if tail else ''

    @property
    def suffix(self):
        """The last name's ending, with its dot."""
        return posixpath.splitext(self.name)[1]

    @property
    def suffixes(self):
        """All endings of the last name."""
        found = []
        stem, suffix = posixpath.splitext(self.name)
        while suffix:
            found.append(suffix)
            stem, suffix = posixpath.splitext(stem)
        return found[::-1]

    @property
    def stem(self):
        """The last name without its ending."""
        return posixpath.splitext(self.name)[0]

    @property
    def parent(self):
        """The folder that the path is in."""
        tail = self._parsed()
        return self._made(self._root_, tail[:-1]) if tail else self

    @property
    def parents(self):
        """All folders that the path is in."""
        return _Parents(self)

    def is_absolute(self):
        """Does the path begin with a root?"""
        return self.root != ''

    # ---- other paths ----------------------------------------------------------------------

    def joinpath(self, *pathsegments):
        """The path that the others lead to from here."""
        return self.with_segments(self, *pathsegments)

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    def with_name(self, name):
        """The path with another last name."""
        if not name or '/' in name or name == '.':
            raise ValueError(f'Invalid name {name!r}')
        tail = self._parsed()
        if not tail:
            raise ValueError(f'{self!r} has an empty name')
        return self._made(self._root_, tail[:-1] + [name])

    def with_stem(self, stem):
        """The path with the last name's beginning changed."""
        suffix = self.suffix
        if not suffix:
            return self.with_name(stem)
        if not stem:
            raise ValueError(f'{self!r} has a non-empty suffix')
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        """The path with another ending; an empty one removes it."""
        stem = self.stem
        if not stem:
            raise ValueError(f'{self!r} has an empty name')
        if suffix and not suffix.startswith('.'):
            raise ValueError(f'Invalid suffix {suffix!r}')
        return self.with_name(stem + suffix)

    def relative_to(self, other, *, walk_up=False):
        """The path that leads here from the other one; walk_up lets it begin with '..'."""
        if not isinstance(other, PurePath):
            other = self.with_segments(other)
        tail, from_ = self._parsed(), other._parsed()
        if self._root_ != other._root_:
            if walk_up:
                raise ValueError(f'{str(self)!r} and {str(other)!r} have different anchors')
            raise ValueError(f'{str(self)!r} is not in the subpath of {str(other)!r}')
        same = 0
        while same < min(len(tail), len(from_)) and tail[same] == from_[same]:
            same += 1
        steps = from_[same:]
        if steps and not walk_up:
            raise ValueError(f'{str(self)!r} is not in the subpath of {str(other)!r}')
        if '..' in steps:
            raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
        return self._made('', ['..'] * len(steps) + tail[same:])

    def is_relative_to(self, other):
        """Is the path the other one, or in it?"""
        if not isinstance(other, PurePath):
            other = self.with_segments(other)
        from_ = other._parsed()
        return self.root == other._root_ and self._tail_[:len(from_)] == from_

    # ---- matching -------------------------------------------------------------------------

    def full_match(self, pattern, *, case_sensitive=None):
        """Does the whole path match a pattern, in which ** stands for any number of names?"""
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
        text = str(self) if self.parts else ''
        shape = str(pattern) if pattern.parts else ''
        if case_sensitive is False:
            text, shape = text.lower(), shape.lower()
        return _matcher(shape, True)(text) is not None

    def match(self, path_pattern, *, case_sensitive=None):
        """Do the path's last names match a pattern?"""
        if not isinstance(path_pattern, PurePath):
            path_pattern = self.with_segments(path_pattern)
        parts, shapes = self.parts[::-1], path_pattern.parts[::-1]
        if not shapes:
            raise ValueError('empty pattern')
        if len(parts) < len(shapes) or len(parts) > len(shapes) and path_pattern.anchor:
            return False
        for part, shape in zip(parts, shapes):
            if case_sensitive is False:
                part, shape = part.lower(), shape.lower()
            if _matcher(shape, False)(part) is None:
                return False
        return True

    # ---- as something else ----------------------------------------------------------------

    def __str__(self):
        try:
            return self._text
        except AttributeError:
            tail = self._parsed()
            self._text = self._root_ + '/'.join(tail) or '.'
            return self._text

    __fspath__ = __str__

    def as_posix(self):
        """The path's text, with slashes."""
        return str(self)

    def __bytes__(self):
        return os.fsencode(str(self))

    def __repr__(self):
        return f'{type(self).__name__}({str(self)!r})'

    def as_uri(self):
        """The path as a URI that begins with file:."""
        if not self.is_absolute():
            raise ValueError("relative paths can't be expressed as file URIs")
        return 'file://' + _quote(bytes(self))

    def __reduce__(self):
        return self.__class__, tuple(self._given)

    def __hash__(self):
        try:
            return self._hash_
        except AttributeError:
            self._hash_ = hash(str(self))
            return self._hash_

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return str(self) == str(other) and self.parser is other.parser

    def _compared(self, other):
        if isinstance(other, PurePath) and self.parser is other.parser:
            return str(self).split('/'), str(other).split('/')

    def __lt__(self, other):
        both = self._compared(other)
        return both[0] < both[1] if both else NotImplemented

    def __le__(self, other):
        both = self._compared(other)
        return both[0] <= both[1] if both else NotImplemented

    def __gt__(self, other):
        both = self._compared(other)
        return both[0] > both[1] if both else NotImplemented

    def __ge__(self, other):
        both = self._compared(other)
        return both[0] >= both[1] if both else NotImplemented


def _quote(path):
    plain = b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~/'
    return ''.join([chr(byte) if byte in plain else f'%{byte:02X}' for byte in path])


def _unquote(text):
    first, *rest = text.encode().split(b'%')
    parts = [first]
    for part in rest:
        try:
            parts.append(bytes([int(part[:2], 16)]) + part[2:])
        except ValueError:
            parts.append(b'%' + part)
    return os.fsdecode(b''.join(parts))


class PurePosixPath(PurePath):
    """A path as POSIX systems have them."""

    __slots__ = ()


class Path(PurePath):
    """A path, and what can be done with the file or the folder there."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        return object.__new__(PosixPath if cls is Path else cls)

    @classmethod
    def cwd(cls):
        """The folder in which the process works."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """The user's folder."""
        return cls('~').expanduser()

    @classmethod
    def from_uri(cls, uri):
        """The path that a URI stands for, which begins with file:."""
        if not uri.startswith('file:'):
            raise ValueError("URL is missing a 'file:' scheme")
        path = uri.removeprefix('file:')
        if path.startswith('//'):
            authority, slash, path = path[2:].partition('/')
            if authority not in ('', 'localhost'):
                raise ValueError(f"URI is not absolute: {uri!r}")
            path = slash + path
        path = cls(_unquote(path))
        if not path.is_absolute():
            raise ValueError(f"URI is not absolute: {uri!r}")
        return path

    # ---- what is there --------------------------------------------------------------------

    def stat(self, *, follow_symlinks=True):
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        return os.lstat(self)

    def exists(self, *, follow_symlinks=True):
        """Is there anything?"""
        return os.path.exists(self) if follow_symlinks else os.path.lexists(self)

    def _is(self, test, follow_symlinks=True):
        try:
            return test(os.stat(self, follow_symlinks=follow_symlinks).st_mode)
        except (OSError, ValueError):
            return False

    def is_dir(self, *, follow_symlinks=True):
        """Is there a folder?"""
        return self._is(stat.S_ISDIR, follow_symlinks)

    def is_file(self, *, follow_symlinks=True):
        """Is there a regular file?"""
        return self._is(stat.S_ISREG, follow_symlinks)

    def is_symlink(self):
        """Is there a symbolic link?"""
        return os.path.islink(self)

    def is_junction(self):
        """Never, on POSIX systems."""
        return False

    def is_mount(self):
        """Is there a mounted file system?"""
        return os.path.ismount(self)

    def is_block_device(self):
        return self._is(stat.S_ISBLK)

    def is_char_device(self):
        return self._is(stat.S_ISCHR)

    def is_fifo(self):
        return self._is(stat.S_ISFIFO)

    def is_socket(self):
        return self._is(stat.S_ISSOCK)

    def samefile(self, other_path):
        """Is the other path one of the same file?"""
        other = other_path.stat() if hasattr(other_path, 'stat') else os.stat(other_path)
        return os.path.samestat(self.stat(), other)

    def readlink(self):
        """Where the symbolic link leads."""
        return self.with_segments(os.readlink(self))

    # ---- other paths ----------------------------------------------------------------------

    def absolute(self):
        """The path from the root on; '..' and links stay."""
        if self.is_absolute():
            return self
        return self.with_segments(os.getcwd(), self)

    def resolve(self, strict=False):
        """The path from the root on, without '..' and links."""
        return self.with_segments(os.path.realpath(self, strict=strict))

    def expanduser(self):
        """The path with ~ and ~user replaced."""
        tail = self._parsed()
        if not self._root_ and tail and tail[0].startswith('~'):
            home = os.path.expanduser(tail[0])
            if home.startswith('~'):
                raise RuntimeError('Could not determine home directory.')
            return self.with_segments(home, *tail[1:])
        return self

    # ---- folders --------------------------------------------------------------------------

    def iterdir(self):
        """The paths in the folder, in no particular order."""
        start = '' if str(self) == '.' else self
        names = os.listdir(self)
        return (self.with_segments(start, name) for name in names)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """The folders in this one and below: each with the names of folders and files in it."""
        for folder, folders, files in os.walk(
                self, topdown=top_down, onerror=on_error, followlinks=follow_symlinks):
            yield self.with_segments(folder), folders, files

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """The paths in the folder that match a pattern, in no particular order."""
        text = os.fspath(pattern)
        pattern = self.with_segments(pattern)
        names = list(pattern._parsed())
        if pattern._root_:
            raise NotImplementedError('Non-relative patterns are unsupported')
        if not names:
            raise ValueError(f'Unacceptable pattern: {text!r}')
        if text.endswith('/'):
            names.append('')
        text = '' if str(self) == '.' else str(self)
        seen = set()
        for path in _select(text, names, case_sensitive, recurse_symlinks):
            if path not in seen:
                seen.add(path)
                yield self.with_segments(path)

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """The same in the folders below, too."""
        pattern = os.fspath(pattern)
        return self.glob('**/' + pattern if pattern not in ('', '.') else '**/',
                         case_sensitive=case_sensitive, recurse_symlinks=recurse_symlinks)

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Make a folder; parents makes those that it is in."""
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        """Remove the folder, which must be empty."""
        os.rmdir(self)

    # ---- files ----------------------------------------------------------------------------

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        """Open the file, as the function of that name does."""
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """All bytes of the file."""
        with self.open('rb', buffering=0) as file:
            return file.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        """All text of the file."""
        with self.open('r', encoding=encoding, errors=errors, newline=newline) as file:
            return file.read()

    def write_bytes(self, data):
        """Make a file of these bytes."""
        view = memoryview(data)
        with self.open('wb') as file:
            return file.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Make a file of this text."""
        if not isinstance(data, str):
            raise TypeError(f'data must be str, not {data.__class__.__name__}')
        with self.open('w', encoding=encoding, errors=errors, newline=newline) as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        """Make an empty file; if there is one, it becomes new."""
        if exist_ok:
            try:
                os.utime(self, None)
            except OSError:
                pass
            else:
                return
        flags = os.O_CREAT | os.O_WRONLY | (0 if exist_ok else os.O_EXCL)
        os.close(os.open(self, flags, mode))

    def unlink(self, missing_ok=False):
        """Remove the file or the link."""
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        """Give the file another path, which is returned."""
        os.rename(self, target)
        return target if hasattr(target, 'with_segments') else self.with_segments(target)

    def replace(self, target):
        """The same; what is there already is replaced."""
        os.replace(self, target)
        return target if hasattr(target, 'with_segments') else self.with_segments(target)

    def symlink_to(self, target, target_is_directory=False):
        """Make a symbolic link here that leads to the target."""
        os.symlink(target, self)

    def hardlink_to(self, target):
        """Make the target's file have this path, too."""
        os.link(target, self)

    def chmod(self, mode, *, follow_symlinks=True):
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        self.chmod(mode, follow_symlinks=False)


class PosixPath(Path, PurePosixPath):
    """A path of this system."""

    __slots__ = ()


def _entries(folder):
    try:
        with os.scandir(folder or '.') as entries:
            return list(entries)
    except OSError:
        return []


def _is_folder(entry, follow):
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError:
        return False


def _select(path, names, case_sensitive, follow):
    """The paths below a folder that match names."""
    name, *rest = names
    if name == '':
        # A slash at the end: only folders.
        if os.path.isdir(path or '.'):
            yield path
    elif name == '**':
        while rest[:1] == ['**']:
            del rest[0]
        yield from _deep(path, rest, case_sensitive, follow)
    elif name == '..' or case_sensitive is not False and not _glob.has_magic(name):
        found = os.path.join(path, name)
        if rest:
            yield from _select(found, rest, case_sensitive, follow)
        elif os.path.lexists(found):
            yield found
    else:
        match = _matcher(name.lower() if case_sensitive is False else name, False)
        for entry in _entries(path):
            text = entry.name.lower() if case_sensitive is False else entry.name
            if match(text) and (not rest or _is_folder(entry, True)):
                found = os.path.join(path, entry.name)
                if rest:
                    yield from _select(found, rest, case_sensitive, follow)
                else:
                    yield found


def _deep(path, rest, case_sensitive, follow):
    """What ** stands for: this folder, and all that is below."""
    if not os.path.isdir(path or '.'):
        return
    if rest:
        yield from _select(path, rest, case_sensitive, follow)
    else:
        yield path
    for entry in _entries(path):
        found = os.path.join(path, entry.name)
        if _is_folder(entry, follow):
            yield from _deep(found, rest, case_sensitive, follow)
        elif not rest:
            yield found
