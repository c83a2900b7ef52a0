"""bytearray: mutation, slicing, methods, exported buffers."""
a = bytearray(b"hello")
a[0] = 72
a[-1] = ord("O")
a += b" w"
a.append(33)
a.extend([1, 2])
a.extend(b"xy")
a.insert(0, 60)
a.insert(-1, 46)
a.insert(100, 62)
print(a, len(a), a.pop(), a.pop(0), a.pop(-2), a)
a.remove(33)
a.reverse()
print(a, a.copy() == a, a.copy() is a, a * 2, b"z" + a[:2], a[:2] + b"z")
a *= 2
a.clear()
print(a, bool(a), bytearray(3), bytearray(b"x"), bytearray("é", "utf8"), bytearray([1, 2]), bytearray(), bytearray(b"ab") == b"ab", bytearray(b"a") < b"b", bytearray.fromhex("0aff"))
b = bytearray(range(10))
b[2:4] = b"ABCD"
b[::4] = b"\xff" * len(b[::4])
del b[1], b[-1], b[2:4]
print(b, list(b))
del b[::2]
b[:] = b"new"
b[1:1] = b"--"
b[3:] = []
print(b, b.decode(), b.hex(), b.upper(), b.find(b"-"), b.replace(b"-", b"+"), b.split(b"-"), b.startswith(b"n"), type(b.upper()).__name__, type(b[:1]).__name__, b.join([b"1", b"2"]), b.isalpha(), b.translate(None, b"-"), b.partition(b"-"), b.splitlines(), b.strip(b"n"), b.center(7, b"*"), b.zfill(6), b.title(), b.count(45), b.endswith(b"-"), b.rfind(b"-"), b.removeprefix(b"n"))


def err(f, *args, **k):
    try:
        print(repr(f(*args, **k)))
    except Exception as e:
        print(type(e).__name__, e)


err(hash, b)
err(b.append, 256)
err(b.append, "a")
err(b.append, -1)
err(b.extend, "abc")
err(b.extend, [300])
err(b.extend, 5)
err(b.extend, ["a"])
err(b.insert, 0, 999)
err(b.insert, "a", 1)
err(b.pop, 10)
err(bytearray().pop)
err(b.remove, 200)
err(b.remove, 256)
err(b.index, b"zz")
err(bytearray, "no encoding")
err(bytearray, -1)
err(bytearray, [256])
err(lambda: b + "s")
err(lambda: b[10])
err(b.__setitem__, 10, 1)
err(b.__setitem__, 0, 1.5)
err(b.__delitem__, 10)
m = memoryview(b)
for f, args in [(b.append, (1,)), (b.extend, (b"x",)), (b.pop, ()), (b.clear, ()), (b.insert, (0, 1)), (b.__delitem__, (0,)), (b.__iadd__, (b"x",)), (b.__setitem__, (slice(0, 1), b"xyz")), (b.resize, (10,))]:
    err(f, *args)
b[0] = 78
b[0:2] = b"NN"
print(b, bytes(m))
m.release()
b.append(1)
print(b)
b.resize(2)
print(b)
b.resize(4)
print(b)
x = bytearray(b"ab")
y = x
y += b"c"
print(x is y, x, x == y, x is not x[:], iter(x).__next__(), list(reversed(x)), 98 in x, b"bc" in x, x.__alloc__() >= 3, min(x), max(x), sum(x), sorted(x, reverse=True))
for i in x:
    if len(x) < 6:
        x.append(i - 32)
print(x, repr(bytearray(b"'\"\n\x00")), str(bytearray(b"s")))
x[1:3] = x
x.extend(x)
print(x)
