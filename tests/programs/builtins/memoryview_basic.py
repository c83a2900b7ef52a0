"""memoryview: indexing, slicing, casts, writing, release, comparison, errors."""
b = bytearray(b"0123456789")
m = memoryview(b)
print(m[0], m[-1], m[2:5].tobytes(), bytes(m[::-3]), len(m), m.tolist()[:3], m.nbytes, m.itemsize, m.format, m.ndim, m.shape, m.strides, m.suboffsets, m.readonly, m.contiguous, m.c_contiguous, m.f_contiguous, m.obj is b)
m[0] = 65
m[1:3] = b"BC"
m[3:5] = bytearray(b"DE")
m[::5] = b"\x58\x59"
print(b, m == b, m != b"x", m[:2] == b"XB", m == m[:], memoryview(b"ab") == memoryview(bytearray(b"ab")), list(m[:3]), list(reversed(m))[:2], 66 in m, m.hex(), m[1:3].hex(":"), m.tobytes()[:2], bytes(m)[:2])
ro = memoryview(b"abcdefgh")
print(hash(ro) == hash(b"abcdefgh"), ro.readonly, ro.cast("H").tolist(), ro.cast("I").shape, ro.cast("B", [2, 4]).tolist(), ro.cast("c")[0], ro.cast("b")[0], ro.cast("Q").itemsize, ro.cast("B", shape=[2, 2, 2]).ndim, ro.cast("d").format, ro.toreadonly().readonly, ro.index(99) if hasattr(ro, "index") else None, ro.count(97) if hasattr(ro, "count") else None)
i = memoryview(bytearray(8)).cast("i")
i[0] = -5
i[1] = 2 ** 31 - 1
print(i.tolist(), i.tobytes(), i[1:].tolist(), i.format)
f = memoryview(bytearray(16)).cast("d")
f[0] = 1.5
f[1] = -2
print(f.tolist())
two = memoryview(bytearray(range(6))).cast("B", [2, 3])
print(two[1, 2], two.shape, two.strides, two.tolist(), len(two))
two[0, 1] = 99
print(two.tolist(), two.tobytes())


def err(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)


err(memoryview, "str")
err(memoryview, 5)
err(memoryview)
err(m.__getitem__, 100)
err(m.__getitem__, "a")
err(m.__setitem__, 0, 256)
err(m.__setitem__, 0, "a")
err(m.__setitem__, 0, b"a")
err(m.__setitem__, slice(0, 2), b"abc")
err(m.__setitem__, slice(0, 2), "ab")
err(ro.__setitem__, 0, 1)
err(m.__delitem__, 0)
err(hash, m)
err(m.cast, "i")
err(m.cast, "zz")
err(m.cast, 5)
err(m.cast, "B", [3, 4])
err(i.cast, "d")
err(i.__setitem__, 0, 2 ** 31)
err(i.__setitem__, 0, 1.5)
err(two.__getitem__, 0)
err(two.__getitem__, (5, 5))
err(lambda: m < m)
err(lambda: m + m)
err(iter, two)
m.release()
for g in (lambda: m[0], lambda: len(m), lambda: m.tolist(), lambda: m.nbytes, lambda: m == b, lambda: m.release()):
    err(g)
with memoryview(b) as v:
    print(v[0])
err(lambda: v[0])
print(repr(v)[:16])
s = memoryview(b"abcdef")[1:5:2]
print(s.tolist(), s.strides, s.contiguous, s.tobytes(), bytes(s), s.nbytes, s[::-1].tolist())
import array
ar = array.array("h", [1, -2, 3])
am = memoryview(ar)
print(am.format, am.itemsize, am.tolist(), am.nbytes, am[1])
am[0] = 100
print(ar)
err(ar.append, 1)
am.release()
ar.append(4)
print(ar, b"".join([memoryview(b"x"), b"y"]), b"ab" == memoryview(b"ab"), bytearray(memoryview(b"q")), int.from_bytes(memoryview(b"\x01\x00"), "big"), str(memoryview(b"s"), "ascii"))
