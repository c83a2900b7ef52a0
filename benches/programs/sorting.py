"""Sorting: list.sort and sorted with key functions, reverse, tuples, strings, and a hand-written merge sort."""

import sys
from operator import attrgetter, itemgetter

FULL, QUICK = 62_000, 1_200


class Item:
    def __init__(self, name, weight):
        self.name = name
        self.weight = weight

    def __lt__(self, other):
        return self.weight < other.weight


def scrambled(count, seed):
    values = []
    state = seed
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        values.append(state >> 8)
    return values


def merge_sort(values):
    if len(values) < 2:
        return values
    middle = len(values) // 2
    left, right = merge_sort(values[:middle]), merge_sort(values[middle:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    merged += left[i:]
    merged += right[j:]
    return merged


def main(size):
    values = scrambled(size, 42)
    ordered = sorted(values)
    checksum = ordered[size // 2]
    checksum += sorted(values, key=lambda v: v % 1000)[7]
    checksum += sorted(values, key=lambda v: (v % 50, -v), reverse=True)[9]
    by_float = sorted([v / 3.0 for v in values], reverse=True)
    checksum += int(by_float[1])
    names = sorted([str(v) for v in values])
    names.sort(key=len)
    records = [(v % 100, str(v), v) for v in values]
    records.sort(key=itemgetter(0))
    records.sort()
    items = [Item(str(v), v % 10007) for v in values]
    items.sort(key=attrgetter("weight", "name"))
    objects = sorted(items[: size // 4], reverse=True)
    nearly = ordered[:]
    for i in range(0, size - 50, 50):
        nearly[i], nearly[i + 40] = nearly[i + 40], nearly[i]
    nearly.sort()
    merged = merge_sort(values)
    print(checksum, names[5], records[11], items[3].name, objects[0].weight, nearly == ordered == merged)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
