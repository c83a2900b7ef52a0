"""pathlib: files and folders, reading and writing, searching, messages."""
import os
from pathlib import Path

def attempt(f, *args, **named):
    try:
        print(f(*args, **named))
    except BaseException as e:
        print(type(e).__name__, e)

os.chdir(os.environ["HASP_TEST_TMP"])
here = Path()
p = Path("a.txt")
print(p.exists(), p.write_text("one\ntwo\n"), p.exists(), p.read_text(), p.read_bytes(), p.write_bytes(b"\xe4"), p.read_text("latin-1"), p.stat().st_size)
print(p.write_text("ä\n", encoding="utf-8", newline="\r\n"), p.read_bytes(), repr(p.read_text("utf-8", newline="")))
attempt(p.write_text, b"x")
attempt(p.write_bytes, "x")
attempt(Path("none").read_text)
with p.open("a", encoding="utf-8") as f:
    f.write("more")
print(p.open(encoding="utf-8").readlines())
d = Path("d")
d.mkdir()
attempt(d.mkdir)
d.mkdir(exist_ok=True)
attempt(Path("x/y").mkdir)
Path("x/y/z").mkdir(parents=True)
Path("x/y/z").mkdir(parents=True, exist_ok=True)
attempt(p.mkdir, exist_ok=True)
for name in ("d/b.py", "d/.hidden", "x/f.py", "x/y/g.py", "x/y/z/h.txt"):
    Path(name).touch()
attempt(Path("d/b.py").touch, exist_ok=False)
Path("d/b.py").touch()
link = Path("link")
link.symlink_to("x")
Path("broken").symlink_to("nowhere")
print([(q.name, q.exists(), q.exists(follow_symlinks=False), q.is_dir(), q.is_file(), q.is_symlink(), q.is_dir(follow_symlinks=False), q.is_mount(), q.is_fifo(), q.is_socket(), q.is_block_device(), q.is_char_device())
       for q in (p, d, link, Path("broken"), Path("none"), Path("a\0b"))])
print(link.readlink(), link.samefile("x"), link.samefile(Path("d")), link.resolve() == Path.cwd() / "x", Path("x/../d/./b.py").resolve() == Path.cwd() / "d/b.py")
print(Path("a").absolute() == Path.cwd() / "a", Path("/a").absolute(), Path("..").absolute().name)
attempt(Path("none/x").resolve, strict=True) if False else None
print(sorted(here.iterdir()), sorted(map(str, d.iterdir())), sorted(Path.cwd().iterdir())[0] == Path.cwd() / "a.txt")
attempt(Path("none").iterdir)
for pattern in ("*", "*.py", "**", "**/*.py", "*/*.py", "**/", "x/**", "**/y/*", "x", "none", "d/.*", "*/", "x/../d/*", "**/**/g.py", "A.TXT", "**/*", "l*/*", "?.txt", "[ax]*", "**/z/**"):
    print(pattern, sorted(here.glob(pattern)), sorted(map(str, Path("x").rglob(pattern))))
print(sorted(here.glob("A.*", case_sensitive=False)), sorted(here.glob("**/g.py", recurse_symlinks=True)), sorted(here.rglob("*.py")), sorted(Path("none").glob("*")))
attempt(lambda: list(here.glob("/x")))
attempt(lambda: list(here.glob("")))
print(sorted((str(a), sorted(b), sorted(c)) for a, b, c in Path("x").walk()), [str(a) for a, b, c in Path("x").walk(top_down=False)])
q = p.rename("b.txt")
print(repr(q), p.exists(), q.exists())
print(repr(q.replace(Path("c.txt"))), sorted(here.glob("*.txt")))
c = Path("c.txt")
c.chmod(0o600)
print(oct(c.stat().st_mode), c.lstat().st_size == c.stat().st_size)
Path("hard").hardlink_to(c)
print(Path("hard").samefile(c), c.stat().st_nlink)
c.unlink()
attempt(c.unlink)
c.unlink(missing_ok=True)
attempt(d.rmdir)
for q in d.iterdir():
    q.unlink()
d.rmdir()
print(d.exists())
os.environ["HOME"] = "/some/home"
print(Path.home(), Path("~").expanduser(), Path("~/x").expanduser(), Path("a/~").expanduser(), Path("~\u20acnobody"))
attempt(Path("~\u20acnobody/x").expanduser)
class Mine(Path):
    def __init__(self, *args, note="none"):
        super().__init__(*args)
        self.note = note
    def with_segments(self, *args):
        return type(self)(*args, note=self.note)
m = Mine("x", note="kept")
print(repr(m / "y"), (m / "y").note, m.parent.note, [k.note for k in m.iterdir()][0], sorted(m.glob("*"))[0].note)
print(os.fspath(m), os.path.join("r", m), open(Path("hard"), "rb").read()[:2])
