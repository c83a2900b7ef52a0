"""Exceptions outside Exception end the program as well."""


class Stop(BaseException):
    pass


try:
    raise Stop("not caught by Exception")
except Exception:
    print("never")
finally:
    print("finally runs")
