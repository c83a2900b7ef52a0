"""LRU caches: a doubly linked list with a dict, an OrderedDict, and functools.lru_cache."""

import sys
from collections import OrderedDict
from functools import lru_cache

FULL, QUICK = 350_000, 7_000


class Link:
    __slots__ = ("key", "value", "newer", "older")

    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.newer = self.older = None


class LinkedCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.links = {}
        self.ring = Link(None, None)
        self.ring.newer = self.ring.older = self.ring
        self.hits = self.misses = 0

    def unlink(self, link):
        link.newer.older = link.older
        link.older.newer = link.newer

    def put_first(self, link):
        newest = self.ring.older
        link.newer = self.ring
        link.older = newest
        newest.newer = link
        self.ring.older = link

    def get(self, key, compute):
        link = self.links.get(key)
        if link is not None:
            self.hits += 1
            self.unlink(link)
        else:
            self.misses += 1
            if len(self.links) >= self.capacity:
                oldest = self.ring.newer
                self.unlink(oldest)
                del self.links[oldest.key]
            link = self.links[key] = Link(key, compute(key))
        self.put_first(link)
        return link.value


class OrderedCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = OrderedDict()
        self.hits = 0

    def get(self, key, compute):
        if key in self.items:
            self.hits += 1
            self.items.move_to_end(key)
            return self.items[key]
        value = self.items[key] = compute(key)
        if len(self.items) > self.capacity:
            self.items.popitem(last=False)
        return value


def cost(key):
    return key * key % 10007


@lru_cache(maxsize=256)
def remembered(key):
    return cost(key)


@lru_cache(maxsize=None)
def paths(x, y):
    if x == 0 or y == 0:
        return 1
    return paths(x - 1, y) + paths(x, y - 1)


def main(size):
    linked, ordered = LinkedCache(256), OrderedCache(256)
    state = 12345
    total = 0
    for _ in range(size):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        spread = 200 if state & 0x3000 else 2000
        key = (state >> 16) % spread
        total += linked.get(key, cost)
        total += ordered.get(key, cost)
        total += remembered(key)
    info = remembered.cache_info()
    print(total, linked.hits, linked.misses, ordered.hits, info.hits, paths(90, 90) % 1000003)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
