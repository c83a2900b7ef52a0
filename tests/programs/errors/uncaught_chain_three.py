"""Three chained exceptions: cause of a context."""


def a():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("second") from e


def b():
    try:
        a()
    except ValueError:
        [].pop()


def c():
    try:
        b()
    finally:
        print("finally in c")


c()
