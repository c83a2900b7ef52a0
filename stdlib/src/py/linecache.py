"""Lines of source files, read once and kept."""

import sys

__all__ = ['getline', 'clearcache', 'checkcache', 'lazycache']

# From a file name to (size, time of change, lines, full name), or to a tuple with
# one function that gives the source. No time means: not to be checked.
cache = {}


def clearcache():
    """Forget all that was read."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """Return a line with its newline, or '' if there is no such line."""
    lines = getlines(filename, module_globals)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ''


def getlines(filename, module_globals=None):
    """Return all the lines of a file; none if it cannot be read."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def _stat(path):
    import posix
    return posix.stat(path)


def checkcache(filename=None):
    """Forget files that were changed since they were read."""
    for name in list(cache) if filename is None else [filename]:
        entry = cache.get(name)
        if entry is None or len(entry) == 1:
            continue
        size, changed, _, fullname = entry
        if changed is None:
            continue
        try:
            now = _stat(fullname)
        except (OSError, ValueError):
            cache.pop(name, None)
            continue
        if size != now.st_size or changed != now.st_mtime:
            cache.pop(name, None)


def _is_no_file(filename):
    return not filename or filename.startswith('<') and filename.endswith('>')


def _find(filename):
    """The name under which the file can be opened, and its status; or None."""
    try:
        return filename, _stat(filename)
    except OSError:
        pass
    if filename.startswith('/'):
        return None
    for folder in sys.path:
        if not isinstance(folder, str):
            continue
        separator = '' if not folder or folder.endswith('/') else '/'
        fullname = folder + separator + filename
        try:
            return fullname, _stat(fullname)
        except (OSError, ValueError):
            continue
    return None


def _declared_encoding(data):
    """The encoding that a source file declares in its first two lines."""
    if data.startswith(b'\xef\xbb\xbf'):
        return 'utf-8-sig'
    for line in data.split(b'\n', 2)[:2]:
        line = line.lstrip(b' \t\f')
        if not line.startswith(b'#'):
            if line.strip():
                break
            continue
        at = line.find(b'coding')
        if at >= 0 and line[at + 6:at + 7] in (b':', b'='):
            words = line[at + 7:].split()
            name = words[0] if words else b''
            end = 0
            while end < len(name) and (name[end:end + 1].isalnum() or name[end] in b'-_.'):
                end += 1
            if end:
                return name[:end].decode('ascii', 'replace')
    return 'utf-8'


def _split_lines(text):
    """Lines of source: only \\n, \\r\\n and \\r end one; the last gets a newline, too."""
    lines = text.replace('\r\n', '\n').replace('\r', '\n').split('\n')
    last = lines.pop()
    lines = [line + '\n' for line in lines]
    if last:
        lines.append(last + '\n')
    return lines or ['\n']


def updatecache(filename, module_globals=None):
    """Read a file anew and return its lines; none if it cannot be read."""
    entry = cache.pop(filename, None)
    if _is_no_file(filename):
        return []
    try:
        found = _find(filename)
    except ValueError:
        return []
    if found is None:
        # Not a file, but whoever loaded the module may know its source.
        if entry is None and lazycache(filename, module_globals):
            entry = cache.pop(filename)
        if entry is None or len(entry) != 1:
            return []
        try:
            source = entry[0]()
        except (ImportError, OSError):
            source = None
        if source is None:
            return []
        lines = _split_lines(source)
        cache[filename] = len(source), None, lines, filename
        return lines
    fullname, status = found
    try:
        with open(fullname, 'rb') as file:
            data = file.read()
        lines = _split_lines(data.decode(_declared_encoding(data)))
    except (OSError, UnicodeDecodeError, LookupError):
        return []
    cache[filename] = status.st_size, status.st_mtime, lines, fullname
    return lines


def lazycache(filename, module_globals):
    """Note how to ask the loader of a module for its source; False if it has no answer."""
    if filename in cache:
        return len(cache[filename]) == 1
    if _is_no_file(filename) or not module_globals or '__name__' not in module_globals:
        return False
    spec = module_globals.get('__spec__')
    name = getattr(spec, 'name', None) or module_globals['__name__']
    loader = getattr(spec, 'loader', None)
    if loader is None:
        loader = module_globals.get('__loader__')
    get_source = getattr(loader, 'get_source', None)
    if not name or get_source is None:
        return False
    cache[filename] = (lambda: get_source(name),)
    return True
