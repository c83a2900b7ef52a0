"""Heaps in lists: the smallest item (or the largest, for the _max functions) stands first."""

from _heapq import (heapify, heapify_max, heappop, heappop_max, heappush, heappush_max, heappushpop,
                    heappushpop_max, heapreplace, heapreplace_max)

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop',
           'heappush_max', 'heappop_max', 'heapify_max', 'heapreplace_max', 'heappushpop_max']


def merge(*iterables, key=None, reverse=False):
    """Go through sorted inputs in their common order, without reading them ahead."""
    if reverse:
        build, swap, drop, step = heapify_max, heapreplace_max, heappop_max, -1
    else:
        build, swap, drop, step = heapify, heapreplace, heappop, 1
    heads = []
    for number, iterable in enumerate(iterables):
        advance = iter(iterable).__next__
        try:
            item = advance()
        except StopIteration:
            continue
        heads.append([item if key is None else key(item), number * step, item, advance])
    build(heads)
    while heads:
        head = heads[0]
        yield head[2]
        try:
            item = head[2] = head[3]()
        except StopIteration:
            drop(heads)
        else:
            head[0] = item if key is None else key(item)
            swap(heads, head)


def nsmallest(n, iterable, key=None):
    """The n smallest items, in order."""
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    """The n largest items, largest first."""
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
