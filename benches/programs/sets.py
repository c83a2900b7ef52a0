"""Set work: adding, testing, discarding; union, intersection, difference; frozensets as keys."""

import sys

FULL, QUICK = 210, 4


def reachable(edges, start):
    seen = {start}
    frontier = {start}
    while frontier:
        following = set()
        for node in frontier:
            for target in edges[node]:
                if target not in seen:
                    following.add(target)
        seen |= following
        frontier = following
    return len(seen)


def partitions(count):
    families = {}
    for i in range(count):
        key = frozenset((i % 7, i % 5, i * i % 11))
        families[key] = families.get(key, 0) + 1
    return len(families), max(families.values())


def algebra(count):
    twos = set(range(0, count, 2))
    threes = set(range(0, count, 3))
    fives = set(range(0, count, 5))
    total = len(twos & threes) + len(twos | fives) + len(threes - fives) + len(twos ^ threes)
    total += (twos & threes & fives) <= twos
    twos -= fives
    threes.update(fives)
    twos.intersection_update(threes)
    for n in range(count):
        if n in twos and n not in fives:
            total += 1
        fives.discard(n)
    return total + len(fives)


def main(size):
    edges = [((i * 3 + 1) % 1500, (i * 5 + 2) % 1500, (i + 7) % 1500) for i in range(1500)]
    checksum = 0
    for round_number in range(size):
        checksum += reachable(edges, round_number)
        checksum += algebra(6000)
        families, largest = partitions(3000)
        checksum += families * largest
        letters = {c for c in "the quick brown fox jumps over a lazy dog" if c != " "}
        checksum += len(letters)
    print(checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
