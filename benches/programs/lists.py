"""List work: append, pop, indexing, slicing, insertion, reversal, membership and iteration."""

import sys

FULL, QUICK = 800, 16


def stack_work(rounds):
    stack = []
    total = 0
    for i in range(rounds):
        stack.append(i)
        stack.append(i + 1)
        if i % 3 == 0:
            total += stack.pop() - stack[-1]
    return total + len(stack)


def bubble(values):
    values = values[:]
    for end in range(len(values) - 1, 0, -1):
        for i in range(end):
            if values[i] > values[i + 1]:
                values[i], values[i + 1] = values[i + 1], values[i]
    return values


def rotate(values, times):
    for _ in range(times):
        values = values[1:] + values[:1]
        values[::2] = values[::2][::-1]
    return values


def edit(values):
    copy = list(values)
    for i in range(0, 200, 3):
        copy.insert(i, -i)
    del copy[10:50:4]
    copy.extend(values)
    copy.reverse()
    while copy and copy[-1] > 5:
        copy.pop()
    return sum(copy) + copy.count(7) + (41 in copy)


def main(size):
    values = [(i * 7919) % 263 for i in range(200)]
    checksum = 0
    for round_number in range(size // 5 + 1):
        checksum += stack_work(4000)
        ordered = bubble(values)
        checksum += ordered[round_number % 200]
        rotated = rotate(values, 300)
        checksum += rotated[3] * 3
        for _ in range(60):
            checksum += edit(values)
        for index, value in enumerate(rotated):
            for other in ordered:
                if other > value:
                    checksum += index
                    break
    print(checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
