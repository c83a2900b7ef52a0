"""Where entries of a dict stand, as iterators that outlive a change show it."""
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
for size in (1, 2, 3, 4, 9, 60):
    for taken in sorted({0, 1, size - 1, size}):
        for change in ("last", "first", "popitem", "all", "move"):
            d = dict.fromkeys(range(size))
            it = iter(d)
            for _ in range(taken): next(it)
            if change == "last":
                del d[size - 1]; d["new"] = 1
            elif change == "first":
                del d[0]; d["new"] = 1
            elif change == "popitem":
                d.popitem(); d["new"] = 1
            elif change == "all":
                keys = list(d)
                for k in keys: del d[k]
                for k in keys[:1]: d[str(k)] = 1
            else:
                d[0] = d.pop(0)
            print(size, taken, change, end=" ")
            t(lambda: len(list(it)))
big = dict.fromkeys(range(20000))
while big:
    big.popitem()
    big["x"] = 1
    big.popitem()
    if len(big) > 100: big.popitem()
print(big)
queue = dict.fromkeys(range(5000))
for i in range(20000):
    del queue[next(iter(queue))]
    queue[i + 5000] = None
print(len(queue), next(iter(queue)), next(reversed(queue)))
