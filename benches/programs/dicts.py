"""Dict work: int, string and tuple keys; insertion, lookup, update, deletion, views and setdefault."""

import sys

FULL, QUICK = 540_000, 11_000


def main(size):
    squares = {}
    for i in range(size):
        squares[i * 3] = i
    hits = 0
    for i in range(size):
        if i in squares:
            hits += squares[i]

    names = [f"name{i % 512}" for i in range(size)]
    counts = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    for name in names:
        counts[name] += 1

    grid = {}
    for i in range(size):
        grid[i % 311, i % 97] = i
    corner = sum(grid[x, 0] for x in range(311) if (x, 0) in grid)

    groups = {}
    for name in names:
        groups.setdefault(name[-1], []).append(name)

    for key in range(0, size * 3, 6):
        del squares[key]
    merged = {**counts, **{str(i): i for i in range(500)}}
    merged.update(x=1, y=2)
    popped = sum(merged.pop(str(i)) for i in range(250))
    total = 0
    for key, value in squares.items():
        total += key ^ value
    for value in counts.values():
        total += value
    record = {"id": 1, "state": 0, "left": 0}
    for i in range(size):
        record["state"] = (record["state"] + record["id"]) & 1023
        record["left"] += record["state"]
    print(hits, corner, len(groups["7"]), popped, total, len(merged), record["left"])


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
