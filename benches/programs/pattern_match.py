"""Match statements: simplifying and differentiating expression trees of tuples and classes."""

import sys

FULL, QUICK = 2_400, 48


class Num:
    __match_args__ = ("value",)

    def __init__(self, value):
        self.value = value


class Var:
    __match_args__ = ("name",)

    def __init__(self, name):
        self.name = name


class Op:
    __match_args__ = ("sign", "left", "right")

    def __init__(self, sign, left, right):
        self.sign = sign
        self.left = left
        self.right = right


def derive(tree, name):
    match tree:
        case Num():
            return Num(0)
        case Var(other):
            return Num(1 if other == name else 0)
        case Op("+", left, right):
            return Op("+", derive(left, name), derive(right, name))
        case Op("*", left, right):
            return Op("+", Op("*", derive(left, name), right), Op("*", left, derive(right, name)))
    raise TypeError(tree)


def simplify(tree):
    match tree:
        case Op(sign, left, right):
            left, right = simplify(left), simplify(right)
        case _:
            return tree
    match (sign, left, right):
        case ("+", Num(a), Num(b)):
            return Num((a + b) % 9973)
        case ("*", Num(a), Num(b)):
            return Num(a * b % 9973)
        case ("+", Num(0), other) | ("+", other, Num(0)):
            return other
        case ("*", Num(0), _) | ("*", _, Num(0)):
            return Num(0)
        case ("*", Num(1), other) | ("*", other, Num(1)):
            return other
    return Op(sign, left, right)


def polynomial(degree):
    tree = Num(3)
    for i in range(degree):
        tree = Op("+", Op("*", tree, Var("x")), Num(i % 4))
    return tree


def value_of(tree, x):
    match tree:
        case Num(value):
            return value
        case Var():
            return x
        case Op("+", left, right):
            return (value_of(left, x) + value_of(right, x)) % 9973
        case Op(_, left, right):
            return value_of(left, x) * value_of(right, x) % 9973


def route(command):
    match command:
        case ["go", ("north" | "south") as direction]:
            return len(direction)
        case ["take", str(thing), *rest] if rest:
            return len(thing) + len(rest)
        case {"kind": "move", "by": [int(dx), int(dy)]}:
            return dx * dy
        case {"kind": _, **others}:
            return len(others)
        case (x, y) | [x, y, _]:
            return x + y
        case None | True | False:
            return 1
        case int() | float():
            return 2
    return 3


COMMANDS = [
    ["go", "north"], ["take", "key", 1, 2], {"kind": "move", "by": [3, 4]}, {"kind": 1, "a": 2},
    (5, 6), [1, 2, 3], None, 9, "text", ["take", "lamp"], ["go", "up", 1, 2], 2.5,
]


def main(size):
    tree = polynomial(9)
    total = 0
    for i in range(size):
        slope = simplify(derive(tree, "x"))
        total += value_of(slope, i % 50) + value_of(tree, i % 50)
        for command in COMMANDS[:4] + COMMANDS[6:9]:
            total += route(command)
        for command in COMMANDS:
            if not isinstance(command, list):
                total += route(command)
    print(total)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
