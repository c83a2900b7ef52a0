"""Graph algorithms: breadth-first search, Dijkstra with heapq, union-find spanning tree, topological order."""

import heapq
import sys
from collections import deque

FULL, QUICK = 35_000, 700


def make_graph(nodes):
    edges = {n: [] for n in range(nodes)}
    state = 17
    for n in range(nodes):
        for _ in range(4):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            edges[n].append(((state >> 8) % nodes, state % 97 + 1))
    return edges


def breadth_first(edges, start):
    distance = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        following = distance[node] + 1
        for target, _ in edges[node]:
            if target not in distance:
                distance[target] = following
                queue.append(target)
    return distance


def dijkstra(edges, start):
    best = {}
    heap = [(0, start)]
    while heap:
        cost, node = heapq.heappop(heap)
        if node in best:
            continue
        best[node] = cost
        for target, weight in edges[node]:
            if target not in best:
                heapq.heappush(heap, (cost + weight, target))
    return best


def spanning_tree(edges):
    parent = list(range(len(edges)))

    def find(n):
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    total = 0
    flat = [(weight, node, target) for node, targets in edges.items() for target, weight in targets]
    for weight, a, b in sorted(flat):
        a, b = find(a), find(b)
        if a != b:
            parent[a] = b
            total += weight
    return total


def topological(edges):
    forward = {n: [t for t, _ in targets if t > n] for n, targets in edges.items()}
    waiting = dict.fromkeys(forward, 0)
    for targets in forward.values():
        for t in targets:
            waiting[t] += 1
    order = [n for n, count in waiting.items() if count == 0]
    for n in order:
        for t in forward[n]:
            waiting[t] -= 1
            if waiting[t] == 0:
                order.append(t)
    return order


def main(size):
    edges = make_graph(size)
    reached = breadth_first(edges, 0)
    costs = dijkstra(edges, 0)
    again = dijkstra(edges, size // 2)
    order = topological(edges)
    print(
        len(reached), max(reached.values()), max(costs.values()), sum(again.values()),
        spanning_tree(edges), order[size // 3],
    )


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
