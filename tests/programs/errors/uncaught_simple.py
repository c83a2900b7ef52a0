"""An uncaught error ends the program with a traceback and status 1."""


def inner(values):
    return values["missing"] + 1


def outer():
    return inner({"a": 1})


print("before")
outer()
print("never printed")
