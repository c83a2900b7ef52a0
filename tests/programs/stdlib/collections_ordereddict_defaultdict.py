"""OrderedDict, defaultdict and ChainMap."""
from collections import OrderedDict, defaultdict, ChainMap

o = OrderedDict([("a", 1), ("b", 2)], c=3)
o.move_to_end("a"); print(o)
o.move_to_end("c", last=False); print(o, list(o), list(reversed(o)), o.popitem(), o.popitem(last=False), o)
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1), o.copy(), OrderedDict.fromkeys("ab", 0), OrderedDict(), o | {"z": 1}, {"y": 1} | o, type({"y": 1} | o).__name__, isinstance(o, dict), repr(OrderedDict(a=OrderedDict())), list(reversed(OrderedDict(a=1, b=2).items())), o.setdefault("n", 5), o.pop("n"), o.pop("n", None))
for f in (lambda: o.move_to_end("zz"), lambda: OrderedDict().popitem(), lambda: o["zz"], lambda: OrderedDict(5), lambda: o.pop("zz"), lambda: OrderedDict([1])):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
o = OrderedDict(a=1, b=2)
it = iter(o)
next(it)
o["more"] = 1
try:
    next(it)
except RuntimeError as e:
    print(e)
d = defaultdict(list)
d["a"].append(1); d["a"].append(2); d["b"]
print(d, d["c"], len(d), d.get("zz"), "zz" in d, d.default_factory, dict(d), d.copy() == d, type(d.copy()).__name__, defaultdict(int, a=5), defaultdict(None), defaultdict(lambda: 7)["q"], defaultdict(int) | {"a": 1})
n = defaultdict(lambda: defaultdict(int))
n["x"]["y"] += 1
print(n["x"], {k: dict(v) for k, v in n.items()}, d.setdefault("s", 1), d.pop("s"))
d.default_factory = None
for f in (lambda: d["nope"], lambda: defaultdict(5), lambda: defaultdict(int, 5), lambda: defaultdict(lambda: 1 / 0)["k"], lambda: defaultdict(list)[[]], lambda: defaultdict(int).__missing__("m")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Missing(defaultdict):
    def __missing__(self, k):
        self[k] = v = f"made {k}"
        return v


m = Missing()
print(m["q"], m, defaultdict(set, {"k": {1}}), defaultdict.fromkeys("ab"))
base, over = {"a": 1, "b": 2}, {"b": 20, "c": 30}
c = ChainMap(over, base)
print(c["a"], c["b"], len(c), sorted(c), list(c), c.maps, c.get("zz"), "a" in c, dict(c), c.parents, c.new_child({"a": 0})["a"], c.new_child(x=1)["x"], c)
c["new"] = 1
print(over, base, c.pop("new"), over, bool(ChainMap()), ChainMap() == {}, ChainMap({"a": 1}) == {"a": 1}, c | {"q": 1}, c.copy().maps[1] is base)
for f in (lambda: c["zz"], lambda: c.pop("a"), lambda: c.__delitem__("a"), lambda: ChainMap().popitem()):
    try:
        f()
    except KeyError as e:
        print(type(e).__name__, e)
c.clear()
print(c, list(c.items()), c.setdefault("s", 5), over)
