"""shutil: copying, moving, removing, looking for programs."""
import io, os, shutil, stat

def attempt(f, *args, **named):
    try:
        print(f(*args, **named))
    except BaseException as e:
        print(type(e).__name__, e)

os.chdir(os.environ["HASP_TEST_TMP"])
def tree(top):
    return [(os.path.relpath(folder, top), sorted(folders), sorted(files)) for folder, folders, files in sorted(os.walk(top))]
os.makedirs("src/a/b")
for name in ("src/f.txt", "src/g.py", "src/a/h.txt", "src/a/b/i.pyc"):
    with open(name, "w") as f:
        f.write(name)
os.chmod("src/f.txt", 0o640)
os.utime("src/f.txt", (1000, 2000))
os.symlink("f.txt", "src/link")
out = io.BytesIO()
shutil.copyfileobj(io.BytesIO(b"abc" * 1000), out, 7)
print(len(out.getvalue()))
print(shutil.copyfile("src/f.txt", "c1"), open("c1").read())
print(shutil.copy("src/f.txt", "c2"), oct(stat.S_IMODE(os.stat("c2").st_mode)), os.stat("c2").st_mtime != 2000)
print(shutil.copy2("src/f.txt", "c3"), oct(stat.S_IMODE(os.stat("c3").st_mode)), os.stat("c3").st_mtime)
os.mkdir("folder")
print(shutil.copy("src/f.txt", "folder"), shutil.copy2("src/g.py", "folder"), sorted(os.listdir("folder")))
print(shutil.copyfile("src/link", "l1", follow_symlinks=False), os.readlink("l1"), shutil.copy("src/link", "l2"), os.path.islink("l2"))
attempt(shutil.copyfile, "c1", "c1")
attempt(shutil.copyfile, "none", "c1")
attempt(shutil.copyfile, "folder", "x")
attempt(shutil.copyfile, "c1", "folder")
attempt(shutil.copyfile, "c1", "no/such")
print(shutil.copytree("src", "dst"), tree("dst"), os.path.islink("dst/link"), os.stat("dst/f.txt").st_mtime)
attempt(shutil.copytree, "src", "dst")
print(shutil.copytree("src", "dst", dirs_exist_ok=True), shutil.copytree("src", "dst2", symlinks=True, ignore=shutil.ignore_patterns("*.pyc", "g*")), tree("dst2"), os.readlink("dst2/link"))
os.symlink("nowhere", "src/dangling")
try:
    shutil.copytree("src", "dst3")
except shutil.Error as e:
    print(e)
print(tree("dst3"), shutil.copytree("src", "dst4", ignore_dangling_symlinks=True), len(tree("dst4")))
seen = []
shutil.copytree("src/a", "dst5", copy_function=lambda s, d: seen.append((s, d)))
print(sorted(seen), tree("dst5"))
attempt(shutil.copytree, "none", "dst6")
print(shutil.move("c1", "m1"), os.path.exists("c1"), shutil.move("m1", "folder"), shutil.move("dst5", "folder"), tree("folder"))
attempt(shutil.move, "c2", "folder/m1/x")
open("m1", "w").close()
attempt(shutil.move, "m1", "folder")
attempt(shutil.move, "folder", "folder/dst5")
attempt(shutil.move, "none", "x")
for name in ("dst", "dst2", "dst3", "dst4"):
    shutil.rmtree(name)
print(sorted(os.listdir(".")), os.path.exists("src/f.txt"))
attempt(shutil.rmtree, "none")
shutil.rmtree("none", ignore_errors=True)
shutil.rmtree("none", onexc=lambda f, path, e: print(f is os.lstat or f.__name__, path, type(e).__name__))
attempt(shutil.rmtree, "c2")
os.symlink("folder", "l3")
attempt(shutil.rmtree, "l3")
os.mkdir("bin")
for name, mode in (("tool", 0o755), ("text", 0o644)):
    with open("bin/" + name, "w"): pass
    os.chmod("bin/" + name, mode)
print(shutil.which("tool", path="nothing:bin"), shutil.which("bin/tool"), shutil.which("none", path="bin"), shutil.which("tool", path=""), shutil.which(b"tool", path=b"bin"), shutil.which("bin"))
os.environ["COLUMNS"], os.environ["LINES"] = "100", "30"
print(shutil.get_terminal_size(), [x > 0 for x in shutil.disk_usage(".")], shutil.Error.__mro__, issubclass(shutil.SameFileError, shutil.Error))
