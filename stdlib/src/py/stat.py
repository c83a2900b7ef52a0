"""What the numbers in the result of os.stat() mean."""

# Places in the tuple that a stat result also is.
ST_MODE, ST_INO, ST_DEV, ST_NLINK, ST_UID, ST_GID, ST_SIZE, ST_ATIME, ST_MTIME, ST_CTIME = range(10)

# Kinds of files. Those that Linux does not have are zero.
S_IFIFO = 0o010000
S_IFCHR = 0o020000
S_IFDIR = 0o040000
S_IFBLK = 0o060000
S_IFREG = 0o100000
S_IFLNK = 0o120000
S_IFSOCK = 0o140000
S_IFDOOR = S_IFPORT = S_IFWHT = 0

# Permissions and the bits beside them.
S_ISUID = 0o4000
S_ISGID = S_ENFMT = 0o2000
S_ISVTX = 0o1000
S_IRWXU = 0o700
S_IRUSR = S_IREAD = 0o400
S_IWUSR = S_IWRITE = 0o200
S_IXUSR = S_IEXEC = 0o100
S_IRWXG = 0o070
S_IRGRP = 0o040
S_IWGRP = 0o020
S_IXGRP = 0o010
S_IRWXO = 0o007
S_IROTH = 0o004
S_IWOTH = 0o002
S_IXOTH = 0o001

# Flags of BSD and macOS.
UF_SETTABLE = 0x0000FFFF
UF_NODUMP = 0x00000001
UF_IMMUTABLE = 0x00000002
UF_APPEND = 0x00000004
UF_OPAQUE = 0x00000008
UF_NOUNLINK = 0x00000010
UF_COMPRESSED = 0x00000020
UF_TRACKED = 0x00000040
UF_DATAVAULT = 0x00000080
UF_HIDDEN = 0x00008000
SF_SETTABLE = 0xFFFF0000
SF_ARCHIVED = 0x00010000
SF_IMMUTABLE = 0x00020000
SF_APPEND = 0x00040000
SF_RESTRICTED = 0x00080000
SF_NOUNLINK = 0x00100000
SF_SNAPSHOT = 0x00200000
SF_FIRMLINK = 0x00800000
SF_DATALESS = 0x40000000

# Attributes of Windows.
FILE_ATTRIBUTE_READONLY = 1 << 0
FILE_ATTRIBUTE_HIDDEN = 1 << 1
FILE_ATTRIBUTE_SYSTEM = 1 << 2
FILE_ATTRIBUTE_DIRECTORY = 1 << 4
FILE_ATTRIBUTE_ARCHIVE = 1 << 5
FILE_ATTRIBUTE_DEVICE = 1 << 6
FILE_ATTRIBUTE_NORMAL = 1 << 7
FILE_ATTRIBUTE_TEMPORARY = 1 << 8
FILE_ATTRIBUTE_SPARSE_FILE = 1 << 9
FILE_ATTRIBUTE_REPARSE_POINT = 1 << 10
FILE_ATTRIBUTE_COMPRESSED = 1 << 11
FILE_ATTRIBUTE_OFFLINE = 1 << 12
FILE_ATTRIBUTE_NOT_CONTENT_INDEXED = 1 << 13
FILE_ATTRIBUTE_ENCRYPTED = 1 << 14
FILE_ATTRIBUTE_INTEGRITY_STREAM = 1 << 15
FILE_ATTRIBUTE_VIRTUAL = 1 << 16
FILE_ATTRIBUTE_NO_SCRUB_DATA = 1 << 17


def S_IMODE(mode):
    """Return the permission bits of a mode."""
    return mode & 0o7777


def S_IFMT(mode):
    """Return the bits of a mode that say what kind of file it is."""
    return mode & 0o170000


def S_ISDIR(mode):
    """Is it a directory?"""
    return mode & 0o170000 == S_IFDIR


def S_ISCHR(mode):
    """Is it a character device?"""
    return mode & 0o170000 == S_IFCHR


def S_ISBLK(mode):
    """Is it a block device?"""
    return mode & 0o170000 == S_IFBLK


def S_ISREG(mode):
    """Is it a regular file?"""
    return mode & 0o170000 == S_IFREG


def S_ISFIFO(mode):
    """Is it a named pipe?"""
    return mode & 0o170000 == S_IFIFO


def S_ISLNK(mode):
    """Is it a symbolic link?"""
    return mode & 0o170000 == S_IFLNK


def S_ISSOCK(mode):
    """Is it a socket?"""
    return mode & 0o170000 == S_IFSOCK


def S_ISDOOR(mode):
    """Is it a door? There are none here."""
    return False


def S_ISPORT(mode):
    """Is it an event port? There are none here."""
    return False


def S_ISWHT(mode):
    """Is it a whiteout? There are none here."""
    return False


_KIND_LETTERS = {S_IFREG: '-', S_IFDIR: 'd', S_IFLNK: 'l', S_IFCHR: 'c', S_IFBLK: 'b',
                 S_IFIFO: 'p', S_IFSOCK: 's'}


def filemode(mode):
    """Return a mode as ls shows it, such as -rw-r--r--."""
    letters = [_KIND_LETTERS.get(mode & 0o170000, '?')]
    # For each of owner, group and others: how far its bits are from the right,
    # the special bit that shares the place of x, and the letter of that bit.
    for shift, special, letter in ((6, S_ISUID, 's'), (3, S_ISGID, 's'), (0, S_ISVTX, 't')):
        bits = mode >> shift
        letters.append('r' if bits & 4 else '-')
        letters.append('w' if bits & 2 else '-')
        if mode & special:
            letters.append(letter if bits & 1 else letter.upper())
        else:
            letters.append('x' if bits & 1 else '-')
    return ''.join(letters)
