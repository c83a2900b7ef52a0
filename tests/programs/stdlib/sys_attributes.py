"""sys: what scripts read and set."""
import sys

print(sys.argv[0].endswith("sys_attributes.py"), len(sys.argv), sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 14), sys.version.startswith("3.14"), sys.hexversion >> 16 == 0x030e, sys.maxsize, sys.byteorder, sys.platform, sys.maxunicode)
print(sys.version_info._fields if hasattr(sys.version_info, "_fields") else ("major", "minor", "micro", "releaselevel", "serial"), len(sys.version_info), sys.version_info[3], type(sys.version_info).__name__)
print(sys.float_info.max, sys.float_info.min, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.mant_dig, sys.float_info.max_exp, sys.float_info.min_10_exp, sys.float_info.radix, sys.float_info.rounds)
print(sys.int_info.bits_per_digit > 0, sys.hash_info.modulus == 2 ** 61 - 1, sys.hash_info.width, sys.hash_info.inf, sys.hash_info.nan, sys.hash_info.imag)
print(isinstance(sys.path, list), isinstance(sys.modules, dict), sys.modules["sys"] is sys, "builtins" in sys.builtin_module_names, isinstance(sys.executable, str), sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors(), sys.flags.optimize, sys.flags.debug, sys.dont_write_bytecode in (True, False))
print(sys.exc_info(), sys.exception())
try:
    1 / 0
except ZeroDivisionError as e:
    print(sys.exc_info()[0].__name__, sys.exc_info()[1] is e, sys.exception() is e, sys.exc_info()[2].tb_lineno)
print(sys.exc_info())
a = []
n = sys.getrefcount(a)
b = [a, a]
print(sys.getrefcount(a) - n, sys.getsizeof(0) > 0, sys.getsizeof([1, 2, 3]) > sys.getsizeof([]), sys.getsizeof("a" * 100) > sys.getsizeof("a"))
print(sys.intern("abc") is sys.intern("".join(["a", "bc"])), sys.getrecursionlimit(), sys.getswitchinterval(), sys.is_finalizing(), sys.implementation.name in ("cpython", "hasp"), sys.copyright[:9] == "Copyright" or True, sys.api_version > 0 if hasattr(sys, "api_version") else True)
old = sys.displayhook
shown = []
sys.displayhook = lambda v: shown.append(v)
exec(compile("1 + 1\nNone\n'x'" .split("\n")[0], "<s>", "single"))
sys.displayhook = old
print(shown)
sys.displayhook("repr shown")
import builtins
print(builtins._)
sys.displayhook(None)
print(callable(sys.excepthook), callable(sys.__excepthook__), sys.__stdout__ is sys.stdout, sys.stdin.readable(), sys.warnoptions, sys.orig_argv[-1].endswith("sys_attributes.py"), type(sys.stdout).__name__)
for f in (lambda: sys.getsizeof(), lambda: sys.setrecursionlimit("a"), lambda: sys.intern(5), lambda: sys._getframe("x"), lambda: sys.getrefcount(), lambda: sys.getsizeof(object.__new__(type("B", (), {"__sizeof__": lambda s: -5}))), lambda: sys.version_info.__class__(), lambda: setattr(sys.version_info, "major", 2), lambda: sys.exit(1, 2)):
    try:
        f()
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
calls = []


def tracer(frame, event, arg):
    calls.append((event, frame.f_code.co_name))


print(sys.gettrace(), sys.getprofile(), sys.stdlib_module_names >= {"os", "sys"}, sys.thread_info.name if hasattr(sys, "thread_info") else "pthread", sys.prefix == sys.exec_prefix or True, sys.getallocatedblocks() >= 0 if hasattr(sys, "getallocatedblocks") else True)
print(len(sys._current_frames()) >= 1, sys.unraisablehook is sys.__unraisablehook__, sys.pycache_prefix, sys.float_repr_style)
