"""N-queens: backtracking three ways, with bit masks, with lists of flags, and with a generator over sets."""

import sys

FULL, QUICK = 11, 7


def by_bits(columns, left, right, full):
    if columns == full:
        return 1
    count = 0
    free = full & ~(columns | left | right)
    while free:
        bit = free & -free
        free ^= bit
        count += by_bits(columns | bit, (left | bit) << 1, (right | bit) >> 1, full)
    return count


def by_flags(size):
    column = [False] * size
    rising = [False] * (2 * size)
    falling = [False] * (2 * size)

    def place(row):
        if row == size:
            return 1
        count = 0
        for c in range(size):
            if not (column[c] or rising[row + c] or falling[row - c + size]):
                column[c] = rising[row + c] = falling[row - c + size] = True
                count += place(row + 1)
                column[c] = rising[row + c] = falling[row - c + size] = False
        return count

    return place(0)


def solutions(size, queens=()):
    row = len(queens)
    if row == size:
        yield queens
        return
    taken = set(queens)
    for c in range(size):
        if c not in taken and all(abs(c - q) != row - r for r, q in enumerate(queens)):
            yield from solutions(size, queens + (c,))


def main(size):
    found = list(solutions(size - 1))
    print(by_bits(0, 0, 0, (1 << size + 1) - 1), by_flags(size), len(found), found[len(found) // 2])


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
