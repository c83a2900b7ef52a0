"""traceback: formatting exceptions, stacks, frame summaries, exception-only text."""
import sys
import traceback


def inner(n):
    values = [1, 2]
    return values[n] / (n - n)


def outer(n):
    return inner(n) + 1


for n in (5, 1):
    try:
        outer(n)
    except Exception as e:
        print(traceback.format_exc(), end="")
        print("".join(traceback.format_exception(e)) == traceback.format_exc(), traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
        tb = traceback.extract_tb(e.__traceback__)
        print([(f.name, f.lineno, f.line, f.filename.endswith("module.py")) for f in tb], len(tb), tb[0][2])
        print("".join(traceback.format_tb(e.__traceback__, limit=1)), end="")
        print("".join(traceback.format_tb(e.__traceback__, limit=-1)), end="")
        saved = e
traceback.print_exception(saved, file=sys.stdout, limit=0)
traceback.print_tb(saved.__traceback__, file=sys.stdout)
try:
    try:
        {}["k"]
    except KeyError as k:
        raise ValueError("with cause") from k
except ValueError as e:
    te = traceback.TracebackException.from_exception(e)
    print("".join(te.format()), end="")
    print("".join(te.format(chain=False)), end="")
    print(te.exc_type_str if hasattr(te, "exc_type_str") else "ValueError", str(te), te.__cause__ is not None, te.__suppress_context__, te.stack[0].name, list(te.format_exception_only()))
    traceback.print_exception(type(e), e, e.__traceback__, chain=False, file=sys.stdout)


def stack_here():
    return traceback.extract_stack()


names = [f.name for f in stack_here()]
print(names, traceback.format_stack()[-1].split(",")[1])
print(traceback.format_exception_only(SyntaxError("bad", ("f.py", 2, 5, "x = = 1\n"))), traceback.format_exception_only(KeyboardInterrupt()), traceback.format_exception_only(ValueError("a\nb")), traceback.format_exception(None), traceback.format_exc() if sys.exception() else "NoneType: None\n" == traceback.format_exc())
try:
    exec("x = (1,\n 2\ny = 3")
except SyntaxError:
    print(traceback.format_exc().split("\n", 3)[3], end="")
e = ValueError("noted")
e.add_note("n1")
print(traceback.format_exception(e), traceback.format_exception_only(e))
g = ExceptionGroup("eg", [ValueError(1), ExceptionGroup("in", [KeyError("k")])])
print("".join(traceback.format_exception(g)), end="")
print(traceback.format_exception_only(g), traceback.format_exception_only(g, show_group=True))
fs = traceback.FrameSummary("file.py", 7, "func", line="the line")
print(fs, fs.lineno, list(fs), traceback.format_list([fs, ("a.py", 1, "f", "text"), ("b.py", 2, "g", None)]), traceback.StackSummary.from_list([("c.py", 3, "h", "x")]).format())
print([(f.f_code.co_name, n) for f, n in traceback.walk_tb(saved.__traceback__)], traceback.walk_stack(None).__class__.__name__)


def recursive(n): return recursive(n - 1) if n else 1 / 0


try:
    recursive(10)
except ZeroDivisionError:
    print(traceback.format_exc(), end="")
traceback.clear_frames(saved.__traceback__)
