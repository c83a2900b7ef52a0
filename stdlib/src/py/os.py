"""What the operating system offers: files, directories, processes, the environment."""

import sys
import posix as _posix
import posixpath as path
from posix import *
from posix import _exit
from posixpath import (altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep)

sys.modules['os.path'] = path

name = 'posix'
linesep = '\n'
error = OSError

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2

P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1

supports_bytes_environ = True
# Which functions take a dir_fd, a descriptor for a path, and so on: none is promised.
supports_dir_fd = set()
supports_effective_ids = set()
supports_fd = set()
supports_follow_symlinks = set()

_ENCODING = sys.getfilesystemencoding()


def fsencode(filename):
    """Return a path as bytes, as the system has it."""
    filename = fspath(filename)
    if isinstance(filename, str):
        return filename.encode(_ENCODING, 'surrogateescape')
    return filename


def fsdecode(filename):
    """Return a path as a string; bytes that are no text survive the way back."""
    filename = fspath(filename)
    if isinstance(filename, bytes):
        return filename.decode(_ENCODING, 'surrogateescape')
    return filename


def __getattr__(attribute):
    # What most programs never ask for is made when it is asked for first.
    if attribute == '__all__':
        hidden = {'sys', 'PathLike'}
        return ['_exit', *[public for public in globals()
                           if public[0] != '_' and public not in hidden]]
    if attribute != 'PathLike':
        raise AttributeError(f"module 'os' has no attribute {attribute!r}")
    global PathLike
    from abc import ABC, abstractmethod

    class PathLike(ABC):
        """Whatever has __fspath__() and so stands for a path."""

        __slots__ = ()

        @abstractmethod
        def __fspath__(self):
            """Return the path as a string or bytes."""
            raise NotImplementedError

        @classmethod
        def __subclasshook__(cls, subclass):
            if cls is PathLike:
                for base in subclass.__mro__:
                    if '__fspath__' in base.__dict__:
                        return base.__dict__['__fspath__'] is not None
            return NotImplemented

        def __class_getitem__(cls, item):
            """PathLike[str] for annotations."""
            from types import GenericAlias
            return GenericAlias(cls, item)

    PathLike.__qualname__ = 'PathLike'
    return PathLike


# ---------------------------------------------------------------------------
# The environment

_MISSING = object()


class _Environ:
    """The environment as a mapping; to change it changes the process's own."""

    def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
        self._data = data
        self.encodekey = encodekey
        self.decodekey = decodekey
        self.encodevalue = encodevalue
        self.decodevalue = decodevalue

    def __getitem__(self, key):
        try:
            value = self._data[self.encodekey(key)]
        except KeyError:
            raise KeyError(key) from None
        return self.decodevalue(value)

    def __setitem__(self, key, value):
        key = self.encodekey(key)
        value = self.encodevalue(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        encoded = self.encodekey(key)
        unsetenv(encoded)
        try:
            del self._data[encoded]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        decode = self.decodekey
        for key in list(self._data):
            yield decode(key)

    def __len__(self):
        return len(self._data)

    def __contains__(self, key):
        return self.encodekey(key) in self._data

    def __repr__(self):
        items = ', '.join([f'{key!r}: {value!r}' for key, value in self.copy().items()])
        return f'environ({{{items}}})'

    def __eq__(self, other):
        if isinstance(other, _Environ):
            return self.copy() == other.copy()
        if isinstance(other, dict):
            return self.copy() == other
        return NotImplemented

    __hash__ = None

    def __or__(self, other):
        if not isinstance(other, (dict, _Environ)):
            return NotImplemented
        return self.copy() | dict(other)

    def __ror__(self, other):
        if not isinstance(other, (dict, _Environ)):
            return NotImplemented
        return dict(other) | self.copy()

    def __ior__(self, other):
        self.update(other)
        return self

    def copy(self):
        """Return the environment as a dict."""
        decode_key = self.decodekey
        decode_value = self.decodevalue
        return {decode_key(key): decode_value(value) for key, value in self._data.items()}

    def get(self, key, default=None):
        """Return the value of key, or default."""
        try:
            return self[key]
        except KeyError:
            return default

    def keys(self):
        """Return a view of the names."""
        from collections.abc import KeysView
        return KeysView(self)

    def values(self):
        """Return a view of the values."""
        from collections.abc import ValuesView
        return ValuesView(self)

    def items(self):
        """Return a view of the names and values."""
        from collections.abc import ItemsView
        return ItemsView(self)

    def setdefault(self, key, value):
        """Return the value of key, which is set first if there is none."""
        if key not in self:
            self[key] = value
        return self[key]

    def pop(self, key, default=_MISSING):
        """Remove key and return its value, or default."""
        try:
            value = self[key]
        except KeyError:
            if default is _MISSING:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        """Remove some key and return it with its value."""
        for key in self:
            return key, self.pop(key)
        raise KeyError

    def clear(self):
        """Remove everything."""
        for key in self:
            del self[key]

    def update(self, other=(), /, **changes):
        """Set names from a mapping, pairs or keywords."""
        if hasattr(other, 'keys'):
            other = [(key, other[key]) for key in other.keys()]
        for key, value in other:
            self[key] = value
        for key, value in changes.items():
            self[key] = value


def _encode_text(value):
    if not isinstance(value, str):
        raise TypeError(f'str expected, not {type(value).__name__}')
    return value.encode(_ENCODING, 'surrogateescape')


def _decode_text(value):
    return value.decode(_ENCODING, 'surrogateescape')


def _check_bytes(value):
    if not isinstance(value, bytes):
        raise TypeError(f'bytes expected, not {type(value).__name__}')
    return value


environ = _Environ(_posix.environ, _encode_text, _decode_text, _encode_text, _decode_text)
environb = _Environ(_posix.environ, _check_bytes, bytes, _check_bytes, bytes)


def getenv(key, default=None):
    """Return a variable of the environment, or default."""
    return environ.get(key, default)


def getenvb(key, default=None):
    """The same in bytes."""
    return environb.get(key, default)


def get_exec_path(env=None):
    """Return the directories in which programs are looked for."""
    if env is None:
        env = environ
    found = env.get('PATH')
    try:
        in_bytes = env.get(b'PATH')
    except TypeError:
        in_bytes = None
    if in_bytes is not None:
        if found is not None:
            raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
        found = in_bytes
    if found is None:
        found = defpath
    return fsdecode(found).split(pathsep)


# ---------------------------------------------------------------------------
# Directories

def makedirs(name, mode=0o777, exist_ok=False):
    """Make a directory and those above it that are missing."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass  # somebody else was faster
        if tail == (b'.' if isinstance(tail, bytes) else '.'):
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def _prune(head, tail):
    """Remove head and the directories above it as long as they are empty."""
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def removedirs(name):
    """Remove a directory and those above it as long as they are empty."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    _prune(head, tail)


def renames(old, new):
    """Rename, making the directories that new needs and removing those old leaves empty."""
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def _list_for_walk(top, onerror, followlinks, topdown):
    """The directories and the other entries of top, and which of the former to enter."""
    directories = []
    others = []
    to_enter = []
    try:
        with scandir(top) as entries:
            for entry in entries:
                try:
                    is_directory = entry.is_dir()
                except OSError:
                    is_directory = False
                if not is_directory:
                    others.append(entry.name)
                    continue
                directories.append(entry.name)
                if topdown:
                    continue
                try:
                    enter = followlinks or not entry.is_symlink()
                except OSError:
                    enter = True
                if enter:
                    to_enter.append(entry.path)
    except OSError as problem:
        if onerror is not None:
            onerror(problem)
        return None
    return directories, others, to_enter


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Give (directory, its directories, its other entries) for top and all below.

    From the top down the list of directories may be changed in order to change
    which are entered. onerror is called with what went wrong.
    """
    ahead = [fspath(top)]
    while ahead:
        top = ahead.pop()
        if isinstance(top, tuple):
            # Bottom up: all that is below this directory has been given.
            yield top
            continue
        listing = _list_for_walk(top, onerror, followlinks, topdown)
        if listing is None:
            continue
        directories, others, to_enter = listing
        if topdown:
            yield top, directories, others
            for name in reversed(directories):
                below = path.join(top, name)
                if followlinks or not path.islink(below):
                    ahead.append(below)
        else:
            ahead.append((top, directories, others))
            ahead.extend(reversed(to_enter))


# ---------------------------------------------------------------------------
# Files and processes

def fdopen(fd, mode='r', buffering=-1, encoding=None, *args, **kwargs):
    """Return a file object for a file descriptor."""
    if not isinstance(fd, int):
        raise TypeError(f'invalid fd type ({type(fd)}, expected integer)')
    import io
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def process_cpu_count():
    """Return how many CPUs the threads of this process may use."""
    if hasattr(_posix, 'sched_getaffinity'):
        return len(_posix.sched_getaffinity(0)) or None
    return cpu_count()


def WIFEXITED(status):
    """Did the process that gave this wait status end by itself?"""
    return status & 0x7F == 0


def WEXITSTATUS(status):
    """Return the exit code in a wait status."""
    return status >> 8 & 0xFF


def WIFSIGNALED(status):
    """Was the process ended by a signal?"""
    return status & 0x7F not in (0, 0x7F)


def WTERMSIG(status):
    """Return the signal that ended the process."""
    return status & 0x7F


def WIFSTOPPED(status):
    """Was the process stopped?"""
    return status & 0xFF == 0x7F


def WSTOPSIG(status):
    """Return the signal that stopped the process."""
    return status >> 8 & 0xFF


def WIFCONTINUED(status):
    """Was the process continued?"""
    return status == 0xFFFF


def WCOREDUMP(status):
    """Did the process leave a core file?"""
    return status & 0x80 != 0


def waitstatus_to_exitcode(status):
    """Return the exit code in a wait status, or minus the signal's number."""
    if WIFEXITED(status):
        return WEXITSTATUS(status)
    if WIFSIGNALED(status):
        return -WTERMSIG(status)
    if WIFSTOPPED(status):
        raise ValueError(f'process stopped by delivery of signal {WSTOPSIG(status)}')
    raise ValueError(f'invalid wait status: {status}')
