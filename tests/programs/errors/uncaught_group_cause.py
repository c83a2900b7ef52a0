"""A group with a cause and a leaf with its own context."""


def leaf():
    try:
        {}["k"]
    except KeyError:
        raise ValueError("leaf")


try:
    leaf()
except ValueError as e:
    saved = e
try:
    raise RuntimeError("root")
except RuntimeError as root:
    raise ExceptionGroup("group", [saved, IndexError(3)]) from root
