"""Games of chance with fixed seeds: dice, cards, walks, sampling; results equal CPython's."""
import random
from collections import Counter

r = random.Random("cards")
deck = [rank + suit for suit in "CDHS" for rank in "A23456789TJQK"]
r.shuffle(deck)
hands = [sorted(deck[i::4]) for i in range(4)]
print(hands[0], deck[:5], len(set(deck)))
rolls = Counter(r.randint(1, 6) + r.randint(1, 6) for _ in range(1000))
print(sorted(rolls.items()), rolls.most_common(1))


def craps(rng):
    first = rng.randint(1, 6) + rng.randint(1, 6)
    if first in (7, 11): return True
    if first in (2, 3, 12): return False
    while (roll := rng.randint(1, 6) + rng.randint(1, 6)) not in (7, first): pass
    return roll == first


print(sum(craps(r) for _ in range(2000)))
x = y = 0
for _ in range(1000):
    dx, dy = r.choice([(0, 1), (1, 0), (0, -1), (-1, 0)])
    x, y = x + dx, y + dy
print(x, y)
inside = sum(r.random() ** 2 + r.random() ** 2 < 1 for _ in range(5000))
print(4 * inside / 5000)


def markov(text, n, rng):
    words, table = text.split(), {}
    for a, b in zip(words, words[1:]): table.setdefault(a, []).append(b)
    w = rng.choice(sorted(table))
    out = [w]
    while len(out) < n and w in table:
        w = rng.choice(table[w])
        out.append(w)
    return " ".join(out)


print(markov("one fish two fish red fish blue fish one red two blue", 12, random.Random(5)))


def maze(w, h, rng):
    seen, stack, walls = {(0, 0)}, [(0, 0)], set()
    while stack:
        cx, cy = stack[-1]
        nxt = [(cx + a, cy + b) for a, b in ((1, 0), (-1, 0), (0, 1), (0, -1)) if 0 <= cx + a < w and 0 <= cy + b < h and (cx + a, cy + b) not in seen]
        if not nxt:
            stack.pop()
            continue
        n = rng.choice(nxt)
        walls.add(frozenset([(cx, cy), n]))
        seen.add(n)
        stack.append(n)
    rows = []
    for j in range(h):
        rows.append("+" + "+".join("--" if j == 0 or frozenset([(i, j), (i, j - 1)]) not in walls else "  " for i in range(w)) + "+")
        rows.append("|" + "".join("  " + (" " if frozenset([(i, j), (i + 1, j)]) in walls else "|") for i in range(w)))
    return rows + ["+" + "--+" * w]


print(*maze(8, 4, random.Random(99)), sep="\n")
g = random.Random(3)
print([round(g.gauss(100, 15)) for _ in range(12)], [g.choices("LMH", weights=(5, 3, 1))[0] for _ in range(12)], g.sample(range(1, 50), 6), [round(g.expovariate(0.2), 2) for _ in range(5)], g.sample(deck, 3))
res = []
for i in range(1, 200):
    if len(res) < 5: res.append(i)
    elif (k := g.randrange(i)) < 5: res[k] = i
print(res, [g.getrandbits(k) for k in (1, 2, 8, 16, 31, 32, 33, 63, 64, 65)])
a, b = random.Random(1), random.Random(1)
print([a.random() for _ in range(3)] == [b.random() for _ in range(3)], a.getstate() == b.getstate(), a.randint(1, 10) == b.randint(1, 10))
perm = list(range(8))
for _ in range(3):
    g.shuffle(perm)
    print(perm, end=" ")
print()
