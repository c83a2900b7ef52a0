"""An error in a with block whose manager lets it pass; several lines in the with header."""


class Manager:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        print("leaving", self.name, kind.__name__)


def work():
    with (
        Manager("a") as a,
        Manager("b") as b,
    ):
        total = len(a.name) + b.missing
    return total


work()
