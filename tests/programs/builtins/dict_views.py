"""dict views: set operations, liveness, comparison, iteration during change."""
d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "a" in k, 1 in v, ("a", 1) in i, ("a", 2) in i, list(k), type(k).__name__, type(v).__name__, type(i).__name__)
d["d"] = 4
print(k, v, len(i), k.mapping["d"], type(k.mapping).__name__)
print(sorted(k & {"a", "zz"}), sorted(k | "xy"), sorted(k - {"a"}), sorted(k ^ {"a", "q"}), k == {"a", "b", "c", "d"}, k == list(k), k >= {"a"}, k < {"a"}, k.isdisjoint("xyz"), k.isdisjoint("a"), {"a"} <= k, sorted({"a", "z"} - k))
print(sorted(i & {("a", 1), ("b", 9)}), sorted(i - {("a", 1)}), i == set(d.items()), i.isdisjoint([("z", 1)]), sorted(i | [("z", 0)]), v == v, v == d.values(), list(reversed(k)), list(reversed(i))[0], i <= set(d.items()))
print({1: 2}.keys() == {1: 3}.keys(), {1: 2}.items() == {1: 3}.items(), {}.keys() == set(), hash is None, k != {"a"}, set(k) == set(d))


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


err(lambda: k[0])
err(lambda: hash(k))
err(lambda: k + k)
err(lambda: v & {1})
err(lambda: k & 5)
err(lambda: k | 5)
err(lambda: k < 5)
err(lambda: sorted(i & [("a", 1)]))
err(lambda: k.add("x"))
err(lambda: [] in k)
err(lambda: ("a", []) in i)
err(lambda: 5 in i)
err(lambda: k.isdisjoint(5))
err(lambda: sorted({1: []}.items() | {(2, 3)}))
err(lambda: type(k)())
err(lambda: type(k)({}))
err(lambda: k.mapping.pop("a"))
it = iter(d)
next(it)
d["e"] = 5
err(lambda: next(it))
err(lambda: next(it))
it = iter(d.items())
print(next(it), it.__length_hint__(), list(it), it.__length_hint__(), type(it).__name__, type(iter(v)).__name__, type(iter(k)).__name__, type(reversed(k)).__name__)
it = iter(d)
next(it)
d.clear()
err(lambda: next(it))
e = {1: "x"}
it = iter(e.values())
e[1] = "y"
print(next(it), next(it, "end"))
for key in list(d2 := {1: 1, 2: 2}):
    del d2[key]
print(d2, max({"x": 1, "y": 5}.items(), key=lambda p: p[1]), sum({"a": 1, "b": 2}.values()), sorted({"b": 1, "a": 2}.items(), key=lambda p: p[1]), dict(sorted({"b": 1, "a": 2}.items())), repr({}.keys()), repr({}.values()), repr({}.items()), [*{"p": 1}.keys()], {*{"p": 1}.values()})
a, b = {"m": 1, "n": 2}.items()
print(a, b, dict(a=1).items() ^ dict(a=1, b=2).items(), {1, 2} == {1: 0, 2: 0}.keys(), {1: 0}.keys() <= {1: 0, 2: 0}.keys(), {1: 0}.keys() < {1: 0}.keys())
