"""fnmatch and glob: patterns, sets, what they become, files found."""
import fnmatch, glob, os

names = ["a", "b.txt", "a.TXT", ".hidden", "a-b", "[x]", "x\ny", "", "a.tar.gz", "\\", "abcabc", "^", "!", "]", "ab", "é"]
for p in ("*", "?", "*.txt", "a*b*c", "[abc]", "[!abc]", "[a-z]", "[!a", "[]", "[]]", "[!]]", "[z-a]", "[a-c-e]", "[a-]", "[-a]", "a[b-a]c", "[\\\\]",
          "**", "a**b", "[^a]", "[a&&b]", "[a||b]", "[a~~b]", "[[]", "a.b+c", "*.*", "?*", "[!z-a]", "[b-ac-d]", "\n", "", "[a-a]", "[--a]", "[!^]", "[[x]x]", "*a*", "[!!]", "[!-a]"):
    print(repr(p), repr(fnmatch.translate(p)), fnmatch.filter(names, p), fnmatch.filterfalse(names, p) == [n for n in names if not fnmatch.fnmatch(n, p)])
print(fnmatch.fnmatch(b"a.txt", b"*.txt"), fnmatch.fnmatchcase("A", "a"), fnmatch.filter([b"a", b"b"], b"[!a]"))
try:
    fnmatch.fnmatch("a", b"*")
except TypeError as e:
    print(e)
for p in ("*", "**", "a/**/b", "**/*.py", "?.txt", ".*", "a/[b]c", "**a", "a/**", "**/**/x", "", "/", "a//b", "*/*"):
    for named in ({}, {"recursive": True}, {"recursive": True, "include_hidden": True}):
        print(repr(p), repr(glob.translate(p, **named)))
print(glob.translate("a\\b/*", seps="/\\"), glob.escape("a[b]*?c"), glob.escape(b"x*"), glob.has_magic("a*"), glob.has_magic("a"))

os.chdir(os.environ["HASP_TEST_TMP"])
for folder in ("a/b/c", "a/.d/e", "x y", "[z]"):
    os.makedirs(folder)
for file in ("f.txt", "g.py", ".h.txt", "a/f.txt", "a/b/g.py", "a/b/c/h.txt", "a/.d/i.txt", "a/.d/e/j.txt", "x y/k.txt", "[z]/l.txt"):
    open(file, "w").close()
os.symlink("nowhere", "broken")
for p in ("*", "*.txt", ".*", "a", "a/", "a/*", "*/", "*/*", "**", "**/", "**/*.txt", "a/**", "a/**/*.py", "nothing*", "nothing", "./*.txt", "*/b/c", "a/./f.txt",
          "[[]z]/*", "[z]", "?.py", "", "broken", "a/b/../f.txt", "**/c/**", "x y/*", "*/../*.py", ".h*", "**/.d", "a//f.txt", b"*.txt", b"**/*.py", "../*/nothing"):
    print(repr(p), sorted(glob.glob(p)))
    print("  ", sorted(glob.glob(p, recursive=True)), sorted(glob.iglob(p, recursive=True, include_hidden=True)))
print(sorted(glob.glob("*", root_dir="a")), sorted(glob.glob("**/*.txt", root_dir="a", recursive=True)), sorted(glob.glob("*", root_dir="none")), glob.glob("b", root_dir="a"), glob.glob("b/", root_dir="a"))
print([os.path.basename(p) for p in glob.glob(os.path.join(os.getcwd(), "*.txt"))], next(glob.iglob("g*")))
