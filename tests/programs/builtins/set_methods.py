"""set: construction, algebra, methods, in-place operators, comparison, errors."""
s = {1, 2, 3}
t = {3, 4}
print(s | t, s & t, s - t, s ^ t, s.union([4], (5,)), s.intersection([1, 9], [1]), s.difference([1], [2]), s.symmetric_difference([1, 7]), s.union(), s.difference(), s.intersection())
print(s <= {1, 2, 3, 4}, s < s, s >= {1}, s > {1}, s == {3, 2, 1}, s != t, s.issubset(range(5)), s.issuperset([1]), s.isdisjoint([7]), s.isdisjoint(t), {1} < {2}, {1} > {2}, set() <= s, not set(), 1 in s, 1.0 in s, len(s), {1, True, 1.0})
s.add(4); s.add(4); s.discard(99); s.discard(1); s.remove(2); s.update([5], "a", {6: 7}); s.update()
print(sorted(s, key=str), s.copy() == s, s.copy() is s)
s = {1, 2, 3, 4, 5}
u = s
s |= {6}; s &= {1, 2, 3, 6}; s -= {1}; s ^= {2, 9}
print(s, u is s, s.intersection_update([3, 6]), s, s.difference_update([3], [4]), s, s.symmetric_difference_update([1, 6]), s, s.pop(), s, s.clear(), s)
print(set(), set("aab") == {"a", "b"}, set([1, 1]), set({1: 2}), {*()}, {x % 2 for x in range(4)}, set(range(3)), {(1, 2)}, repr({"x"}), str(set()), frozenset(), frozenset([1]), repr(frozenset("a")))


def err(f, *args, **k):
    try:
        print(repr(f(*args, **k)))
    except Exception as e:
        print(type(e).__name__, e)


for f, args in [(s.remove, (99,)), (s.remove, ((1, 2),)), (s.pop, ()), (s.add, ([],)), (s.add, ({},)), (s.update, (5,)), (s.union, (5,)), (s.union, (1, 2)), (s.intersection, (None,)), (set, (5,)), (set, (1, 2)), (hash, (set(),)), (s.issubset, (5,)), (s.add, ()), (s.discard, ([],)), (s.__contains__, ([],)), (set, ([[]],)), (s.symmetric_difference, ([1], [2])), (s.difference, (5,)), (s.isdisjoint, (5,)), (s.copy, (1,))]:
    err(f, *args)
for code in ["{1} | [1]", "{1} & 'a'", "{1} - (1,)", "{1} ^ {}", "{1} < [1]", "{1} <= 5", "{1} + {2}", "set()[0]", "{[]}", "{{1}}", "x = {1}; x |= [2]", "x = {1}; x -= 5", "{1}.x", "-{1}", "{1} * 2"]:
    try:
        exec(code)
    except Exception as e:
        print(type(e).__name__, e)
f = frozenset([1, 2])
print(hash(f) == hash(frozenset([2, 1])), {f: "v"}[frozenset({1, 2})], f | {3}, {3} | f, type(f | {3}).__name__, type({3} | f).__name__, f & {1}, f - {1}, f ^ {1, 5}, f == {1, 2}, f < {1, 2, 3}, f.union([9]), f.copy() is f, frozenset(f) is f, {1, 2} in {f}, frozenset([f]) == {f}, f.intersection([1]), f.isdisjoint([3]), f.issubset([1, 2]), f.difference([1]))
for name in ("add", "remove", "update", "clear", "pop"):
    print(hasattr(f, name), end=" ")
f |= {3}
print(f, hash(frozenset()) == hash(frozenset([])), hash(frozenset([1, 2, 3])) == hash(frozenset([3, 1, 2])), frozenset("ab") <= set("abc"), {1, 2}.__eq__([1]), {1}.__or__([1]), {1}.__ror__({2}), {1}.__sub__(5))
inner = {frozenset({1})}
print({1} in inner, inner.discard({1}), inner)


class H:
    def __init__(self, n): self.n = n
    def __hash__(self): return 7
    def __eq__(self, o): return self.n == o.n
    def __repr__(self): return f"H{self.n}"


hs = {H(3), H(1), H(2), H(1)}
print(len(hs), H(2) in hs, H(9) in hs, sorted(h.n for h in hs), (hs - {H(1)}) == {H(2), H(3)})
big = set(range(5000))
big -= set(range(0, 5000, 2))
print(len(big), 3 in big, 4 in big, sum(big), big & {1, 2, 3}, big > {1}, len(big | set(range(10))), len(big ^ set(range(10))), max(big), min(big))
it = iter({1})
print(next(it), next(it, "end"), it.__length_hint__(), type(it).__name__, sorted([{2, 1}, {1}, set()], key=len), [*{5}], dict.fromkeys({1}), list(map(len, [{1, 2}, set()])))
