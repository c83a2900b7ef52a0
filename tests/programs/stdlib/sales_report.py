"""Several modules together: counting, grouping, heaps, formatting, random data with a fixed seed."""
import random
from collections import Counter, defaultdict, deque, namedtuple
from functools import partial, reduce
from heapq import nlargest
from itertools import accumulate, chain, groupby, islice, pairwise
from operator import attrgetter, itemgetter

Sale = namedtuple("Sale", "day shop item n price")
r = random.Random(2024)
sales = [Sale(d, r.choice(["north", "south", "east"]), r.choice(["tea", "jam", "oil", "rye"]), r.randint(1, 9), round(r.uniform(1, 20), 2)) for d in range(1, 31) for _ in range(r.randint(1, 4))]
print(len(sales), sales[0], sales[-1])
by_shop = defaultdict(list)
for s in sales: by_shop[s.shop].append(s)
for shop in sorted(by_shop): print(f"{shop:<6}{len(by_shop[shop]):>4}{sum(s.n * s.price for s in by_shop[shop]):>10.2f}")
items = Counter()
for s in sales: items[s.item] += s.n
print(items.most_common(), items.total())
ordered = sorted(sales, key=attrgetter("shop", "item"))
print({k: sum(s.n for s in g) for k, g in groupby(ordered, key=attrgetter("shop", "item"))})
print([s.day for s in nlargest(3, sales, key=lambda s: s.n * s.price)], reduce(lambda a, s: a + s.n, sales, 0))
daily = [sum(s.n for s in sales if s.day == d) for d in range(1, 31)]
print(daily, list(accumulate(daily))[-5:], [b - a for a, b in pairwise(daily)][:5])
window, means = deque(maxlen=5), []
for v in daily:
    window.append(v)
    means.append(round(sum(window) / len(window), 2))
print(means)
print([list(islice(chain.from_iterable([s.item] * s.n for s in sales), k, k + 3)) for k in (0, 50, 100)])
scale = partial(round, ndigits=1)
print([scale(s.price * 1.1) for s in sales[:8]], max(sales, key=itemgetter(4)).price, min(map(attrgetter("price"), sales)))
table = {(s, i): 0 for s in sorted(by_shop) for i in sorted(items)}
for s in sales: table[s.shop, s.item] += s.n
print("      " + "".join(f"{i:>5}" for i in sorted(items)))
for shop in sorted(by_shop): print(f"{shop:<6}" + "".join(f"{table[shop, i]:>5}" for i in sorted(items)))
sample = r.sample(sales, 5)
print([s.day for s in sample], len({s.item for s in sales}), sorted({s.shop[0].upper() for s in sales}))
mean = sum(daily) / len(daily)
print(f"{mean:.3f} {(sum((v - mean) ** 2 for v in daily) / len(daily)) ** 0.5:.3f} {sorted(daily)[len(daily) // 2]}")
