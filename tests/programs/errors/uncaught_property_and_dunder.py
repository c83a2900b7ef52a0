"""Tracebacks through properties, operators, __getattr__, descriptors and context managers."""


class Acc:
    def __init__(self):
        self.data = {}

    def __getitem__(self, key):
        return self.data[key]

    @property
    def first(self):
        return self["first"]

    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        print("exit", t.__name__, v)
        return False

    def __len__(self):
        return self.first


def run():
    with Acc() as acc:
        return len(acc)


run()
