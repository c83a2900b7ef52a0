"""os.path: joining, splitting, normalising, comparing, asking the file system."""
import os
import os.path as p

print(p.join("a", "b"), p.join("a/", "b"), p.join("a", "/b"), p.join("a", ""), p.join("", "b"), p.join("a", "b", "..", "c"), p.join(b"a", b"b"), p.join("a"))
for x in ("/a/b/c.txt", "c.tar.gz", "/", "a/", "", ".bashrc", "a.b/c", "//x", "...", "a.", "/a//b///c", "dir/.hidden.ext"):
    print(repr(x), p.split(x), p.basename(x), p.dirname(x), p.splitext(x), p.isabs(x), p.normpath(x), p.splitdrive(x), p.splitroot(x))
print([p.normpath(x) for x in ("a/../b", "../a", "/../a", "a/./b/", "a//b", "./", "a/b/../../..", "///a", b"x/..")])
print(p.relpath("/a/b/c", "/a/d"), p.relpath("/a", "/a"), p.relpath("/a/b", "/"), p.commonpath(["/a/b/c", "/a/b/d", "/a/b"]), p.commonpath(["a/b", "a/c"]), p.commonprefix(["/abc", "/abd"]), p.commonprefix([]), p.isabs(p.abspath("x")), p.abspath("/a/../b"), p.normcase("AbC"))
base = os.environ["HASP_TEST_TMP"]
f = p.join(base, "file.txt")
with open(f, "w") as out: out.write("12345")
os.mkdir(p.join(base, "dir"))
os.symlink(f, p.join(base, "link"))
os.symlink("nowhere", p.join(base, "broken"))
for n in ("file.txt", "dir", "link", "broken", "missing"):
    x = p.join(base, n)
    print(n, p.exists(x), p.lexists(x), p.isfile(x), p.isdir(x), p.islink(x), p.ismount(x))
print(p.getsize(f), p.getmtime(f) > 1e9, p.samefile(f, p.join(base, "link")), p.realpath(p.join(base, "link")) == p.realpath(f), p.realpath(p.join(base, "dir/../file.txt")) == p.realpath(f), p.exists(0), p.isfile(f.encode()), p.sep, p.pardir, p.curdir, p.extsep, p.pathsep, p.altsep, p.devnull, p.supports_unicode_filenames)
os.environ["XVAR"] = "val"
os.environ["HOME"] = "/home/me"
print(p.expandvars("$XVAR/${XVAR}x/$NOPE_/$"), p.expanduser("~"), p.expanduser("~/a"), p.expanduser("a~"))
for g in (lambda: p.join("a", b"b"), lambda: p.join(), lambda: p.join(5), lambda: p.getsize(base + "/zz"), lambda: p.commonpath([]), lambda: p.commonpath(["/a", "b"]), lambda: p.basename(None), lambda: p.splitext(5), lambda: p.exists("a\0b"), lambda: p.relpath(""), lambda: p.join("a", None), lambda: p.exists(None), lambda: p.abspath(5)):
    try:
        print(g())
    except (TypeError, ValueError, OSError) as e:
        print(type(e).__name__, str(e).replace(base, "BASE"))


class Path:
    def __fspath__(self): return f


print(p.basename(Path()), p.exists(Path()), os.fspath(Path()) == f, p.join(Path(), "x") == f + "/x", os.path is p, p.__name__)
