"""Line numbers of functions, statements, tracebacks and multi-line expressions."""
import sys


def here():
    return sys._getframe(1).f_lineno


print(here(), here())
print(
    here(),
    [here()
     for _ in range(1)],
    here(
    ),
)
x = (1 +
     here()); print(x)


@staticmethod
@property
def decorated(
        a,
        b=here()):
    return here()


print(decorated.__wrapped__.__class__.__name__, decorated.__func__.fget.__code__.co_firstlineno)


class K(
        object):
    line = here()


print(K.line, K.__firstlineno__)


def lines():
    try:
        (
            1
            /
            0
        )
    except ZeroDivisionError as e:
        yield e.__traceback__.tb_lineno
    try:
        foo = [
            1,
            undefined_name,
            3]
    except NameError as e:
        yield e.__traceback__.tb_lineno
    try:
        max(
            1,
            "a",
        )
    except TypeError as e:
        yield e.__traceback__.tb_lineno
    try:
        "abc".upper(
        ).nope(
        )
    except AttributeError as e:
        yield e.__traceback__.tb_lineno
    try:
        assert (
            0 ==
            1
        ), "m"
    except AssertionError as e:
        yield e.__traceback__.tb_lineno
    try:
        raise (
            ValueError(
                "x"))
    except ValueError as e:
        yield e.__traceback__.tb_lineno
    try:
        with open(
                "/dev/null") as f:
            f.nope = f.missing
    except AttributeError as e:
        yield e.__traceback__.tb_lineno
    try:
        a = {"k":
             1,
             **5}
    except TypeError as e:
        yield e.__traceback__.tb_lineno
    try:
        if (1 and
                2 and
                nope2):
            pass
    except NameError as e:
        yield e.__traceback__.tb_lineno
    try:
        f(
            1,
            *[2],
            z=nope3
        )
    except NameError as e:
        yield e.__traceback__.tb_lineno


print(list(lines()))
f = (lambda:
     here())
print(f(), f.__code__.co_firstlineno)
s = f"""{
    here()
}"""
print(s)


def chain():
    return (K
            .line
            .bit_length()
            .nope)


try:
    chain()
except AttributeError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno, end=" ")
        tb = tb.tb_next
print()
if True: print(here()); print(here())
match here():
    case n: print(n, here())
