"""Method calls: plain, inherited, chained, static, class and bound methods, and super()."""

import sys

FULL, QUICK = 550_000, 11_000


class Counter:
    step = 1

    def __init__(self, start):
        self.value = start

    def bump(self):
        self.value += self.step
        return self

    def get(self):
        return self.value

    def add(self, amount, twice):
        if twice:
            amount += amount
        self.value += amount

    @staticmethod
    def mix(a, b):
        return (a ^ b) & 255

    @classmethod
    def unit(cls):
        return cls.step


class Wrapping(Counter):
    step = 2

    def __init__(self, start, modulus):
        super().__init__(start)
        self.modulus = modulus

    def bump(self):
        super().bump()
        if self.value >= self.modulus:
            self.value -= self.modulus
        return self


def main(size):
    plain, wrapping = Counter(0), Wrapping(5, 1009)
    total = 0
    bound = plain.add
    for i in range(size):
        plain.bump().bump()
        wrapping.bump()
        wrapping.add(1, False)
        bound(i, i & 1)
        total += plain.get() - wrapping.get()
        total += Counter.mix(i, total) + wrapping.unit()
    print(plain.value, wrapping.value, total)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
