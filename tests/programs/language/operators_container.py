"""Container methods: getitem with every key kind, setitem, delitem, len, iter, reversed, contains, missing, call, length_hint."""
import operator


class Box:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)


b = Box()
print(b[1], b[1:2], b[::3], b[1:2, 3], b[...], b[()], b["k"], b[-1], b[:, None], b[1,], b[*[1, 2]], b[*"ab", 3:4])
b[1:2] = 5
b["a", 0] = 1
b[0] += 1
del b[2:3], b[...]
b[x] = x = None if (x := 9) is None else 4


class Seq:
    def __init__(self, *v): self.v = v
    def __len__(self): return len(self.v)
    def __getitem__(self, i):
        print(f"<{i}>", end="")
        return self.v[i]


s = Seq(1, 2, 3)
print(list(s), list(reversed(s)), 2 in s, s[-1])
print(operator.length_hint(s), bool(s), bool(Seq()))


class Rev:
    def __reversed__(self): return "custom reversed"


print(reversed(Rev()))


class Iter:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 3:
            raise StopIteration
        return self.i

    def __length_hint__(self): return 10


print(list(Iter()), sum(Iter()), operator.length_hint(Iter()), 2 in Iter())


class D(dict):
    def __missing__(self, k):
        return f"missing {k}"


d = D(a=1)
print(d["a"], d["zz"], d.get("zz"), "zz" in d, len(d))


class Caller:
    def __call__(self, *a, **k): return a, k


print(Caller()(1, x=2), callable(Caller()), callable(5))
n, nothing, text, f, seq, tup = 5, None, 'x', lambda: 0, [1], (1,)
for code in ["n[0]", "nothing[1]", "{}[[]]", "seq['a']", "tup[1.0]", "text[None]", "[][0]", "()[0]", "''[0]", "b''[0]", "range(1)[5]", "n()", "nothing()", "text()", "len(5)",
             "iter(5)", "next([])", "reversed({1})", "for_ in 5", "[1][1:'a']", "[1,2][::0]", "{}['k']", "object()[0]", "f[0]", "bytearray()[0]", "[][10**30]", "'a'[10**30]"]:
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__, e)
for code in ["(1,)[0] = 1", "'a'[0] = 'b'", "b'a'[0] = 1", "range(2)[0] = 1", "None[0] = 1", "x = []; x[0] = 1", "x = []; x['a'] = 1", "{}[[]] = 1", "del (1,)[0]", "x=[1]; del x[5]", "5[1] = 2", "x = [1]; x[0:1] = 5", "frozenset()[0] = 1"]:
    try:
        exec(code)
    except Exception as e:
        print(type(e).__name__, e)


class BadIter:
    def __iter__(self): return iter([1]).__class__


class NotIter:
    __iter__ = None
    def __getitem__(self, i): return i


for o in (BadIter(), NotIter()):
    try:
        for _ in o: pass
    except TypeError as e:
        print(e)
