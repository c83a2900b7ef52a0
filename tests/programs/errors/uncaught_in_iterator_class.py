"""An error inside __next__, reached through a for loop in a generator expression."""


class Numbers:
    def __init__(self, items):
        self.items = items
        self.at = 0

    def __iter__(self):
        return self

    def __next__(self):
        item = self.items[self.at]
        self.at += 1
        return int(item)


def total(items):
    return sum(n * 2 for n in Numbers(items))


print("starting")
total(["1", "two"])
