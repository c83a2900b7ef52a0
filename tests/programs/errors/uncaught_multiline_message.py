"""Messages with several lines, empty messages and odd str results."""


class Multi(Exception):
    def __str__(self):
        return "line one\nline two"


class Empty(Exception):
    pass


class Local:
    class Nested(ValueError):
        pass


for e in (Empty(), Local.Nested("n")):
    try:
        raise e
    except Exception as x:
        print(type(x).__name__, repr(str(x)))
raise Multi
