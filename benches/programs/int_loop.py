"""Int loop: small-int arithmetic, bit operations, division and comparison in while and for loops."""

import sys

FULL, QUICK = 130_000, 2_600


def longest_collatz(limit):
    best, best_start = 0, 1
    for start in range(1, limit // 3):
        n, length = start, 1
        while n != 1:
            if n & 1:
                n = 3 * n + 1
            else:
                n >>= 1
            length += 1
        if length > best:
            best, best_start = length, start
    return best_start, best


def gcd_sum(limit):
    total = 0
    for a in range(1, limit):
        x, y = a * 7919 % 65537, a + 12345
        while y:
            x, y = y, x % y
        total += x
    return total


def xorshift(rounds):
    state, acc = 0x2545F491, 0
    for i in range(rounds):
        state ^= (state << 13) & 0xFFFFFFFF
        state ^= state >> 17
        state ^= (state << 5) & 0xFFFFFFFF
        acc = (acc + state // (i + 1)) & 0xFFFFFFFF
    return acc


def main(size):
    start, length = longest_collatz(size)
    print(start, length, gcd_sum(size), xorshift(size * 6))


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
