"""Record objects: dataclasses, NamedTuple, enums and hand-written value classes with __eq__, __hash__ and __lt__."""

import sys
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple

FULL, QUICK = 170_000, 3_400


class Kind(Enum):
    OPEN = 1
    PAID = 2
    LATE = 3


@dataclass
class Invoice:
    number: int
    amount: float
    kind: Kind = Kind.OPEN
    lines: list = field(default_factory=list)

    def total(self):
        return self.amount + sum(self.lines)


@dataclass(frozen=True, order=True)
class Key:
    region: int
    serial: int


class Point(NamedTuple):
    x: int
    y: int

    def moved(self, dx):
        return Point(self.x + dx, self.y)


class Fraction:
    def __init__(self, top, bottom):
        self.top = top
        self.bottom = bottom

    def __eq__(self, other):
        return isinstance(other, Fraction) and self.top * other.bottom == other.top * self.bottom

    def __hash__(self):
        return hash((self.top // 3, 5))

    def __lt__(self, other):
        return self.top * other.bottom < other.top * self.bottom

    def __repr__(self):
        return f"Fraction({self.top}, {self.bottom})"


def main(size):
    invoices = []
    kinds = {Kind.OPEN: 0, Kind.PAID: 0, Kind.LATE: 0}
    by_key = {}
    amount = 0.0
    for i in range(size):
        invoice = Invoice(i, i * 0.25)
        invoice.lines.append(i & 3)
        if i % 3 == 0:
            invoice.kind = Kind.PAID
        elif i % 7 == 0:
            invoice = replace(invoice, kind=Kind.LATE)
        kinds[invoice.kind] += 1
        amount += invoice.total()
        if i % 10 == 0:
            invoices.append(invoice)
        key = Key(i % 10, i // 100)
        by_key[key] = by_key.get(key, 0) + 1
    point = Point(0, 3)
    reach = 0
    for i in range(size):
        point = point.moved(i & 1)
        x, y = point
        reach += x - y + point[0] + point.y
    fractions = {Fraction(i % 50, i % 9 + 1) for i in range(size // 20)}
    smallest = min(fractions)
    same = sum(a == b for a, b in zip(invoices, invoices[1:]))
    largest = max(by_key)
    print(f"{amount:.2f}", list(kinds.values()), len(by_key), largest, reach, len(fractions), smallest, same)
    print(invoices[3])


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
