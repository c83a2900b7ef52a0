"""Graph algorithms: BFS, DFS, topological order, shortest paths, union-find, spanning tree, components."""
from collections import deque
import heapq

g = {"a": ["b", "c"], "b": ["d"], "c": ["d", "e"], "d": ["f"], "e": ["f"], "f": []}


def bfs(start):
    seen, q, order = {start}, deque([start]), []
    while q:
        n = q.popleft()
        order.append(n)
        for m in g[n]:
            if m not in seen: seen.add(m); q.append(m)
    return order


def dfs(n, seen=None):
    seen = set() if seen is None else seen
    seen.add(n)
    yield n
    for m in g[n]:
        if m not in seen: yield from dfs(m, seen)


def topo(graph):
    state, out = {}, []
    def visit(n, path):
        if state.get(n) == "done": return
        if n in path: raise ValueError("cycle: " + " -> ".join(path[path.index(n):] + [n]))
        for m in graph[n]: visit(m, path + [n])
        state[n] = "done"
        out.append(n)
    for n in graph: visit(n, [])
    return out[::-1]


print(bfs("a"), list(dfs("a")), topo(g))
try:
    topo({"x": ["y"], "y": ["z"], "z": ["x"]})
except ValueError as e:
    print(e)
w = {(i, j): (i * 7 + j * 3) % 11 + 1 for i in range(8) for j in range(8) if i != j and (i + j) % 3}


def dijkstra(s):
    dist, prev, heap = {s: 0}, {}, [(0, s)]
    while heap:
        d, n = heapq.heappop(heap)
        if d > dist[n]: continue
        for (a, b), c in w.items():
            if a == n and d + c < dist.get(b, float("inf")):
                dist[b], prev[b] = d + c, n
                heapq.heappush(heap, (d + c, b))
    return dist, prev


def floyd(n):
    d = [[0 if i == j else w.get((i, j), float("inf")) for j in range(n)] for i in range(n)]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                d[i][j] = min(d[i][j], d[i][k] + d[k][j])
    return d


dist, prev = dijkstra(0)
fl = floyd(8)
print(dist, all(fl[0][k] == v for k, v in dist.items()), fl[3])


class UF:
    def __init__(self, n): self.p, self.size = list(range(n)), [1] * n
    def find(self, x):
        while self.p[x] != x:
            self.p[x] = self.p[self.p[x]]
            x = self.p[x]
        return x
    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b: return False
        if self.size[a] < self.size[b]: a, b = b, a
        self.p[b] = a
        self.size[a] += self.size[b]
        return True


uf = UF(8)
tree = [(c, e) for c, e in sorted((c, e) for e, c in w.items()) if uf.union(*e)]
print(tree, sum(c for c, _ in tree), uf.size[uf.find(0)])
grid = ["#########", "#S..#...#", "#.#.#.#.#", "#.#...#E#", "#########"]


def solve():
    cells = {(r, c): ch for r, row in enumerate(grid) for c, ch in enumerate(row) if ch != "#"}
    start, = (p for p, ch in cells.items() if ch == "S")
    prev, q = {start: None}, deque([start])
    while q:
        p = q.popleft()
        if cells[p] == "E":
            path = []
            while p: path.append(p); p = prev[p]
            return path[::-1]
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            n = p[0] + dr, p[1] + dc
            if n in cells and n not in prev: prev[n] = p; q.append(n)


path = solve()
print(len(path), "\n".join("".join("*" if (r, c) in path else ch for c, ch in enumerate(row)) for r, row in enumerate(grid)), sep="\n")
