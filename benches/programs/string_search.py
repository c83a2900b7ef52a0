"""String search in the language: Knuth-Morris-Pratt, Horspool and a rolling hash over long texts."""

import sys

FULL, QUICK = 1_100_000, 22_000


def failure_table(pattern):
    table = [0] * len(pattern)
    k = 0
    for i in range(1, len(pattern)):
        while k and pattern[i] != pattern[k]:
            k = table[k - 1]
        if pattern[i] == pattern[k]:
            k += 1
        table[i] = k
    return table


def kmp(text, pattern):
    table = failure_table(pattern)
    found = []
    k = 0
    for i, c in enumerate(text):
        while k and c != pattern[k]:
            k = table[k - 1]
        if c == pattern[k]:
            k += 1
        if k == len(pattern):
            found.append(i - k + 1)
            k = table[k - 1]
    return found


def horspool(text, pattern):
    m = len(pattern)
    skip = {c: m - i - 1 for i, c in enumerate(pattern[:-1])}
    found = []
    i = m - 1
    while i < len(text):
        j, k = m - 1, i
        while j >= 0 and text[k] == pattern[j]:
            j -= 1
            k -= 1
        if j < 0:
            found.append(k + 1)
        i += skip.get(text[i], m)
    return found


def rolling(data, pattern):
    m, modulus = len(pattern), 1_000_003
    high = pow(257, m - 1, modulus)
    wanted = window = 0
    for i in range(m):
        wanted = (wanted * 257 + pattern[i]) % modulus
        window = (window * 257 + data[i]) % modulus
    found = []
    for i in range(len(data) - m + 1):
        if window == wanted and data[i : i + m] == pattern:
            found.append(i)
        if i + m < len(data):
            window = ((window - data[i] * high) * 257 + data[i + m]) % modulus
    return found


def make_text(length):
    pieces = []
    state = 3
    while length > 0:
        state = state * 75 % 65537
        piece = ("ab", "aab", "abab", "c", "abc", "ba")[state % 6]
        pieces.append(piece)
        length -= len(piece)
    return "".join(pieces)


def main(size):
    text = make_text(size)
    pattern = "abababcaab"
    first = kmp(text, pattern)
    second = horspool(text, pattern)
    third = rolling(text.encode(), pattern.encode())
    fourth = kmp("a" * size + "b", "a" * 20 + "b")
    print(len(first), first == second == third, first[-1], fourth)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
