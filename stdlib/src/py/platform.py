"""What machine, system and implementation a program runs on."""

import posix as _posix
import sys

_FIELDS = ('system', 'node', 'release', 'version', 'machine', 'processor')


class uname_result(tuple):
    """What uname() gives: a tuple of six strings with names."""

    __slots__ = ()
    _fields = __match_args__ = _FIELDS

    def __new__(cls, system, node, release, version, machine, processor=''):
        return super().__new__(cls, (system, node, release, version, machine, processor))

    system = property(lambda self: self[0], doc='The name of the system.')
    node = property(lambda self: self[1], doc='The name of the machine in its network.')
    release = property(lambda self: self[2], doc='The release of the system.')
    version = property(lambda self: self[3], doc='The version of that release.')
    machine = property(lambda self: self[4], doc='The type of the machine.')
    processor = property(lambda self: self[5], doc='The type of the processor.')

    def __repr__(self):
        parts = [f'{name}={value!r}' for name, value in zip(_FIELDS[:5], self)]
        return f'uname_result({", ".join(parts)})'

    def __reduce__(self):
        return uname_result, tuple(self)[:5]

    def _asdict(self):
        """Return the fields as a dict."""
        return dict(zip(_FIELDS, self))

    def _replace(self, **changes):
        """Return a copy with some fields changed."""
        return uname_result(**(self._asdict() | changes))


_uname = None


def uname():
    """Return what system and machine this is."""
    global _uname
    if _uname is None:
        _uname = uname_result(*_posix.uname())
    return _uname


def system():
    """Return the name of the system, such as 'Linux'."""
    return uname().system


def node():
    """Return the machine's name in its network."""
    return uname().node


def release():
    """Return the release of the system."""
    return uname().release


def version():
    """Return the version of the system's release."""
    return uname().version


def machine():
    """Return the type of the machine, such as 'x86_64'."""
    return uname().machine


def processor():
    """Return the type of the processor; '' as it is not known."""
    return uname().processor


def libc_ver(executable=None, lib='', version='', chunksize=16384):
    """Return the name and version of the C library, (lib, version) if they are not known."""
    if executable is None and hasattr(_posix, 'confstr'):
        try:
            parts = _posix.confstr('CS_GNU_LIBC_VERSION').split(maxsplit=1)
        except (AttributeError, ValueError, OSError):
            parts = ()
        if len(parts) == 2:
            return tuple(parts)
    return lib, version


def architecture(executable=sys.executable, bits='', linkage=''):
    """Return how wide a pointer is, such as '64bit', and the kind of executable."""
    if not bits:
        bits = '64bit' if sys.maxsize > 1 << 32 else '32bit'
    return bits, linkage


def system_alias(system, release, version):
    """Return the names under which a system is sold."""
    if system == 'SunOS' and release >= '5':
        return 'Solaris', release, version
    return system, release, version


def platform(aliased=False, terse=False):
    """Return one string that tells the system, its release, the machine and the C library."""
    this = uname()
    parts = [this.system, this.release]
    if not terse:
        parts.append(this.machine)
    library, number = libc_ver()
    if library:
        parts.append('with')
        parts.append(library + number)
    text = '-'.join([part.strip() for part in parts if part])
    for char in ' /\\:;"()':
        text = text.replace(char, '_' if char == ' ' else '-')
    return text


def python_implementation():
    """Return the name of the implementation."""
    name = sys.implementation.name
    return 'CPython' if name == 'cpython' else name.capitalize()


def python_version():
    """Return the version of the language as 'major.minor.micro'."""
    major, minor, micro, level, serial = sys.version_info
    text = f'{major}.{minor}.{micro}'
    if level != 'final':
        mark = {'alpha': 'a', 'beta': 'b', 'candidate': 'rc'}.get(level, level)
        text += f'{mark}{serial}'
    return text


def python_version_tuple():
    """Return the same as three strings."""
    return tuple(python_version().split('.', 2))


def _split_sys_version():
    """The build in parentheses and the compiler in brackets, as sys.version has them."""
    text = sys.version
    _, _, rest = text.partition('(')
    build, _, rest = rest.partition(')')
    _, _, rest = rest.partition('[')
    compiler, _, _ = rest.partition(']')
    name, _, date = build.partition(', ')
    return (name, date), compiler


def python_branch():
    """Return the branch from which the implementation was built."""
    return getattr(sys, '_git', ('', '', ''))[1]


def python_revision():
    """Return the revision from which it was built."""
    return getattr(sys, '_git', ('', '', ''))[2]


def python_build():
    """Return the number and date of the build."""
    (name, date), _ = _split_sys_version()
    return name, date.replace(',', '')


def python_compiler():
    """Return what compiler it was built with."""
    return _split_sys_version()[1]


def freedesktop_os_release():
    """Return the names and values in the system's os-release file."""
    from errno import ENOENT
    for path in ('/etc/os-release', '/usr/lib/os-release'):
        try:
            with open(path, encoding='utf-8') as file:
                return _parse_os_release(file)
        except OSError:
            continue
    raise OSError(ENOENT, 'Unable to read files /etc/os-release, /usr/lib/os-release')


def _parse_os_release(lines):
    found = {'NAME': 'Linux', 'ID': 'linux', 'PRETTY_NAME': 'Linux'}
    for line in lines:
        name, equals, value = line.strip().partition('=')
        if not equals or not (name.isidentifier() and name.isascii()):
            continue
        if len(value) > 1 and value[0] == value[-1] and value[0] in '"\'':
            value = value[1:-1]
        plain = ''
        escaped = False
        for char in value:
            if not escaped and char == '\\':
                escaped = True
                continue
            if escaped and char not in '\\$"\'`':
                plain += '\\'
            plain += char
            escaped = False
        found[name] = plain
    return found


def mac_ver(release='', versioninfo=('', '', ''), machine=''):
    """On macOS its version; elsewhere what was passed in."""
    return release, versioninfo, machine


def win32_ver(release='', version='', csd='', ptype=''):
    """On Windows its version; elsewhere what was passed in."""
    return release, version, csd, ptype


def win32_edition():
    """On Windows its edition; elsewhere None."""
    return None


def win32_is_iot():
    """On Windows whether it is an IoT edition; elsewhere False."""
    return False


def invalidate_caches():
    """Forget what was found out, so that it is asked for again."""
    global _uname
    _uname = None


def _main():
    words = sys.argv[1:]
    print(platform('nonaliased' not in words and '--nonaliased' not in words,
                   'terse' in words or '--terse' in words))


if __name__ == '__main__':
    _main()
