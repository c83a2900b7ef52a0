"""Search: n queens, sudoku, knights, permutations, magic squares, word puzzles."""


def queens(n, row=0, cols=0, d1=0, d2=0):
    if row == n: return 1
    free, count = ~(cols | d1 | d2) & ((1 << n) - 1), 0
    while free:
        bit = free & -free
        free ^= bit
        count += queens(n, row + 1, cols | bit, (d1 | bit) << 1, (d2 | bit) >> 1)
    return count


def first_queens(n, placed=()):
    if len(placed) == n: return placed
    for c in range(n):
        if all(c != q and abs(c - q) != len(placed) - r for r, q in enumerate(placed)):
            if (s := first_queens(n, placed + (c,))): return s


print([queens(n) for n in range(1, 9)], first_queens(8))
puzzle = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"


def sudoku(grid):
    peers = {}
    for i in range(81):
        r, c = divmod(i, 9)
        peers[i] = {j for j in range(81) if j != i and (j // 9 == r or j % 9 == c or (j // 27 == r // 3 and j % 9 // 3 == c // 3))}
    cells = list(grid)

    def fill():
        best = None
        for i, v in enumerate(cells):
            if v == ".":
                options = set("123456789") - {cells[j] for j in peers[i]}
                if best is None or len(options) < len(best[1]): best = i, options
        if best is None: return True
        i, options = best
        for v in sorted(options):
            cells[i] = v
            if fill(): return True
        cells[i] = "."
        return False
    return "".join(cells) if fill() else None


s = sudoku(puzzle)
print(*(s[i:i + 9] for i in range(0, 81, 9)), sep="\n")


def knight(n, start=(0, 0)):
    board, moves = {start: 0}, [(1, 2), (2, 1), (-1, 2), (2, -1), (1, -2), (-2, 1), (-1, -2), (-2, -1)]
    def options(p): return [(p[0] + a, p[1] + b) for a, b in moves if 0 <= p[0] + a < n and 0 <= p[1] + b < n and (p[0] + a, p[1] + b) not in board]
    p = start
    while len(board) < n * n:
        nxt = options(p)
        if not nxt: return None
        p = min(nxt, key=lambda q: (len(options(q)), q))
        board[p] = len(board)
    return board


t = knight(6)
print(t and sorted(t.values()) == list(range(36)))


def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


print(list(hanoi(3)), sum(1 for _ in hanoi(10)))


def perms(xs):
    if not xs: yield ()
    for i, x in enumerate(xs):
        for p in perms(xs[:i] + xs[i + 1:]): yield (x,) + p


print(list(perms((1, 2, 3))), sum(1 for p in perms(tuple(range(6))) if all(v != i for i, v in enumerate(p))))


def send_more():
    for p in perms_pick(range(10), 8):
        s, e, n, d, m, o, r, y = p
        if m == 1 and (s * 1000 + e * 100 + n * 10 + d) + (m * 1000 + o * 100 + r * 10 + e) == m * 10000 + o * 1000 + n * 100 + e * 10 + y: return p


def perms_pick(pool, k, chosen=()):
    if k == 0: yield chosen; return
    for x in pool:
        if x in chosen: continue
        if len(chosen) == 0 and x != 9: continue
        if len(chosen) == 4 and x != 1: continue
        yield from perms_pick(pool, k - 1, chosen + (x,))


print(send_more())
board = {(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)}
for gen in range(20):
    near = {}
    for r, c in board:
        for dr in (-1, 0, 1):
            for dc in (-1, 0, 1):
                if dr or dc: near[r + dr, c + dc] = near.get((r + dr, c + dc), 0) + 1
    board = {p for p, n in near.items() if n == 3 or (n == 2 and p in board)}
print(sorted(board))
