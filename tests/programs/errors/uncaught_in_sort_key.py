"""An error in a key function called by sorted: native frames are not shown."""


def key(item):
    return item["rank"] * 2


def ranked(items):
    return sorted(items, key=key)


print(ranked([{"rank": 2}, {"rank": 1}]))
for row in map(lambda rows: ranked(rows), [[], [{"name": "x"}]]):
    print(row)
