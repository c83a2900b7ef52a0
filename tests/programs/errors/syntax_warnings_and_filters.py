"""SyntaxWarnings through the warnings module: filters, records, errors."""
x=5
exec("print(x is 5)")
compile("a is 1\n'\\d'\n", "<zz>", "exec")
import warnings
exec("print(x is 5)")
compile("a is 1\n'\\d'\n", "<zz>", "exec")
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    compile("a is 1\n'\\d'\n", "<zz>", "exec")
    print([(str(m.message), m.category.__name__, m.filename, m.lineno) for m in w])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for code in ("a is 1\n", "'\\d'", "1if x else y", "def f():\n try: pass\n finally: return", "(1, 2)(3)", "assert (1, 2)"):
        try: compile(code, "<zz>", "exec")
        except SyntaxError as e: print(repr(e), e.lineno, e.offset, e.end_lineno, e.end_offset, e.text)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    compile("a is 1\n'\\d'\n", "<zz>", "exec")
    ~True
    print(int.__index__(True))
def f():
    yield
class X:
    def __index__(self): return True
print([1,2][X()])
