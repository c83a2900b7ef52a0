"""Dynamic programming: edit distance, longest common subsequence and knapsack in rows and tables."""

import sys

FULL, QUICK = 1_300, 180


def levenshtein(a, b):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            cost = previous[j - 1] if x == y else 1 + min(previous[j - 1], previous[j], current[j - 1])
            current.append(cost)
        previous = current
    return previous[-1]


def common_subsequence(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] == b[j]:
                table[i + 1][j + 1] = table[i][j] + 1
            elif table[i][j + 1] >= table[i + 1][j]:
                table[i + 1][j + 1] = table[i][j + 1]
            else:
                table[i + 1][j + 1] = table[i + 1][j]
    out = []
    i, j = len(a), len(b)
    while i and j:
        if a[i - 1] == b[j - 1]:
            out.append(a[i - 1])
            i -= 1
            j -= 1
        elif table[i - 1][j] >= table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return "".join(reversed(out))


def knapsack(items, capacity):
    best = [0] * (capacity + 1)
    for weight, value in items:
        for room in range(capacity, weight - 1, -1):
            candidate = best[room - weight] + value
            if candidate > best[room]:
                best[room] = candidate
    return best[capacity]


def letters(length, seed):
    state, out = seed, []
    for _ in range(length):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        out.append("acgt"[state >> 16 & 3])
    return "".join(out)


def main(size):
    a, b = letters(size, 1), letters(size - size // 10, 2)
    items = [((i * 37) % 50 + 5, (i * 91) % 100 + 1) for i in range(size // 5)]
    lcs = common_subsequence(a, b)
    print(levenshtein(a, b), len(lcs), lcs[:8], knapsack(items, size * 4))


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
