"""Comprehensions: list, set, dict and generator, nested, filtered and over zip and enumerate."""

import sys

FULL, QUICK = 290, 5


def main(size):
    checksum = 0
    words = [f"w{(i * 37) % 101:03d}" for i in range(400)]
    for base in range(size):
        squares = [n * n for n in range(base, base + 8000)]
        odd = [n for n in squares if n & 1]
        shifted = [a - b for a, b in zip(squares, odd)]
        table = [[row * column for column in range(60)] for row in range(60)]
        flat = [cell for row in table for cell in row if cell % 3 == base % 3]
        transposed = [[row[i] for row in table] for i in range(60)]
        index = {word: position for position, word in enumerate(words)}
        lengths = {n % 127 for n in shifted}
        inverse = {value: key for key, value in index.items() if value & 1}
        picked = [(x, y) for x in range(50) if x & 1 for y in range(x) if (x + y) % 4 == 0]
        checksum += sum(flat) + len(lengths) + len(inverse) + len(picked) + transposed[7][9]
        checksum += sum(x * y for x, y in picked) + shifted[-1]
        checksum += max(n % 1009 for n in squares) + any(n == 144 for n in odd)
    print(checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
