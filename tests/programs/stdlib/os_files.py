"""os: directories, files, stat, walking, environment, descriptors, errors."""
import os

base = os.environ["HASP_TEST_TMP"]
j = os.path.join
os.chdir(base)
print(os.getcwd() == os.path.realpath(base), os.listdir(), os.name, os.sep, os.linesep == "\n", os.curdir, os.pardir, os.extsep, os.pathsep, os.devnull)
os.mkdir("d")
os.makedirs("x/y/z")
os.makedirs("x/y", exist_ok=True)
for n in ("a.txt", "b.txt", "x/c.txt", "x/y/d.txt"):
    with open(n, "w") as f: f.write(n * 3)
print(sorted(os.listdir(".")), sorted(os.listdir(b"x")), os.stat("a.txt").st_size, os.path.getsize("b.txt"))
for root, dirs, files in os.walk("."):
    dirs.sort()
    print(root, dirs, sorted(files))
print([(r, sorted(d), sorted(f)) for r, d, f in os.walk("x", topdown=False)])
with os.scandir("x") as it:
    print(sorted((e.name, e.is_dir(), e.is_file(), e.path, e.is_symlink(), e.stat().st_size if e.is_file() else None) for e in it))
os.rename("a.txt", "renamed.txt")
os.replace("b.txt", "renamed.txt")
print(open("renamed.txt").read(), sorted(os.listdir()))
os.symlink("renamed.txt", "link")
os.link("renamed.txt", "hard")
print(os.readlink("link"), os.path.islink("link"), os.stat("hard").st_nlink, os.lstat("link").st_size, os.path.samefile("hard", "renamed.txt"))
os.chmod("renamed.txt", 0o640)
st = os.stat("renamed.txt")
print(oct(st.st_mode), st.st_mode & 0o777 == 0o640, st[6] == st.st_size, st.st_mtime > 1e9, st.st_mtime_ns > 1e18, st.st_uid == os.getuid(), os.access("renamed.txt", os.R_OK), os.access("missing", os.F_OK))
os.utime("renamed.txt", (1000, 2000))
print(os.stat("renamed.txt").st_mtime, os.stat("renamed.txt").st_atime_ns)
os.truncate("renamed.txt", 4)
print(os.path.getsize("renamed.txt"))
os.remove("link"); os.unlink("hard"); os.rmdir("d")
os.remove("x/y/d.txt")
os.removedirs("x/y/z")
print(sorted(os.listdir()), os.path.exists("x"))
fd = os.open("raw", os.O_RDWR | os.O_CREAT, 0o600)
print(os.write(fd, b"hello raw"), os.lseek(fd, 0, os.SEEK_SET), os.read(fd, 5), os.lseek(fd, -3, os.SEEK_END), os.read(fd, 100), os.read(fd, 5), os.fstat(fd).st_size, os.isatty(fd), os.ftruncate(fd, 2), os.fsync(fd), os.close(fd))
r, w = os.pipe()
os.write(w, b"pipe")
os.close(w)
print(os.read(r, 10), os.read(r, 10), os.close(r))
d2 = os.dup(1)
os.write(d2, b"")
os.close(d2)
os.environ["NEW_VAR"] = "v"
print(os.environ["NEW_VAR"], os.getenv("NEW_VAR"), os.getenv("NOPE"), os.getenv("NOPE", "d"), "NEW_VAR" in os.environ, os.environ.pop("NEW_VAR"), os.environ.get("NEW_VAR"), os.environ["HASP_TEST_VARIABLE"], type(os.environ).__name__)
os.putenv("PUT", "1"); os.unsetenv("PUT")
print(os.getpid() > 0, os.getppid() > 0, os.cpu_count() >= 1, len(os.urandom(8)), os.fspath("a"), os.fsencode("é"), os.fsdecode(b"\xc3\xa9"), os.strerror(1), os.get_exec_path()[:0], os.umask(os.umask(0o22)) >= 0)
for f in (lambda: os.mkdir("renamed.txt"), lambda: os.listdir("nope"), lambda: os.remove("nope"), lambda: os.rmdir("renamed.txt"), lambda: os.makedirs("renamed.txt/x"), lambda: os.environ["NOPE"], lambda: os.environ.__setitem__("A", 5), lambda: os.environ.__setitem__("A=B", "1"), lambda: os.rename("nope", "q"), lambda: os.stat("nope"), lambda: os.chdir("nope"), lambda: os.open("nope", os.O_RDONLY), lambda: os.write(fd, b"x"), lambda: os.write(1, "str"), lambda: os.fspath(5), lambda: os.listdir(5.5), lambda: os.mkdir("a\0"), lambda: os.readlink("renamed.txt"), lambda: os.getenv(5), lambda: os.read(0, -1), lambda: os.symlink("a", "renamed.txt"), lambda: os.makedirs("raw"), lambda: os.mkdir(), lambda: os.scandir("nope"), lambda: list(os.walk("nope"))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).replace(base, "BASE"))


class Path:
    def __fspath__(self): return "renamed.txt"


print(os.stat(Path()).st_size, open(Path()).read(), os.path.exists(Path()))
