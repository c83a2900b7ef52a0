"""os: error texts of wrong arguments, scandir entries, stat results, descriptors."""
import os

base = os.environ["HASP_TEST_TMP"]
os.chdir(base)


class Path:
    def __init__(self, value):
        self.value = value

    def __fspath__(self):
        return self.value


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for f in (lambda: os.stat(5.5), lambda: os.mkdir(5), lambda: os.mkdir("a\0"), lambda: os.listdir(b"a\0"), lambda: os.open(5, 0), lambda: os.rename("a", 5), lambda: os.rename(5, "a"), lambda: os.scandir(5.5), lambda: os.access(5, 0), lambda: os.utime("nope"), lambda: os.utime(".", 5), lambda: os.truncate("nope", 1), lambda: os.truncate(5.5, 1), lambda: os.chdir(5.5), lambda: os.chdir(999), lambda: os.readlink(5), lambda: os.symlink(5, "a"), lambda: os.link("a", 5), lambda: os.unlink(5), lambda: os.remove(5), lambda: os.rmdir(5), lambda: os.chmod(5.5, 1), lambda: os.replace(5, "a"), lambda: os.replace("nope", "a"), lambda: os.putenv("a=b", "1"), lambda: os.putenv(5, "1"), lambda: os.read(999, -1), lambda: os.read(999, 1), lambda: os.read("a", 1), lambda: os.close(-1), lambda: os.lseek(0, 1, 9), lambda: os.write(1, "s"), lambda: os.kill(0x7ffffff, 0), lambda: os.waitpid(-1, 0), lambda: os.strerror(99999), lambda: os.urandom(-1), lambda: os.get_terminal_size(999), lambda: os.fspath(Path(5)), lambda: os.mkdir(Path(5)), lambda: os.dup(999), lambda: os.dup2(999, 5), lambda: os.ftruncate(999, 1), lambda: os.fsync(999), lambda: os.fstat(999), lambda: os.isatty(999), lambda: os.isatty("a"), lambda: os.putenv("a\0", "b"), lambda: os.unsetenv("a=b"), lambda: os.unsetenv(""), lambda: os.utime(".", (1,)), lambda: os.utime(".", (1, 2), ns=(1, 2)), lambda: os.terminal_size((1, 2)), lambda: os.open("nope", 0), lambda: os.system(5), lambda: os.stat(2**40), lambda: os.read(2**40, 1), lambda: os.chmod("nope", 5), lambda: os.link("nope", "b"), lambda: os.symlink("a", ".")):
    attempt(f)
os.mkdir("d")
with open("f", "wb") as f:
    f.write(b"12345")
os.symlink("f", "l")
os.symlink("d", "ld")
os.symlink("gone", "broken")
for given in (".", b".", Path("."), "", None, base):
    try:
        with os.scandir(given) as entries:
            found = sorted(entries, key=lambda e: os.fsencode(e.name))
    except OSError as e:
        print(repr(given), e)
        continue
    for e in found:
        path = e.path.replace(base, "BASE") if isinstance(e.path, str) else e.path
        print(e.name, path, e.is_dir(), e.is_dir(follow_symlinks=False), e.is_file(), e.is_symlink(), e.inode() > 0, e, os.fspath(e) == e.path)
entry = [e for e in os.scandir() if e.name == "l"][0]
print(entry.stat().st_size, entry.stat(follow_symlinks=False).st_size, entry.stat() is entry.stat())
st = os.stat("f")
print(len(st), st.st_size, st[6], st.st_mtime == st.st_mtime_ns / 10**9 or abs(st.st_mtime - st.st_mtime_ns / 10**9) < 1e-5, int(st.st_mtime) == st[8], st.st_blksize > 0, st == os.stat(b"f"), os.stat("l").st_ino == st.st_ino, os.lstat("l").st_ino == st.st_ino, type(st).__name__)
os.utime("f", ns=(1_500_000_000, 2_250_000_001))
st = os.stat("f")
print(st.st_atime, st.st_mtime, st.st_atime_ns, st.st_mtime_ns, st[7], st[8])
os.utime("f", (1.25, -3.5))
print(os.stat("f").st_atime, os.stat("f").st_mtime)
r, w = os.pipe()
print(os.get_inheritable(r), os.set_inheritable(r, True), os.get_inheritable(r), os.get_blocking(r), os.set_blocking(r, False))
try:
    os.read(r, 1)
except BlockingIOError as e:
    print(e)
print(os.write(w, bytearray(b"abc")), os.read(r, 2), os.write(w, memoryview(b"xyz")[1:]), os.read(r, 9))
os.close(r)
try:
    os.write(w, b"x")
except BrokenPipeError as e:
    print(e)
os.close(w)
fd = os.open("f", os.O_RDWR)
print(os.pread(fd, 2, 1), os.pwrite(fd, b"ZZ", 3), os.pread(fd, 9, 0), os.lseek(fd, 0, 1), os.dup2(fd, 50), os.read(50, 3), os.lseek(fd, 0, 1))
os.close(50)
with open(fd, "rb") as f:
    print(f.read(), f.name == fd)
attempt(lambda: os.close(fd))
print(os.waitstatus_to_exitcode(os.system("exit 3")), os.system("true"))
os.environ["SEEN_BY_CHILD"] = "yes"
print(os.system('test "$SEEN_BY_CHILD" = yes'))
del os.environ["SEEN_BY_CHILD"]
print(os.system('test -z "$SEEN_BY_CHILD"'))
print(os.fsencode("a\udcff"), ascii(os.fsdecode(b"\xfe")), os.listdir(b"d"), os.getcwdb() == os.fsencode(os.getcwd()))
