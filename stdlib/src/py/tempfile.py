"""Files and folders for a short time, with names that nobody can guess."""

__all__ = ['NamedTemporaryFile', 'TemporaryFile', 'SpooledTemporaryFile', 'TemporaryDirectory',
           'mkstemp', 'mkdtemp', 'mktemp', 'TMP_MAX', 'gettempprefix', 'tempdir', 'gettempdir',
           'gettempprefixb', 'gettempdirb']

import errno
import functools
import io
import os
import random
import stat
import types
import warnings
import weakref

template = 'tmp'
# How many names are tried.
TMP_MAX = 20
# Where files are made if nothing is said; None until it is looked for.
tempdir = None

_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789_'
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
_source = random.SystemRandom()


def _name():
    return ''.join(_source.choices(_LETTERS, k=8))


def _names(as_bytes):
    for _ in range(TMP_MAX):
        name = _name()
        yield os.fsencode(name) if as_bytes else name
    raise FileExistsError(errno.EEXIST, 'No usable temporary file name found')


def _parameters(prefix, suffix, dir):
    """The three with defaults, of one type; and whether that is bytes."""
    kinds = set()
    for part in (prefix, suffix, dir):
        if part is not None:
            if isinstance(part, os.PathLike):
                part = os.fspath(part)
            kinds.add(isinstance(part, bytes))
    if len(kinds) > 1:
        raise TypeError("Can't mix bytes and non-bytes in path components.")
    as_bytes = True in kinds
    if suffix is None:
        suffix = b'' if as_bytes else ''
    if prefix is None:
        prefix = gettempprefixb() if as_bytes else template
    if dir is None:
        dir = gettempdirb() if as_bytes else gettempdir()
    return prefix, suffix, dir, as_bytes


def _candidates():
    """The folders where files could be made, best first."""
    for variable in ('TMPDIR', 'TEMP', 'TMP'):
        if folder := os.getenv(variable):
            yield os.path.abspath(folder)
    yield from ('/tmp', '/var/tmp', '/usr/tmp')
    try:
        yield os.getcwd()
    except OSError:
        yield os.curdir


def _is_usable(folder):
    for name in _names(False):
        path = os.path.join(folder, name)
        try:
            fd = os.open(path, _FLAGS, 0o600)
        except FileExistsError:
            continue
        except OSError:
            return False
        try:
            os.write(fd, b'blat')
        except OSError:
            return False
        finally:
            os.close(fd)
            os.unlink(path)
        return True


def _gettempdir():
    global tempdir
    if tempdir is None:
        folders = list(_candidates())
        for folder in folders:
            if _is_usable(folder):
                tempdir = folder
                break
        else:
            raise FileNotFoundError(
                errno.ENOENT, f'No usable temporary directory found in {folders}')
    return tempdir


def gettempprefix():
    """How names begin where nothing else is said."""
    return os.fsdecode(template)


def gettempprefixb():
    """The same as bytes."""
    return os.fsencode(template)


def gettempdir():
    """The folder where files are made if nothing else is said."""
    return os.fsdecode(_gettempdir())


def gettempdirb():
    """The same as bytes."""
    return os.fsencode(_gettempdir())


def _make(dir, prefix, suffix, flags):
    """A new file: descriptor and path."""
    dir = os.path.abspath(dir)
    for name in _names(isinstance(dir, bytes)):
        path = os.path.join(dir, prefix + name + suffix)
        try:
            return os.open(path, flags, 0o600), path
        except FileExistsError:
            continue


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Make a file that only this user can read and write; return its descriptor and its path.

    Nobody removes it but who calls this. text makes no difference here.
    """
    prefix, suffix, dir, _ = _parameters(prefix, suffix, dir)
    return _make(dir, prefix, suffix, _FLAGS)


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Make a folder that only this user can use, and return its path."""
    prefix, suffix, dir, as_bytes = _parameters(prefix, suffix, dir)
    for name in _names(as_bytes):
        path = os.path.join(dir, prefix + name + suffix)
        try:
            os.mkdir(path, 0o700)
        except FileExistsError:
            continue
        return os.path.abspath(path)


def mktemp(suffix='', prefix=template, dir=None):
    """Return a path that nothing has yet. Somebody else may take it: mkstemp() is the safe way."""
    if dir is None:
        dir = gettempdir()
    for name in _names(False):
        path = os.path.join(dir, prefix + name + suffix)
        if not os.path.lexists(path):
            return path


class _Remover:
    """Closes a file and removes it; it does not refer to what it belongs to."""

    def __init__(self, file, name, delete, delete_on_close):
        self.file = file
        self.name = name
        self.delete = delete
        self.delete_on_close = delete_on_close
        self.closed = False
        self.removed = False

    def close(self):
        if not self.closed:
            self.closed = True
            try:
                self.file.close()
            finally:
                if self.delete and self.delete_on_close:
                    self.remove()

    def remove(self):
        if self.delete and not self.removed:
            self.removed = True
            try:
                os.unlink(self.name)
            except FileNotFoundError:
                pass

    def __del__(self):
        if self.closed:
            self.remove()
            return
        warnings.warn(
            f'Implicitly cleaning up {self.file!r}', ResourceWarning, 2, self.file)
        self.close()
        self.remove()


class _TemporaryFileWrapper:
    """A file with a name that is removed when it is closed, or when the with block ends."""

    def __init__(self, file, name, delete=True, delete_on_close=True):
        self.file = file
        self.name = name
        self._closer = _Remover(file, name, delete, delete_on_close)

    def __repr__(self):
        return f'<{__name__}.{type(self).__name__} file={self.file!r}>'

    def __getattr__(self, name):
        found = getattr(self.__dict__['file'], name)
        if hasattr(found, '__call__'):
            # Whoever keeps the method keeps the file from being removed.
            method = found

            @functools.wraps(method)
            def found(*args, **kwargs):
                return method(*args, **kwargs)
            found._closer = self._closer
        if not isinstance(found, int):
            setattr(self, name, found)
        return found

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *exc):
        result = self.file.__exit__(*exc)
        self._closer.closed = True
        self._closer.remove()
        return result

    def close(self):
        """Close the file, and remove it if that was wanted."""
        self._closer.close()

    def __iter__(self):
        for line in self.file:
            yield line


def NamedTemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None,
                       prefix=None, dir=None, delete=True, *, errors=None, delete_on_close=True):
    """Make a file that is removed when it is closed, and return it open.

    It has a name, by which others can open it. delete=False keeps it; delete_on_close=False keeps
    it until the with block ends.
    """
    prefix, suffix, dir, _ = _parameters(prefix, suffix, dir)
    if 'b' not in mode:
        encoding = io.text_encoding(encoding)
    made = None

    def opener(*args):
        nonlocal made
        fd, made = _make(dir, prefix, suffix, _FLAGS)
        return fd
    file = io.open(dir, mode, buffering=buffering, newline=newline, encoding=encoding,
                   errors=errors, opener=opener)
    try:
        raw = getattr(file, 'buffer', file)
        raw = getattr(raw, 'raw', raw)
        raw.name = made
        return _TemporaryFileWrapper(file, made, delete, delete_on_close)
    except:
        os.unlink(made)
        file.close()
        raise


def TemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                  dir=None, *, errors=None):
    """Make a file without a name, which is gone when it is closed, and return it open."""
    prefix, suffix, dir, _ = _parameters(prefix, suffix, dir)
    if 'b' not in mode:
        encoding = io.text_encoding(encoding)

    def opener(*args):
        fd, path = _make(dir, prefix, suffix, _FLAGS)
        try:
            os.unlink(path)
        except:
            os.close(fd)
            raise
        return fd
    file = io.open(dir, mode, buffering=buffering, newline=newline, encoding=encoding,
                   errors=errors, opener=opener)
    raw = getattr(file, 'buffer', file)
    raw = getattr(raw, 'raw', raw)
    raw.name = file.fileno()
    return file


class SpooledTemporaryFile(io.IOBase):
    """A temporary file that is in memory until it has more than max_size bytes, or until its
    descriptor is asked for.
    """

    _rolled = False

    def __init__(self, max_size=0, mode='w+b', buffering=-1, encoding=None, newline=None,
                 suffix=None, prefix=None, dir=None, *, errors=None):
        if 'b' in mode:
            self._file = io.BytesIO()
        else:
            encoding = io.text_encoding(encoding)
            self._file = io.TextIOWrapper(
                io.BytesIO(), encoding=encoding, errors=errors, newline=newline)
        self._max_size = max_size
        self._rolled = False
        self._arguments = {
            'mode': mode, 'buffering': buffering, 'suffix': suffix, 'prefix': prefix,
            'encoding': encoding, 'newline': newline, 'dir': dir, 'errors': errors}

    __class_getitem__ = classmethod(types.GenericAlias)

    def _check(self):
        if not self._rolled and self._max_size and self._file.tell() > self._max_size:
            self.rollover()

    def rollover(self):
        """Go on in a file on disk."""
        if self._rolled:
            return
        old = self._file
        new = self._file = TemporaryFile(**self._arguments)
        self._arguments = None
        at = old.tell()
        if hasattr(new, 'buffer'):
            new.buffer.write(old.detach().getvalue())
        else:
            new.write(old.getvalue())
        new.seek(at, 0)
        self._rolled = True

    def __enter__(self):
        if self._file.closed:
            raise ValueError('Cannot enter context with closed file')
        return self

    def __exit__(self, *exc):
        self._file.close()

    def __del__(self):
        if '_file' in self.__dict__ and not self.closed:
            warnings.warn(f'Unclosed file {self!r}', ResourceWarning, 2, self)
            self.close()

    def __iter__(self):
        return self._file.__iter__()

    def close(self):
        self._file.close()

    @property
    def closed(self):
        return self._file.closed

    @property
    def encoding(self):
        return self._file.encoding

    @property
    def errors(self):
        return self._file.errors

    @property
    def mode(self):
        return self._arguments['mode'] if self._arguments else self._file.mode

    @property
    def name(self):
        return getattr(self._file, 'name', None)

    @property
    def newlines(self):
        return self._file.newlines

    def fileno(self):
        self.rollover()
        return self._file.fileno()

    def detach(self):
        return self._file.detach()

    def flush(self):
        self._file.flush()

    def isatty(self):
        return self._file.isatty()

    def read(self, *args):
        return self._file.read(*args)

    def read1(self, *args):
        return self._file.read1(*args)

    def readinto(self, b):
        return self._file.readinto(b)

    def readinto1(self, b):
        return self._file.readinto1(b)

    def readline(self, *args):
        return self._file.readline(*args)

    def readlines(self, *args):
        return self._file.readlines(*args)

    def readable(self):
        return self._file.readable()

    def writable(self):
        return self._file.writable()

    def seekable(self):
        return self._file.seekable()

    def seek(self, *args):
        return self._file.seek(*args)

    def tell(self):
        return self._file.tell()

    def truncate(self, size=None):
        if size is None:
            return self._file.truncate()
        if size > self._max_size:
            self.rollover()
        return self._file.truncate(size)

    def write(self, s):
        written = self._file.write(s)
        self._check()
        return written

    def writelines(self, iterable):
        for line in iterable:
            self.write(line)


def _remove_tree(path, ignore_errors):
    """Remove a folder and all that is in it; links are removed, not followed."""
    def attempt(remove, path):
        try:
            remove(path)
        except FileNotFoundError:
            pass
        except OSError:
            if not ignore_errors:
                raise
    try:
        with os.scandir(path) as entries:
            entries = list(entries)
    except PermissionError:
        attempt(lambda path: os.chmod(path, stat.S_IRWXU), path)
        with os.scandir(path) as entries:
            entries = list(entries)
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            _remove_tree(entry.path, ignore_errors)
        else:
            attempt(os.unlink, entry.path)
    attempt(os.rmdir, path)


class TemporaryDirectory:
    """A folder that is removed, with all that is in it, at the end of the with block, by cleanup(),
    or with this object; delete=False keeps it.
    """

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *,
                 delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore_cleanup_errors = ignore_cleanup_errors
        self._delete = delete
        self._finalizer = weakref.finalize(
            self, self._cleanup, self.name, f'Implicitly cleaning up {self!r}',
            ignore_cleanup_errors, delete)

    @classmethod
    def _cleanup(cls, name, message, ignore_errors, delete):
        if delete:
            _remove_tree(name, ignore_errors)
            warnings.warn(message, ResourceWarning, 2)

    def __repr__(self):
        return f'<{self.__class__.__name__} {self.name!r}>'

    def __enter__(self):
        return self.name

    def __exit__(self, *exc):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        """Remove the folder now."""
        if self._finalizer.detach() or os.path.exists(self.name):
            _remove_tree(self.name, self._ignore_cleanup_errors)

    __class_getitem__ = classmethod(types.GenericAlias)
