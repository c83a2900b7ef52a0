"""Constraint solving: sudoku by propagation over sets of candidates and backtracking search."""

import sys

FULL, QUICK = 170, 3

CELLS = [(row, column) for row in range(9) for column in range(9)]


def make_units():
    units = [[(row, column) for column in range(9)] for row in range(9)]
    units += [[(row, column) for row in range(9)] for column in range(9)]
    for top in (0, 3, 6):
        for left in (0, 3, 6):
            units.append([(top + i, left + j) for i in range(3) for j in range(3)])
    return units


UNITS = make_units()
PEERS = {cell: {other for unit in UNITS if cell in unit for other in unit} - {cell} for cell in CELLS}


class Contradiction(Exception):
    pass


class Board:
    def __init__(self, candidates):
        self.candidates = candidates

    def copy(self):
        return Board({cell: set(options) for cell, options in self.candidates.items()})

    def assign(self, cell, digit):
        queue = [(cell, digit)]
        while queue:
            cell, digit = queue.pop()
            options = self.candidates[cell]
            if digit not in options:
                raise Contradiction
            self.candidates[cell] = {digit}
            for peer in PEERS[cell]:
                others = self.candidates[peer]
                if digit in others:
                    if len(others) == 1:
                        raise Contradiction
                    others.remove(digit)
                    if len(others) == 1:
                        (only,) = others
                        queue.append((peer, only))

    def hidden_singles(self):
        for unit in UNITS:
            for digit in range(1, 10):
                places = [cell for cell in unit if digit in self.candidates[cell]]
                if not places:
                    raise Contradiction
                if len(places) == 1 and len(self.candidates[places[0]]) > 1:
                    self.assign(places[0], digit)


def search(board, counts):
    counts[0] += 1
    open_cells = [cell for cell in CELLS if len(board.candidates[cell]) > 1]
    if not open_cells:
        return board
    cell = min(open_cells, key=lambda c: len(board.candidates[c]))
    for digit in sorted(board.candidates[cell]):
        attempt = board.copy()
        try:
            attempt.assign(cell, digit)
            attempt.hidden_singles()
        except Contradiction:
            continue
        solved = search(attempt, counts)
        if solved is not None:
            return solved
    return None


def puzzle(seed):
    """A puzzle with at least one answer: a valid full grid, relabelled, with most cells blanked."""
    state = seed * 2654435761 + 1
    labels = list(range(1, 10))
    for i in range(8, 0, -1):
        state = (state * 69069 + 12345) & 0xFFFFFFFF
        j = (state >> 16) % (i + 1)
        labels[i], labels[j] = labels[j], labels[i]
    givens = {}
    for row, column in CELLS:
        state = (state * 69069 + 12345) & 0xFFFFFFFF
        if (state >> 16) % 100 < 27:
            givens[row, column] = labels[(row * 3 + row // 3 + column) % 9]
    return givens


def main(size):
    counts = [0]
    checksum = 0
    for seed in range(size):
        board = Board({cell: set(range(1, 10)) for cell in CELLS})
        for cell, digit in puzzle(seed).items():
            board.assign(cell, digit)
        solved = search(board, counts)
        for row, column in CELLS:
            (digit,) = solved.candidates[row, column]
            checksum = (checksum * 10 + digit) % 999983
    print(checksum, counts[0])


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
