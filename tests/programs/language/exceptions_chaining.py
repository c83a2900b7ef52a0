"""Chaining: __cause__, __context__, __suppress_context__, raise forms."""


def show(e, depth=0):
    parts = []
    while e is not None:
        parts.append(f"{e!r} cause={e.__cause__!r} suppress={e.__suppress_context__}")
        e = e.__context__
    print(" <- ".join(parts))


try:
    try:
        raise ValueError("a")
    except ValueError:
        raise KeyError("b")
except KeyError as e:
    show(e)
try:
    try:
        raise ValueError("a")
    except ValueError as a:
        raise KeyError("b") from a
except KeyError as e:
    show(e)
try:
    try:
        raise ValueError("a")
    except ValueError:
        raise KeyError("b") from None
except KeyError as e:
    show(e)
try:
    raise ValueError from KeyError
except ValueError as e:
    show(e)
try:
    raise ValueError("x") from 5
except TypeError as e:
    print(e)
for bad in (5, "text", int, None):
    try:
        raise bad
    except TypeError as e:
        print(e)
try:
    raise
except RuntimeError as e:
    print(e)


def reraise():
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            raise KeyError
        except KeyError:
            pass
        raise


try:
    reraise()
except ZeroDivisionError as e:
    show(e)


def current():
    import sys
    return repr(sys.exception())


try:
    raise ValueError(1)
except ValueError:
    print(current())
    try:
        raise KeyError(2)
    except KeyError:
        print(current())
    print(current())
print(current())
e1 = ValueError("self")
try:
    try:
        raise e1
    except ValueError:
        raise e1
except ValueError as e:
    print(e.__context__)
try:
    try:
        raise ValueError("1")
    except ValueError as one:
        try:
            raise KeyError("2")
        except KeyError as two:
            raise one
except ValueError as e:
    print(repr(e.__context__), e.__context__.__context__)


class E(Exception):
    def __init__(self, *args, extra=None):
        super().__init__(*args)
        self.extra = extra


try:
    raise E("m", extra=1)
except E as e:
    print(e.args, e.extra, e)
e = ValueError("x")
e.__cause__ = KeyError("c")
show(e)
for name, value in [("__cause__", 5), ("__context__", "s"), ("__traceback__", 3), ("args", 7)]:
    try:
        setattr(e, name, value)
    except TypeError as err:
        print(err)
for name in ("__cause__", "__context__", "__traceback__"):
    try:
        delattr(e, name)
    except TypeError as err:
        print(err)
