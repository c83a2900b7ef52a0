"""Game of life: a bounded board in lists of lists, then an unbounded one in sets of coordinate tuples."""

import sys

FULL, QUICK = 180, 3


def step_board(board, width, height):
    following = []
    for y in range(height):
        above, here, below = board[y - 1], board[y], board[(y + 1) % height]
        row = []
        for x in range(width):
            left, right = x - 1, (x + 1) % width
            around = (
                above[left] + above[x] + above[right] + here[left] + here[right] + below[left] + below[x] + below[right]
            )
            if around == 3 or (around == 2 and here[x]):
                row.append(1)
            else:
                row.append(0)
        following.append(row)
    return following


def step_cells(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    place = (x + dx, y + dy)
                    counts[place] = counts.get(place, 0) + 1
    return {place for place, around in counts.items() if around == 3 or (around == 2 and place in cells)}


def main(size):
    width, height = 96, 64
    board = [[1 if (x * x + 3 * y * x + y) % 5 < 2 else 0 for x in range(width)] for y in range(height)]
    for _ in range(size):
        board = step_board(board, width, height)
    cells = {(0, 1), (1, 3), (2, 0), (2, 1), (2, 4), (2, 5), (2, 6)}
    cells |= {(x + 30, y) for x, y in [(0, 0), (1, 0), (2, 0), (2, 1), (1, 2)]}
    for _ in range(size * 4):
        cells = step_cells(cells)
    print(sum(map(sum, board)), len(cells), min(cells), max(cells))


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
