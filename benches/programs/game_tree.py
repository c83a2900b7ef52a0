"""Game tree: connect-four by alpha-beta search with a table of positions; lists, ints and recursion."""

import sys

FULL, QUICK = 10, 6

WIDTH, HEIGHT = 7, 6
STRIDE = HEIGHT + 1
COLUMN_ORDER = (3, 2, 4, 1, 5, 0, 6)


class Position:
    def __init__(self):
        self.stones = [0, 0]
        self.heights = [column * STRIDE for column in range(WIDTH)]
        self.moves = []

    def can_play(self, column):
        return self.heights[column] < column * STRIDE + HEIGHT

    def play(self, column):
        self.stones[len(self.moves) & 1] ^= 1 << self.heights[column]
        self.heights[column] += 1
        self.moves.append(column)

    def undo(self):
        column = self.moves.pop()
        self.heights[column] -= 1
        self.stones[len(self.moves) & 1] ^= 1 << self.heights[column]

    def has_won(self, player):
        board = self.stones[player]
        for step in (1, STRIDE - 1, STRIDE, STRIDE + 1):
            pairs = board & (board >> step)
            if pairs & (pairs >> 2 * step):
                return True
        return False

    def key(self):
        return self.stones[0] << 49 | self.stones[1]

    def score(self):
        value = 0
        for column in range(WIDTH):
            weight = 3 - abs(3 - column)
            for row in range(HEIGHT):
                bit = 1 << (column * STRIDE + row)
                if self.stones[0] & bit:
                    value += weight
                elif self.stones[1] & bit:
                    value -= weight
        return value if len(self.moves) & 1 == 0 else -value


class Search:
    def __init__(self):
        self.table = {}
        self.nodes = 0

    def best(self, position, depth, alpha, beta):
        self.nodes += 1
        if position.has_won(1 - (len(position.moves) & 1)):
            return -1000 - depth
        if depth == 0:
            return position.score()
        key = position.key()
        known = self.table.get(key)
        if known is not None and known[0] >= depth and alpha < known[1] < beta:
            return known[1]
        value = -10_000
        for column in COLUMN_ORDER:
            if position.can_play(column):
                position.play(column)
                value = max(value, -self.best(position, depth - 1, -beta, -alpha))
                position.undo()
                alpha = max(alpha, value)
                if alpha >= beta:
                    break
        if value == -10_000:
            return 0
        self.table[key] = (depth, value)
        return value


def main(size):
    search = Search()
    position = Position()
    history = []
    for move in range(6):
        values = {}
        for column in COLUMN_ORDER:
            position.play(column)
            values[column] = -search.best(position, size - 4, -10_000, 10_000)
            position.undo()
        choice = max(COLUMN_ORDER, key=values.__getitem__)
        history.append((choice, values[choice]))
        position.play(choice)
    print(history, search.nodes, len(search.table))


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
