"""Handler selection, tuples, evaluated expressions, names, and 3.14's unparenthesised form."""


def classify(exc):
    try:
        raise exc
    except (KeyError, IndexError) as e:
        return "lookup", repr(e)
    except ArithmeticError as e:
        return "arithmetic", repr(e)
    except ValueError, TypeError:
        return "value or type"
    except Exception:
        return "exception"
    except BaseException as e:
        return "base", type(e).__name__


for exc in (KeyError("k"), IndexError(), ZeroDivisionError("z"), ValueError(), TypeError(), OSError(), KeyboardInterrupt(), UnicodeError("u")):
    print(classify(exc))
order = []


def evaluated(x):
    order.append(x.__name__)
    return x


try:
    raise KeyError
except evaluated(ValueError):
    pass
except evaluated(LookupError):
    order.append("in")
except evaluated(TypeError):
    pass
print(order)
for bad in (5, "s", (ValueError, 3), [ValueError], object):
    try:
        try:
            raise KeyError("orig")
        except bad:
            pass
    except TypeError as e:
        print(e, repr(e.__context__))
try:
    try:
        1 / 0
    except undefined_name:
        pass
except NameError as e:
    print(e, repr(e.__context__))
try:
    try:
        1 / 0
    except ():
        pass
except ZeroDivisionError:
    print("empty tuple catches nothing")
try:
    try:
        1 / 0
    except ((ValueError, (ZeroDivisionError,)),):
        print("nested tuple")
except TypeError as e:
    print("nested tuple:", e)


class Meta(type):
    def __instancecheck__(cls, obj):
        return True

    def __subclasscheck__(cls, sub):
        return True


class Weird(Exception, metaclass=Meta):
    pass


try:
    try:
        raise ValueError("not weird")
    except Weird:
        print("caught by instancecheck")
except ValueError:
    print("real classes only")


def f():
    e = "kept?"
    try:
        raise ValueError
    except ValueError as e:
        pass
    return e


try:
    f()
except UnboundLocalError as err:
    print(err)


def loop():
    for i in range(4):
        try:
            if i == 0: continue
            if i == 1: raise ValueError(i)
            if i == 3: return "ret"
        except ValueError as e:
            print("in loop", e)
            continue
        else:
            print("else", i)


print(loop())
try:
    try:
        pass
    except ValueError:
        print("no")
    else:
        raise ValueError("from else")
except ValueError as e:
    print(e)
e = Exception("a", "b")
print(str(e), repr(e), str(Exception()), str(Exception(5)), repr(Exception([1])), str(KeyError("k")), str(KeyError(1, 2)))
e.add_note("n1")
e.add_note("n2")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as err:
    print(err)
try:
    raise e.with_traceback(None)
except Exception as caught:
    print(caught is e, caught.__traceback__.tb_lineno > 0)
