"""A re-raised exception keeps its traceback; raise e adds a line."""


def origin():
    raise ValueError("origin")


def passes():
    try:
        origin()
    except ValueError as e:
        saved = e
        raise


def again():
    try:
        passes()
    except ValueError as e:
        raise e


again()
