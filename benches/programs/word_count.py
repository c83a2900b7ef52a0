"""Word counts: splitting and cleaning text, Counter, defaultdict, and top lists."""

import sys
from collections import Counter, defaultdict

FULL, QUICK = 37_000, 740

STEMS = "lock key door hasp bolt chain wait run yield thread gate bridge watch signal turn"
ENDINGS = ["", "s", "ed", "ing", "er", ","]


def sentences(count):
    stems = STEMS.split()
    state = 99
    for _ in range(count):
        words = []
        for _ in range(12):
            state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
            word = stems[(state >> 10) % len(stems)] + ENDINGS[(state >> 20) % 6]
            if state & 0x70000 == 0:
                word = word.capitalize()
            words.append(word)
        yield " ".join(words) + "."


def main(size):
    plain = {}
    counter = Counter()
    lines_of = defaultdict(set)
    following = defaultdict(Counter)
    for number, line in enumerate(sentences(size)):
        previous = None
        words = [word.strip(".,").lower() for word in line.split()]
        counter.update(words)
        for word in words:
            if word in plain:
                plain[word] += 1
            else:
                plain[word] = 1
            lines_of[word].add(number % 50)
            if previous is not None:
                following[previous][word] += 1
            previous = word
    top = sorted(plain.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
    widest = max(lines_of, key=lambda word: (len(lines_of[word]), word))
    print(top, counter.most_common(1)[0][1], widest, following["lock"]["keys"])


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
