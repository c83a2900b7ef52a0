"""tempfile: files and folders, names, modes, removal, messages."""
import os, stat, tempfile

def attempt(f, *args, **named):
    try:
        print(f(*args, **named))
    except BaseException as e:
        print(type(e).__name__, e)

tempfile.tempdir = os.environ["HASP_TEST_TMP"]
here = tempfile.gettempdir()
print(sorted(tempfile.__all__), tempfile.gettempprefix(), tempfile.gettempprefixb(), tempfile.gettempdirb() == os.fsencode(here), tempfile.TMP_MAX > 10)
fd, path = tempfile.mkstemp(".end", "start")
name = os.path.basename(path)
print(os.path.dirname(path) == here, name[:5], name[-4:], len(name), oct(stat.S_IMODE(os.stat(path).st_mode)), os.write(fd, b"x"), os.get_inheritable(fd))
os.close(fd)
os.unlink(path)
fd, path = tempfile.mkstemp(suffix=b".b")
print(type(path), path.endswith(b".b"))
os.close(fd)
os.unlink(path)
attempt(tempfile.mkstemp, suffix=b"x", prefix="y")
attempt(tempfile.mkstemp, dir="/no/such/folder/at/all", prefix=3)
folder = tempfile.mkdtemp("s", "p")
print(os.path.isdir(folder), os.path.basename(folder)[0], folder[-1], oct(stat.S_IMODE(os.stat(folder).st_mode)))
print(os.path.exists(tempfile.mktemp(dir=folder)), tempfile.mktemp("e", "b", folder).startswith(folder + "/b"))
os.rmdir(folder)

with tempfile.NamedTemporaryFile() as f:
    print(os.path.exists(f.name), f.write(b"data\nmore\n"), f.seek(0), f.read(4), f.mode, f.closed, f.fileno() > 2)
    f.seek(0)
    print(list(f), open(f.name, "rb").read() == b"data\nmore\n" or f.flush())
    name = f.name
print(os.path.exists(name), f.closed, type(f).__name__)
f = tempfile.NamedTemporaryFile("w+", encoding="utf-8", suffix=".txt", delete=False)
print(f.write("ä\n"), f.encoding, f.name.endswith(".txt"))
f.close()
print(os.path.exists(f.name), open(f.name, encoding="utf-8").read())
os.unlink(f.name)
with tempfile.NamedTemporaryFile(delete_on_close=False) as f:
    f.write(b"kept")
    f.close()
    print(os.path.exists(f.name), open(f.name, "rb").read())
print(os.path.exists(f.name))
f = tempfile.NamedTemporaryFile()
f.close()
f.close()
print(os.path.exists(f.name))
attempt(f.write, b"x")
attempt(lambda: f.nothing)
attempt(tempfile.NamedTemporaryFile, "q")
try:
    tempfile.NamedTemporaryFile(dir="/no/such", mode="r")
except FileNotFoundError as e:
    print(e.errno, os.path.dirname(e.filename))

before = set(os.listdir(here))
with tempfile.TemporaryFile() as f:
    print(f.write(b"abc"), f.seek(1), f.read(), set(os.listdir(here)) == before, f.mode)
with tempfile.TemporaryFile("w+t", encoding="ascii", newline="\r\n") as f:
    f.write("a\n")
    f.seek(0)
    print(repr(f.read()), f.buffer.seek(0), f.buffer.read())

with tempfile.SpooledTemporaryFile(10) as f:
    print(f.write(b"12345"), f._rolled, f.tell(), f.name, f.mode)
    print(f.write(b"6789012"), f._rolled, f.seek(0), f.read(), f.readable(), f.writable(), f.seekable())
    print(f.truncate(3), f.seek(0), f.read())
print(f.closed)
with tempfile.SpooledTemporaryFile(mode="w+", encoding="utf-8") as f:
    f.writelines(["ö\n", "b\n"])
    print(f._rolled, f.seek(0), list(f), f.encoding)
    print(f.fileno() > 2, f._rolled, f.seek(0), f.readline(), f.readlines())

with tempfile.TemporaryDirectory(prefix="dir") as folder:
    os.makedirs(os.path.join(folder, "a", "b"))
    open(os.path.join(folder, "a", "f"), "w").close()
    os.symlink("/", os.path.join(folder, "a", "link"))
    print(os.path.isdir(folder), os.path.basename(folder)[:3])
print(os.path.exists(folder), os.path.exists("/"))
d = tempfile.TemporaryDirectory()
print(repr(d) == f"<TemporaryDirectory {d.name!r}>", os.path.isdir(d.name))
d.cleanup()
d.cleanup()
print(os.path.exists(d.name))
with tempfile.TemporaryDirectory(delete=False) as folder:
    pass
print(os.path.exists(folder))
os.rmdir(folder)
print(sorted(os.listdir(here)))
