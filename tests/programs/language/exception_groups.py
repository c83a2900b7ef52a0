"""Exception groups, except* and split/subgroup/derive."""
eg = ExceptionGroup("top", [ValueError(1), ExceptionGroup("sub", [TypeError(2), ValueError(3)]), OSError(4)])
print(repr(eg))
print(eg, eg.message, len(eg.exceptions))
try:
    raise eg
except* ValueError as g:
    print("values", g.exceptions)
except* (TypeError, OSError) as g:
    print("others", g.exceptions)
try:
    try:
        raise eg
    except* ValueError as g:
        pass
except ExceptionGroup as rest:
    print("rest", repr(rest))
try:
    raise KeyError("plain")
except* KeyError as g:
    print(repr(g), type(g).__name__)
try:
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError:
        raise RuntimeError("new")
except ExceptionGroup as e:
    print(repr(e), [repr(x.__context__) for x in e.exceptions])
try:
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError:
        raise
    except* KeyError as k:
        raise
except ExceptionGroup as e:
    print(repr(e))
try:
    pass
except* ValueError:
    print("never")
else:
    print("else")
finally:
    print("finally")
match, rest = eg.split(ValueError)
print(repr(match), repr(rest), sep="\n")
print(repr(eg.subgroup((TypeError, OSError))), eg.subgroup(KeyError))
print(eg.split(lambda e: isinstance(e, ExceptionGroup)), eg.subgroup(lambda e: True) is eg)
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)


class MyGroup(ExceptionGroup):
    def __new__(cls, msg, excs, code=0):
        self = super().__new__(cls, msg, excs)
        self.code = code
        return self

    def derive(self, excs):
        return MyGroup(self.message, excs, self.code)


mg = MyGroup("mine", [ValueError(1), TypeError(2)], 42)
sub = mg.subgroup(ValueError)
print(repr(sub), type(sub).__name__, sub.code)
for args in [(), ("m",), ("m", []), ("m", [1]), ("m", 5), (5, [ValueError()]), ("m", [KeyboardInterrupt()]), ("m", [ValueError()], 3)]:
    try:
        ExceptionGroup(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    try:
        raise ExceptionGroup("x", [ValueError()])
    except ExceptionGroup as e:
        raise e
except* Exception as e:
    print("all", repr(e))
try:
    try:
        raise ValueError
    except* ExceptionGroup:
        pass
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError
    except* 5:
        pass
except TypeError as e:
    print(e)
e = ExceptionGroup("n", [ValueError("a")])
e.add_note("note 1")
print(e.split(ValueError)[0].__notes__)
for code in ["try:\n pass\nexcept* A:\n pass\nexcept B:\n pass", "try:\n pass\nexcept*:\n pass",
             "for i in x:\n try:\n  pass\n except* A:\n  break", "def f():\n try:\n  pass\n except* A:\n  return 1"]:
    try:
        compile(code, "c", "exec")
    except SyntaxError as err:
        print(err.msg)
