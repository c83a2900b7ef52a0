"""array.array: type codes, mutation, conversion, buffers, errors."""
from array import array, typecodes
import array as mod

a = array("i", [1, 2, 3])
a.append(4); a.extend([5, 6]); a.extend(array("i", [7])); a.insert(0, 0); a.fromlist([8])
print(a, len(a), a[0], a[-1], a[1:3], a[::-2], a.pop(), a.pop(0), a.index(3), a.count(3), 3 in a, a.typecode, a.itemsize, a.tolist())
a.remove(3); a.reverse(); a[0] = 70; a[1:3] = array("i", [9, 9, 9]); del a[-1]
print(a, a + array("i", [1]), a * 2, a == array("i", a.tolist()), array("i", [1]) < array("i", [2]), array("i", [1]) == array("d", [1.0]), list(reversed(a)), a.byteswap(), a[0], a.byteswap())
print(typecodes, [array(t).itemsize for t in "bBhHiIlLqQfd"], array("d", [1.5, 2]), array("f", [0.1]), array("w", "aé"), array("w", "日x"), array("b", b"\xff\x01"), array("B", bytearray(b"ab")), array("q", range(3)), array("d"), array("w"), array("h", (1, 2)))
print(array("h", [1, 2]).tobytes(), array("B", [65, 66]).tobytes(), array("w", "hi").tounicode(), a.buffer_info()[1], array("i", b"\x01\x00\x00\x00\x02\x00\x00\x00"))
b = array("h")
b.frombytes(b"\x01\x00\x02\x00")
c = array("w")
c.fromunicode("xy")
b += array("h", [3])
b *= 2
print(b, c, b.__contains__(3), b.clear() if hasattr(b, "clear") else b.__delitem__(slice(None)), b, memoryview(array("d", [1.0])).format, bytes(array("B", [1])), array("i", iter([1])))
for f in (lambda: array("z"), lambda: array("i", [1.5]), lambda: array("b", [128]), lambda: array("B", [-1]), lambda: array("i", ["a"]), lambda: array("i", "abc"), lambda: array("w", [1]), lambda: array(), lambda: array(5), lambda: a.append("x"), lambda: a.pop(100), lambda: a.index(999), lambda: a.remove(999), lambda: a[100], lambda: a["x"], lambda: a + [1], lambda: a + array("d"), lambda: a.extend(array("d", [1.0])), lambda: a.extend([1.5]), lambda: a.frombytes(b"abc"), lambda: a.fromlist((1,)), lambda: a.__setitem__(0, 2 ** 40), lambda: a.__setitem__(slice(0, 1), [1]), lambda: hash(a), lambda: array("i", 5), lambda: a < [1], lambda: array("H", [70000]), lambda: array("I", [-1]), lambda: array("Q", [2 ** 64]), lambda: a.tounicode(), lambda: array("w", "ab", "c"), lambda: a * "x", lambda: array("ii"), lambda: array("i", {1}), lambda: a.insert("x", 1), lambda: array("i").pop()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
import io
f = io.BytesIO()
f.write(array("i", [1, 2]))
print(f.getvalue(), sum(array("i", range(10))), max(array("d", [1, 3])), sorted(array("b", [3, -1])), array("i", [3, 1])[:] == array("i", [3, 1]), mod.ArrayType is array, [x * 2 for x in array("i", [1, 2])], array("i", [1, 2, 3])[1:2].typecode, isinstance(a, array), array("i", [1]) != array("i", [2]), repr(array("w", "")), a.__copy__() == a)
