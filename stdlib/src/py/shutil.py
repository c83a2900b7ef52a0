"""Copying, moving and removing files and folders."""

__all__ = ['copyfileobj', 'copyfile', 'copymode', 'copystat', 'copy', 'copy2', 'copytree', 'move',
           'rmtree', 'Error', 'SpecialFileError', 'disk_usage', 'get_terminal_size',
           'ignore_patterns', 'which', 'SameFileError']

import collections
import fnmatch
import os
import stat
import sys

COPY_BUFSIZE = 256 * 1024

_Usage = collections.namedtuple('usage', 'total used free')


class Error(OSError):
    """Something could not be copied or moved."""


class SameFileError(Error):
    """Source and destination are one file."""


class SpecialFileError(OSError):
    """What is asked for cannot be done with a named pipe, say."""


def copyfileobj(fsrc, fdst, length=0):
    """Copy what is left of one open file to another."""
    length = length or COPY_BUFSIZE
    while data := fsrc.read(length):
        fdst.write(data)


def _same(src, dst):
    try:
        return os.path.samefile(src, dst)
    except OSError:
        return False


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy the contents of a file to a path, which is returned."""
    if _same(src, dst):
        raise SameFileError(f'{src!r} and {dst!r} are the same file')
    for path in (src, dst):
        try:
            mode = os.stat(path).st_mode
        except OSError:
            continue
        if stat.S_ISFIFO(mode):
            raise SpecialFileError(f'`{os.fspath(path)}` is a named pipe')
    if not follow_symlinks and os.path.islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, 'rb') as fsrc:
        try:
            fdst = open(dst, 'wb')
        except IsADirectoryError:
            if not os.path.exists(dst):
                raise FileNotFoundError(f'Directory does not exist: {dst}') from None
            raise
        with fdst:
            copyfileobj(fsrc, fdst)
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Give a file the permissions of another."""
    if not follow_symlinks and os.path.islink(src) and os.path.islink(dst):
        return
    os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    """Give a file the permissions and times of another."""
    follow = follow_symlinks or not (os.path.islink(src) and os.path.islink(dst))
    status = os.stat(src, follow_symlinks=follow)
    os.utime(dst, ns=(status.st_atime_ns, status.st_mtime_ns), follow_symlinks=follow)
    if follow:
        os.chmod(dst, stat.S_IMODE(status.st_mode))


def _in_folder(src, dst):
    return os.path.join(dst, os.path.basename(src)) if os.path.isdir(dst) else dst


def copy(src, dst, *, follow_symlinks=True):
    """Copy a file with its permissions to a path or into a folder; return the new path."""
    dst = _in_folder(src, dst)
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copymode(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """The same with its times, too."""
    dst = _in_folder(src, dst)
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copystat(src, dst, follow_symlinks=follow_symlinks)
    return dst


def ignore_patterns(*patterns):
    """A function for copytree's ignore: names that match one of the patterns."""
    def ignored(path, names):
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}
    return ignored


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2,
             ignore_dangling_symlinks=False, dirs_exist_ok=False):
    """Copy a folder and all that is in it; return the new folder.

    ignore(folder, names) tells names that are left out. Links are copied as links if symlinks is
    true. What goes wrong is raised at the end, as one Error with a list.
    """
    with os.scandir(src) as found:
        entries = list(found)
    left_out = ignore(os.fspath(src), [e.name for e in entries]) if ignore is not None else ()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    for entry in entries:
        if entry.name in left_out:
            continue
        source, target = os.path.join(src, entry.name), os.path.join(dst, entry.name)
        given = entry if copy_function is copy2 or copy_function is copy else source
        try:
            if entry.is_symlink():
                goal = os.readlink(source)
                if symlinks:
                    os.symlink(goal, target)
                    copystat(given, target, follow_symlinks=False)
                    continue
                if not os.path.exists(source) and ignore_dangling_symlinks:
                    continue
            if entry.is_dir():
                copytree(source, target, symlinks, ignore, copy_function,
                         ignore_dangling_symlinks, dirs_exist_ok)
            else:
                copy_function(given, target)
        except Error as e:
            errors.extend(e.args[0])
        except OSError as e:
            errors.append((source, target, str(e)))
    try:
        copystat(src, dst)
    except OSError as e:
        errors.append((src, dst, str(e)))
    if errors:
        raise Error(errors)
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    """Remove a folder and all that is in it; links are removed, not followed.

    onexc(function, path, exception) is called for what goes wrong; without it the first exception
    ends the work, unless ignore_errors is true.
    """
    if dir_fd is not None:
        raise NotImplementedError('dir_fd unavailable on this platform')
    if onerror is not None and onexc is None:
        def onexc(function, path, exception):
            onerror(function, path, (type(exception), exception, exception.__traceback__))

    def attempt(function, path):
        try:
            return function(path), True
        except FileNotFoundError as e:
            if path != top:
                return None, False
            fail(function, path, e)
        except OSError as e:
            fail(function, path, e)
        return None, False

    def fail(function, path, exception):
        if ignore_errors:
            return
        if onexc is None:
            raise exception
        onexc(function, path, exception)

    def remove(folder):
        entries, read = attempt(os.scandir, folder)
        if read:
            with entries:
                entries = list(entries)
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    remove(entry.path)
                else:
                    attempt(os.unlink, entry.path)
            attempt(os.rmdir, folder)

    top = os.fspath(path)
    status, found = attempt(os.lstat, top)
    if found:
        if stat.S_ISLNK(status.st_mode):
            error = OSError('Cannot call rmtree on a symbolic link')
            error.filename = top
            fail(os.path.islink, top, error)
        else:
            remove(top)


def move(src, dst, copy_function=copy2):
    """Move a file or a folder to a path or into a folder; return its new path."""
    target = dst
    if os.path.isdir(dst):
        if _same(src, dst) and not os.path.islink(src):
            os.rename(src, dst)
            return dst
        target = os.path.join(dst, os.path.basename(os.fspath(src).rstrip(os.sep)))
        if os.path.exists(target):
            raise Error(f"Destination path '{target}' already exists")
    try:
        os.rename(src, target)
    except OSError:
        if os.path.islink(src):
            os.symlink(os.readlink(src), target)
            os.unlink(src)
        elif os.path.isdir(src):
            if _is_inside(src, dst):
                raise Error(f"Cannot move a directory '{src}' into itself '{dst}'.") from None
            copytree(src, target, copy_function=copy_function, symlinks=True)
            rmtree(src)
        else:
            copy_function(src, target)
            os.unlink(src)
    return target


def _is_inside(src, dst):
    source = os.path.join(os.path.abspath(src), '')
    return os.path.join(os.path.abspath(dst), '').startswith(source)


def disk_usage(path):
    """Bytes of the file system that a path is on: total, used and free."""
    status = os.statvfs(path)
    size = status.f_frsize
    return _Usage(status.f_blocks * size, (status.f_blocks - status.f_bfree) * size,
                  status.f_bavail * size)


def get_terminal_size(fallback=(80, 24)):
    """Columns and lines of the terminal: what the environment says, or the system, or fallback."""
    def number(name):
        try:
            return int(os.environ[name])
        except (KeyError, ValueError):
            return 0
    columns, lines = number('COLUMNS'), number('LINES')
    if columns <= 0 or lines <= 0:
        try:
            size = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, ValueError, OSError):
            size = os.terminal_size(fallback)
        if columns <= 0:
            columns = size.columns or fallback[0]
        if lines <= 0:
            lines = size.lines or fallback[1]
    return os.terminal_size((columns, lines))


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """The path of the program that a command starts; None if there is none."""
    def usable(file):
        return os.path.exists(file) and os.access(file, mode) and not os.path.isdir(file)
    if os.path.dirname(cmd):
        return cmd if usable(cmd) else None
    if path is None:
        path = os.environ.get('PATH', os.defpath)
    if not path:
        return None
    path = os.fsdecode(path)
    command = os.fsdecode(cmd)
    for folder in dict.fromkeys(path.split(os.pathsep)):
        file = os.path.join(folder, command)
        if usable(file):
            return os.fsencode(file) if isinstance(cmd, bytes) else file
