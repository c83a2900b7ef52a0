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


def _choose(n, iterable, key, lowest):
    """The n lowest or highest items, best first: a heap holds the best so far, the worst of them on top."""
    if n == 1:
        missing = object()
        best = (min if lowest else max)(iterable, key=key, default=missing)
        return [] if best is missing else [best]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=not lowest)[:n]
    build, swap, step = (heapify_max, heapreplace_max, 1) if lowest else (heapify, heapreplace, -1)
    rest = iter(iterable)
    # The number decides between equal items: the earlier one stays.
    chosen = [(item if key is None else key(item), number * step, item) for number, item in zip(range(n), rest)]
    if not chosen:
        return chosen
    build(chosen)
    worst = chosen[0][0]
    number = n
    for item in rest:
        value = item if key is None else key(item)
        if value < worst if lowest else worst < value:
            swap(chosen, (value, number * step, item))
            worst = chosen[0][0]
            number += 1
    chosen.sort(reverse=not lowest)
    return [item for _, _, item in chosen]


def nsmallest(n, iterable, key=None):
    """The n smallest items, in order."""
    return _choose(n, iterable, key, True)


def nlargest(n, iterable, key=None):
    """The n largest items, largest first."""
    return _choose(n, iterable, key, False)
