"""Prime sieves: a list of flags with index loops, a bytearray with slice stores, and a dict-based endless one."""

import sys

FULL, QUICK = 900_000, 18_000


def list_sieve(limit):
    flags = [True] * limit
    flags[0] = flags[1] = False
    n = 2
    while n * n < limit:
        if flags[n]:
            for multiple in range(n * n, limit, n):
                flags[multiple] = False
        n += 1
    count = 0
    for flag in flags:
        if flag:
            count += 1
    return count


def byte_sieve(limit):
    flags = bytearray([1]) * limit
    flags[0:2] = b"\0\0"
    for n in range(2, int(limit**0.5) + 1):
        if flags[n]:
            flags[n * n :: n] = bytes(len(range(n * n, limit, n)))
    return sum(flags), [i for i, flag in enumerate(flags) if flag][-1]


def endless_primes():
    pending = {}
    n = 2
    while True:
        steps = pending.pop(n, None)
        if steps is None:
            yield n
            pending[n * n] = [n]
        else:
            for step in steps:
                pending.setdefault(n + step, []).append(step)
        n += 1


def main(size):
    for last, prime in enumerate(endless_primes()):
        if last == size // 24:
            break
    print(list_sieve(size * 3), *byte_sieve(size * 2), prime)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
