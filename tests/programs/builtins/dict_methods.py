"""dict: construction, every method, order, merging, errors."""
d = dict(a=1, b=2)
print(d, dict([("x", 1), ["y", 2]]), dict({"k": 1}, z=3), dict(zip("ab", [1, 2])), dict(), {}, dict(["ab", "cd"]), dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), {1: "int", 1.0: "float", True: "bool"})
print(d["a"], d.get("a"), d.get("zz"), d.get("zz", 0), "a" in d, 1 in d, len(d), d.keys(), d.values(), d.items(), list(d), d.setdefault("a", 9), d.setdefault("c", 3), d.setdefault("n"), d)
print(d.pop("n"), d.pop("zz", "dflt"), d.popitem(), d, d.copy() == d, d.copy() is d, d.update(b=20, e=5), d.update({"f": 6}), d.update([("g", 7)]), d.update(), d)
d["a"] = 100
del d["b"]
d["b"] = "again"
print(d, list(reversed(d)), list(reversed(d.items())), list(reversed(d.values())), d | {"a": 0}, {"z": 1} | d, d == dict(reversed(d.items())), d != {}, {"a": 1, "b": 2} == {"b": 2, "a": 1})
d |= {"new": 1}
d |= [("pair", 2)]
print(d)
d.clear()
print(d, bool(d), str({"k": [1, {"n": None}]}), {(1, 2): "t", None: 0, "s": ()}, {**{"a": 1}, **{"a": 2}})


def err(f, *args, **k):
    try:
        print(repr(f(*args, **k)))
    except Exception as e:
        print(type(e).__name__, e)


for f, args in [(d.__getitem__, ("k",)), (d.__getitem__, (5,)), (d.pop, ("k",)), (d.popitem, ()), (d.__delitem__, ("k",)), (d.__getitem__, ([],)), (d.__setitem__, ([], 1)), (d.get, ([],)), (d.get, ()), (d.get, (1, 2, 3)), (dict, (5,)), (dict, ([1],)), (dict, ([(1, 2, 3)],)), (dict, ("abc",)), (dict, ([("a",)],)), (dict, (1, 2)), (d.update, (5,)), (d.update, ([5],)), (d.update, (["abc"],)), (d.update, ({}, {})), (dict.fromkeys, (5,)), (dict.fromkeys, ([[]],)), (d.setdefault, ({}, 1)), (hash, (d,)), (d.__or__, (5,)), (d.copy, (1,)), (d.keys, (1,)), (dict.fromkeys, ()), (d.pop, ()), (d.__contains__, ([],))]:
    err(f, *args)
for code in ["{} | []", "{} + {}", "{} < {}", "{}['a']['b']", "{[]: 1}", "{{}: 1}", "set()['a']", "{}.x", "x = {}; x |= 5", "{**5}", "{set(): 1}", "{1: 2}[1.5]"]:
    try:
        exec(code)
    except Exception as e:
        print(type(e).__name__, e)


class K:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, o): return isinstance(o, K) and self.n == o.n
    def __repr__(self): return f"K{self.n}"


c = {K(i): i for i in range(5)}
print(c, c[K(3)], K(9) in c, c.pop(K(2)), c, c.get(K(2)), len(c))
c[K(1)] = "changed"
print(c, list(c)[1].n)
big = {i: i * i for i in range(1000)}
for i in range(0, 1000, 3):
    del big[i]
for i in range(0, 1000, 6):
    big[i] = -1
print(len(big), list(big)[:5], list(big)[-3:], big[7], sum(big.values()), 3 in big, 6 in big, list(big.items())[-1])
r = {}
r["self"] = r
print(r, repr([r]), r == r)
m = {"x": 1}
print(m.__getitem__("x"), m.__contains__("x"), m.__len__(), m.__eq__({}), m.__ne__(m), m.__iter__().__next__(), m.__class__, m.__or__({"y": 2}), m.__ror__({"x": 0}), m.__ior__({"q": 1}) is m, dict.__new__(dict), m.__sizeof__() > 0, m.__hash__)


class Keys:
    def keys(self): return ["a", "b"]
    def __getitem__(self, k): return k.upper()


print(dict(Keys()), {**Keys()}, dict(Keys(), c=1), dict(**{"self": 1, "iterable": 2}), dict(iter([(1, 2)])))
