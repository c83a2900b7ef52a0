"""itertools: product, permutations, combinations, and recipes with them."""
from itertools import *
import math

print(list(product("ab", [1, 2])), list(product("ab", repeat=2)), list(product()), list(product("ab", [])), list(product([1], [2], [3])), list(product(range(2), repeat=3)), list(product("ab", repeat=0)))
print(list(permutations("abc")), list(permutations("abc", 2)), list(permutations([], 0)), list(permutations("ab", 3)), list(permutations("aa")), len(list(permutations(range(6)))))
print(list(combinations("abcd", 2)), list(combinations("ab", 3)), list(combinations("ab", 0)), list(combinations_with_replacement("abc", 2)), list(combinations_with_replacement("", 2)), list(combinations_with_replacement("a", 3)))
for n in range(6):
    for r in range(n + 2):
        assert len(list(combinations(range(n), r))) == math.comb(n, r)
        assert len(list(permutations(range(n), r))) == math.perm(n, r)
print("counts agree")
for f, a, k in [(product, (5,), {}), (product, ("a",), {"repeat": -1}), (product, ("a",), {"repeat": "x"}), (product, ("a",), {"times": 2}), (permutations, (), {}), (permutations, ("ab", -1), {}), (permutations, ("ab", "x"), {}), (combinations, ("ab",), {}), (combinations, ("ab", -1), {}), (combinations, (5, 1), {}), (combinations_with_replacement, ("a", -1), {}), (combinations, (), {"iterable": "abc", "r": 2})]:
    try:
        print(list(f(*a, **k)))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


def powerset(xs):
    return chain.from_iterable(combinations(xs, r) for r in range(len(xs) + 1))


def sliding(xs, n):
    its = tee(xs, n)
    for i, it in enumerate(its): next(islice(it, i, i), None)
    return zip(*its)


def primes(n):
    sieve = bytearray([1]) * (n + 1)
    for p in range(2, int(n ** 0.5) + 1):
        if sieve[p]: sieve[p * p::p] = bytes(len(range(p * p, n + 1, p)))
    return list(compress(range(2, n + 1), sieve[2:]))


print(list(powerset("abc")), list(sliding("abcde", 3)), primes(50))
puzzle = next((s, e, n) for s, e, n in permutations(range(1, 10), 3) if s * 100 + e * 10 + n == (s + e + n) ** 2 * (1 if s else 1) or s ** 3 + e ** 3 + n ** 3 == s * 100 + e * 10 + n)
print(puzzle, sum(1 for q in permutations(range(6)) if len({q[i] + i for i in range(6)}) == len({q[i] - i for i in range(6)}) == 6))
print(max(combinations([3, 1, 4, 1, 5], 2), key=sum), sorted(map("".join, permutations("ba"))), list(islice(product([0], [1]), 2)), [*map(sum, product([1, 2], [10, 20]))])
