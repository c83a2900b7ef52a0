"""An uncaught exception group prints a tree."""


def fail(kind, text):
    raise kind(text)


def gather():
    errors = []
    for kind, text in [(ValueError, "one"), (KeyError, "two")]:
        try:
            fail(kind, text)
        except Exception as e:
            errors.append(e)
    inner = ExceptionGroup("inner", [TypeError("never raised"), OSError(2, "No such thing")])
    raise ExceptionGroup("gathered", errors + [inner])


gather()
