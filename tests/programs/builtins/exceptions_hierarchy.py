"""The tree of built-in exceptions: bases, constructors, attributes and texts."""
import builtins


def tree(c, depth=0):
    print("  " * depth + c.__name__, end="; " if depth else "\n")
    for s in sorted(c.__subclasses__(), key=lambda k: k.__name__):
        if s.__module__ == "builtins" and getattr(builtins, s.__name__, None) is s:
            tree(s, depth + 1)


tree(BaseException)
print()
print(IOError is OSError, EnvironmentError is OSError, [c.__name__ for c in BrokenPipeError.__mro__], [c.__name__ for c in UnicodeDecodeError.__mro__[:-2]], ExceptionGroup.__mro__[1:3])
for e in [OSError(), OSError(2, "msg"), OSError(2, "msg", "file"), OSError(2, "msg", "f1", None, "f2"), OSError("just text"), OSError(13, "p"), OSError(17, "x"), OSError(99999, "odd"), OSError(1, 2, 3, 4, 5), FileNotFoundError("t"), OSError(32, "pipe"), OSError(4, "i"), OSError("a", "b")]:
    print(type(e).__name__, repr(e), str(e), e.errno, e.strerror, e.filename, getattr(e, "filename2", None), e.args)
e = StopIteration(5, 6)
print(e.value, e.args, StopIteration().value, SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code, KeyError("a").args, str(KeyError("a")), str(KeyError()), str(KeyError("a", "b")), repr(KeyError(1)))
e = ImportError("m", name="n", path="p")
print(e.name, e.path, e.msg, e.name_from if hasattr(e, "name_from") else None, str(ImportError()), ModuleNotFoundError("x", name="y").name)
e = AttributeError("m", name="n", obj=5)
print(e.name, e.obj, AttributeError().name, NameError("m", name="q").name, NameError("x").name)
u = UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "why")
print(u, u.encoding, u.object, u.start, u.end, u.reason, u.args)
u.start = 0
u.reason = "changed"
print(u)
print(UnicodeEncodeError("ascii", "aé", 1, 2, "r"), UnicodeEncodeError("ascii", "aéé", 1, 3, "r"), UnicodeTranslateError("日", 0, 1, "t"), UnicodeEncodeError("x", "😀", 0, 1, "r"), UnicodeDecodeError("x", b"abc", 0, 2, "r"))
s = SyntaxError("bad", ("f.py", 3, 4, "text", 3, 6))
print(s.msg, s.filename, s.lineno, s.offset, s.text, s.end_lineno, s.end_offset, s, repr(s), SyntaxError("only"), SyntaxError("m", ("f", 1, 2, "t")), SyntaxError().msg, s.print_file_and_line)
for f, a in [(UnicodeDecodeError, ()), (UnicodeDecodeError, ("a", "b", 1, 2, "r")), (UnicodeEncodeError, ("a", b"b", 1, 2, "r")), (SyntaxError, ("m", (1,))), (ImportError, (), ), (ValueError, ())]:
    try:
        print(repr(f(*a)))
    except Exception as e:
        print(type(e).__name__, e)
for c in (ValueError, OSError, KeyError, BaseException):
    try:
        c(x=1)
    except TypeError as e:
        print(e)
try:
    ImportError("m", nope=1)
except TypeError as e:
    print(e)
e = ValueError("a", 1)
e.args = ("changed",)
e.extra = 5
print(e, e.args, e.__dict__, e.__traceback__, e.__cause__, e.__reduce__()[1], ValueError("x") == ValueError("x"), hash(e) == hash(e))
e.args = [1, 2]
print(e.args, str(e))
try:
    e.args = 5
except TypeError as x:
    print(x)


class Custom(Exception):
    def __init__(self, code, *rest):
        self.code = code


c = Custom(5, 6)
print(c.args, str(c), repr(c), c.code)


class NoSuper(OSError):
    def __init__(self, a): self.a = a


print(NoSuper("q").args, str(NoSuper("q")), NoSuper("q").errno, repr(NoSuper("q")))


class NewOnly(ValueError):
    def __new__(cls, *a): return super().__new__(cls, "from new")


print(NewOnly("init").args, BaseException.__str__(e), Exception.__repr__(e), Warning.__mro__[1].__name__, issubclass(ExceptionGroup, BaseExceptionGroup), PythonFinalizationError.__mro__[1].__name__, BlockingIOError(1, "a", 5).characters_written if hasattr(BlockingIOError(1, "a", 5), "characters_written") else None, EncodingWarning.__mro__[1].__name__)
