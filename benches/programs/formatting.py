"""String formatting: f-strings, % and str.format of ints, floats and strings, str(), repr() and back again."""

import sys

FULL, QUICK = 110_000, 2_200


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __str__(self):
        return f"{self.cents // 100}.{self.cents % 100:02d}"

    def __format__(self, spec):
        return format(str(self), spec)


def main(size):
    total = 0
    crc = 7
    for i in range(size):
        name = "row" if i & 1 else "column"
        ratio = i / 7
        line = f"{name}[{i:>6}] = {ratio:.3f} ({i:#x})"
        total += len(line)
        line = "%s-%04d %5.1f%%" % (name, i % 1000, ratio)
        total += len(line)
        line = "{0}:{1:<8}|{2!r}".format(i, name, name)
        total += len(line)
        crc = (crc * 31 + ord(line[i % len(line)])) & 0xFFFFFF
        total += len(str(i)) + len(repr(ratio)) + int(f"{i}{i & 7}") % 10
        if i & 3 == 0:
            total += len(f"{i:,} {ratio:e} {i:b}")
            total += len(f"{Money(i):>12}")
            total += len(f"{[i, name]}")
            total += int(float("%.2f" % ratio))
    print(total, crc)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
