"""assert: messages, conditions, __debug__ and the exception."""
assert True
assert 1, "never shown"
for code in ["assert False", "assert 0, 'msg'", "assert [], [1, 2]", "assert None, ValueError('inner')", "assert not 1, f'{1 + 1}'", "assert '' , ('a', 'b')"]:
    try:
        exec(code)
    except AssertionError as e:
        print(repr(e), e.args, str(e))
calls = []
assert calls.append(1) is None, calls.append(2)
print(calls)
try:
    assert calls.append(3), calls.append(4)
except AssertionError as e:
    print(calls, e.args)
print(__debug__)
for code in ["__debug__ = 1", "def f(__debug__): pass", "assert", "assert x,", "import __debug__", "x.__debug__ = 1", "del __debug__", "assert = 1", "for __debug__ in []: pass"]:
    try:
        exec(code)
        print("fine")
    except SyntaxError as e:
        print(e.msg)


class B:
    def __bool__(self):
        print("bool called", end=" ")
        return False


try:
    assert B(), "from B"
except AssertionError as e:
    print(e)


def check(n):
    assert isinstance(n, int) and n >= 0, f"bad n: {n!r}"
    return n


print(check(3))
for bad in (-1, "x"):
    try:
        check(bad)
    except AssertionError as e:
        print(e)
AssertionError_ = AssertionError
AssertionError = KeyError
try:
    assert 0, "still the real one"
except AssertionError_ as e:
    print(type(e).__name__, e)
