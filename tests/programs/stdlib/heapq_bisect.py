"""heapq and bisect: operations, merge, n largest, key functions, errors."""
import bisect
import heapq

h = []
for x in [5, 3, 8, 1, 9, 2]: heapq.heappush(h, x)
print(h, heapq.heappop(h), h, heapq.heappushpop(h, 0), heapq.heapreplace(h, 10), h, [heapq.heappop(h) for _ in range(len(h))])
x = [9, 7, 5, 3, 1, 8]
heapq.heapify(x)
print(x, heapq.nlargest(2, x), heapq.nsmallest(3, x), heapq.nlargest(2, ["aaa", "b", "cc"], key=len), heapq.nsmallest(0, x), heapq.nsmallest(100, x), heapq.nlargest(1, []), list(heapq.merge([1, 4], [2, 3], [0, 9])), list(heapq.merge([3, 1], [2], reverse=True)), list(heapq.merge(["a", "ccc"], ["bb"], key=len)))
m = [3, 1, 2]
heapq.heapify_max(m)
heapq.heappush_max(m, 7)
print(m, heapq.heappop_max(m), heapq.heapreplace_max(m, 0), heapq.heappushpop_max(m, 9), m)
for f in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush((), 1), lambda: heapq.heappush([1], "a"), lambda: heapq.heapify(5), lambda: heapq.heappushpop([], 1), lambda: heapq.nsmallest("x", [1]), lambda: heapq.heappop(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
tasks = []
for p, n in [(2, "write"), (1, "plan"), (3, "rest"), (1, "ask")]: heapq.heappush(tasks, (p, n))
print([heapq.heappop(tasks) for _ in range(4)])
s = [1, 2, 2, 2, 3, 5]
print([bisect.bisect_left(s, v) for v in (0, 2, 4, 9)], [bisect.bisect_right(s, v) for v in (0, 2, 4, 9)], bisect.bisect(s, 2), bisect.bisect_left(s, 2, 2), bisect.bisect_right(s, 2, hi=2), bisect.bisect_left(s, 2, lo=1, hi=3))
bisect.insort(s, 4); bisect.insort_left(s, 2); bisect.insort_right(s, 0)
print(s)
r = [("a", 1), ("b", 5), ("c", 9)]
print(bisect.bisect_left(r, 5, key=lambda t: t[1]), bisect.bisect_right(r, 5, key=lambda t: t[1]))
bisect.insort(r, ("n", 6), key=lambda t: t[1])
print(r, ["FDCBA"[bisect.bisect([60, 70, 80, 90], g)] for g in (33, 99, 77, 70, 89, 90, 100)])
for f in (lambda: bisect.bisect(s, "a"), lambda: bisect.bisect(5, 1), lambda: bisect.bisect(s, 1, -1), lambda: bisect.bisect(), lambda: bisect.insort((1, 2), 1), lambda: bisect.bisect(s, 1, hi="x"), lambda: bisect.bisect(range(10), 5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def dijkstra(g, start):
    dist, heap = {start: 0}, [(0, start)]
    while heap:
        d, n = heapq.heappop(heap)
        if d > dist[n]: continue
        for m, w in g[n].items():
            if d + w < dist.get(m, 1e9):
                dist[m] = d + w
                heapq.heappush(heap, (d + w, m))
    return dist


print(dijkstra({"a": {"b": 7, "c": 3}, "b": {"d": 2}, "c": {"b": 1, "d": 8}, "d": {}}, "a"))
