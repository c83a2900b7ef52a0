"""Slices: reading, assigning, deleting, extended, negative, huge, slice objects and their methods."""
s = list(range(10))
print(s[2:5], s[:3], s[7:], s[:], s[-3:], s[:-3], s[::2], s[::-1], s[8:2:-2], s[-1:-5:-1], s[5:2], s[20:], s[-20:3], s[::100])
for seq in ("abcdefg", b"abcdefg", (0, 1, 2, 3, 4, 5, 6), range(7), bytearray(b"abcdefg"), memoryview(b"abcdefg").tolist()):
    print(seq[1:4], seq[::-2], seq[-2:], seq[10:], seq[None:2:None])
a = list(range(6))
a[1:3] = "xyz"
print(a)
a[2:2] = [9, 9]
a[:0] = [-1]
a[len(a):] = ["end"]
print(a)
a[::3] = "ABC"if len(a[::3]) == 3 else range(len(a[::3]))
print(a)
a[5:2] = ["ins"]
print(a)
a[1:4] = []
print(a)
a[::-1] = list(range(len(a)))
print(a)
a[:] = a
a[1:3] = a
print(a)
b = list(range(10))
del b[::3]
print(b)
del b[-2:], b[:1]
print(b)
del b[::-2]
print(b)
del b[5:2]
for code in ["b[::2] = [1, 2, 3, 4]", "b[::0]", "b[0:1] = 5", "b[::2] = 5", "b['a':]", "b[1.5:]", "'abc'[::0]", "del b[::0]", "range(3)[::0]", "b[::2] = ()", "b[:'x'] = []"]:
    try:
        exec(code)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
big = 10 ** 30
print(s[-big:big], s[big:], s[::big], s[::-big], "abc"[-big:2], s[:big:3])
sl = slice(1, 10, 2)
print(sl, sl.start, sl.stop, sl.step, slice(5), slice(None), s[sl], sl.indices(5), sl.indices(0), slice(None, None, -1).indices(4), slice(-3, None).indices(10))
print(slice(1, 2) == slice(1, 2), slice(1) != slice(2), slice(1, 2) < slice(1, 3), hash(slice(1, 2)) == hash(slice(1, 2)), {slice(1): "ok"}[slice(1)])
print(slice("a", [1], {}), repr(slice(1.5, None)))
for thunk in [lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: slice(1, 2, 0).indices(5), lambda: slice(1).indices(-1), lambda: slice("a").indices(3), lambda: slice(1, 2, step=3), lambda: slice(1).indices("x"), lambda: slice([]) < slice({})]:
    try:
        print(thunk())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


class Idx:
    def __init__(self, i): self.i = i
    def __index__(self): return self.i


print(s[Idx(2)], s[Idx(1):Idx(4)], s[Idx(-1)], "abc"[Idx(0)], range(10)[Idx(2):Idx(8):Idx(3)], slice(Idx(1), None).indices(4))
ba = bytearray(b"0123456789")
ba[2:4] = b"abc"
ba[::5] = b"XYZ"
del ba[-3:]
print(ba)
ba[1:3] = [65, 66]
ba[0:0] = bytearray(b">>")
print(ba)
for code in ["ba[0:2] = 'str'", "ba[0:2] = [300]", "ba[::2] = b'x'", "ba[0] = 256", "ba[0] = 'a'", "ba[0:1] = 5"]:
    try:
        exec(code)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print((1, 2, 3)[True:], s[False], s[True:3], "abc"[:-1][::-1][0])
t = s
t[2:5] += ["plus"]
t[:2] *= 2
print(t)
