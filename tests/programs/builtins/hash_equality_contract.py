"""Equal values hash equally across types; keys of different types; hash of every built-in."""
groups = [[1, 1.0, 1 + 0j, True], [0, 0.0, -0.0, 0j, False], [2 ** 53, float(2 ** 53), complex(2 ** 53)], [10 ** 20, 1e20], [-1, -1.0, complex(-1)], [(1, 2), (1.0, 2 + 0j), (True, 2)], ["a", "".join(["a"]), str("a")], [b"x", bytes([120])], [frozenset([1, 2]), frozenset([2.0, True])], [2 ** 61 - 1 + 5, 5 + 2 ** 61 - 1], [range(0, 3, 2), range(0, 4, 2)], [0.5, complex(0.5)], [-2 ** 63, -2.0 ** 63], [2 ** 1000, 2.0 ** 1000], [None, None], [slice(1, 2), slice(1, 2)], [(), tuple([])], [frozenset(), frozenset("")]]
for g in groups:
    print(all(a == b and hash(a) == hash(b) for a in g for b in g), len(set(g)), len({x: 1 for x in g}), end="; ")
print()
d = {1: "int"}
d[1.0] = "float"; d[True] = "bool"; d[1 + 0j] = "complex"
print(d, list(d)[0], type(list(d)[0]).__name__, d[1], 1.0 in d, len({0, 0.0, False, -0.0}), {True: "yes", 1: "one"}, {1: "one", True: "yes"}, [1, True, 1.0].index(True), {"1": 1, 1: 2, b"1": 3}, {(): 1, frozenset(): 2, None: 3, "": 4, 0: 5})
print(hash(-1), hash(-2), hash(0), hash(2 ** 61 - 1), hash(2 ** 61 - 2), hash(-(2 ** 61 - 1)), hash(1.5), hash(-0.5), hash(1e100), hash(0.1), hash(float("inf")), hash(1j), hash(2 + 3j), hash(complex(0, -1)), hash(10 ** 100), hash(True), hash(3.0) == 3, hash(2.0 ** 61))
for v in ([], {}, set(), bytearray(), [1], ({},), (1, [2]), slice([]), memoryview(bytearray(1)), {1: 2}.keys(), {}.items()):
    try:
        hash(v)
        print("hashable", type(v).__name__)
    except (TypeError, ValueError) as e:
        print(e)


class A: pass


class B:
    def __eq__(self, o): return True


class C(B):
    def __hash__(self): return 5


class D(C):
    def __eq__(self, o): return False


class E(C):
    pass


a = A()
print(hash(a) == hash(a), hash(A) == hash(A), isinstance(hash(len), int), hash(C()), hash(E()), B.__hash__, D.__hash__, C() == 5, 5 == C(), C() in [1], {C(): 1}[E()], D() == D(), D() != D())
x = D.__eq__(D(), 1), object.__hash__(B()) is not None
print(x, hash(a.__eq__) == hash(a.__eq__), a.__eq__(a), a.__eq__(1), a == a, a != a, hash(lambda: 0) != hash(lambda: 1) or True, hash(type(None)) == hash(type(None)), hash(...) == hash(Ellipsis), hash(NotImplemented) == hash(NotImplemented), {int: 1, str: 2}[type(5)], {len: "f"}[len], {A.__init__: 1} != {}, {a: 1}.get(A()))
s = "text" * 10
print(hash(s) == hash("text" * 10), hash("") == hash(b""), hash("a") == hash(b"a"), hash(memoryview(b"ab")) == hash(b"ab"), hash(("a", 1)) == hash(("a", 1.0)), len({("a", 1), ("a", True), ("a", 1.0)}), {float("nan"): 1} == {float("nan"): 1}, hash(2 ** 64) == hash(2.0 ** 64))
