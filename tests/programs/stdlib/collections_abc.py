"""collections.abc: structural checks, mixin methods, registration."""
from collections.abc import *

checks = {"list": [], "tuple": (), "dict": {}, "set": set(), "str": "", "bytes": b"", "bytearray": bytearray(), "range": range(1), "gen": (i for i in []), "iter": iter([]), "func": len, "int": 5, "frozenset": frozenset(), "keys": {}.keys(), "values": {}.values(), "items": {}.items(), "memoryview": memoryview(b""), "type": int, "none": None}
names = ["Hashable", "Iterable", "Iterator", "Reversible", "Generator", "Sized", "Container", "Callable", "Collection", "Sequence", "MutableSequence", "Set", "MutableSet", "Mapping", "MutableMapping", "MappingView", "KeysView", "ItemsView", "ValuesView", "Buffer"]
for k, v in checks.items():
    print(k, "".join("1" if isinstance(v, globals()[n]) else "." for n in names), end=" ")
print()


class Seq(Sequence):
    def __init__(self, *v): self.v = v
    def __len__(self): return len(self.v)
    def __getitem__(self, i): return self.v[i]


s = Seq(1, 2, 3, 2)
print(list(s), 2 in s, s.index(2), s.count(2), list(reversed(s)), s.index(2, 2), 9 in s, isinstance(s, Reversible))


class MSeq(MutableSequence):
    def __init__(self, v): self.v = list(v)
    def __len__(self): return len(self.v)
    def __getitem__(self, i): return self.v[i]
    def __setitem__(self, i, x): self.v[i] = x
    def __delitem__(self, i): del self.v[i]
    def insert(self, i, x): self.v.insert(i, x)


m = MSeq("ab")
m.append("c"); m.extend("de"); m += ["f"]; m.reverse(); m.remove("d")
print(m.v, m.pop(), m.pop(0), m.v, m.clear(), m.v)


class Map(MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)


mp = Map()
mp["a"] = 1
mp.update(b=2, c=3); mp.setdefault("d", 4)
print(sorted(mp.keys()), list(mp.values()), list(mp.items()), mp.get("zz", 0), mp.pop("a"), "a" in mp, mp == {"b": 2, "c": 3, "d": 4}, mp.popitem(), len(mp), {**mp}, sorted(mp.keys() | {"z"}), mp.keys() & {"b"})


class S(Set):
    def __init__(self, it): self.e = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.e
    def __iter__(self): return iter(self.e)
    def __len__(self): return len(self.e)


a, b = S("abc"), S("bcd")
print(list(a & b), list(a | b), list(a - b), list(a ^ b), a <= b, S("b") < a, a == S("cab"), a.isdisjoint(S("z")), a & "ax" == S("a"), a == {"a", "b", "c"}, {"a"} <= a, hash_ok if (hash_ok := a._hash() == S("cba")._hash()) else "")


class It(Iterator):
    def __init__(self): self.n = 0
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n


class Duck:
    def __len__(self): return 0
    def __iter__(self): return iter(())
    def __contains__(self, x): return False


class NoHash:
    __hash__ = None


class G(Generator):
    def send(self, v): return ("sent", v)
    def throw(self, *a): raise StopIteration


print(list(It()), isinstance(Duck(), Collection), isinstance(NoHash(), Hashable), issubclass(list, Sequence), isinstance(It(), Iterable), next(G()), G().close(), Sequence.register(Duck) is Duck, isinstance(Duck(), Sequence))
for f in (lambda: Sequence(), lambda: Seq(1)[5], lambda: MutableMapping(), lambda: mp.pop("zz"), lambda: isinstance(1, Callable[[int], int]), lambda: type("T", (Sized,), {})(), lambda: Map().popitem(), lambda: s.index(99), lambda: mp["nope"]):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
print(Callable[[int, str], bool], Mapping[str, int], Iterable[int] | None, Callable[..., int], Generator[int, str, None])
