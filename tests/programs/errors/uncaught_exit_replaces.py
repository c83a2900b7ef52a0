"""An exception raised in __exit__ replaces the first, with it as context."""


class Replace:
    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        raise RuntimeError("from exit")


with Replace():
    raise ValueError("from body")
