"""Exceptions: try blocks that do not raise, raises caught near and far, finally, chaining."""

import sys

FULL, QUICK = 700_000, 14_000


class Rejected(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Temporary(Rejected):
    pass


def check(value):
    if value % 5 == 0:
        raise Temporary(value % 7)
    if value % 11 == 0:
        raise Rejected(3)
    return value


def nested(value, depth):
    if depth == 0:
        return check(value)
    try:
        return nested(value, depth - 1)
    finally:
        LOG[depth & 3] += 1


def converted(text):
    try:
        return int(text)
    except ValueError as error:
        raise Rejected(len(text)) from error


LOG = [0, 0, 0, 0]


def main(size):
    total = quiet = missing = chained = 0
    table = {n: n * n for n in range(0, 64, 2)}
    words = ["12", "x1", "7", "", "90"]
    for i in range(size):
        try:
            total += check(i)
        except Temporary as error:
            total -= error.code
        except Rejected:
            total -= 1
        try:
            quiet += i & 3
        except ZeroDivisionError:
            quiet = 0
        else:
            quiet += 1
        try:
            missing += table[i & 63]
        except KeyError:
            missing += 1
        if i & 7 == 0:
            try:
                total += nested(i, 6)
            except Rejected as error:
                total += error.args[0]
            try:
                total += converted(words[i % 5])
            except Rejected as error:
                chained += isinstance(error.__cause__, ValueError)
    print(total, quiet, missing, chained, LOG)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
