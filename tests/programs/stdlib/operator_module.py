"""operator: functions for every operator, getters and callers."""
import operator as op

print(op.add(1, 2), op.sub(5, 2), op.mul("a", 3), op.truediv(7, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 5), op.neg(3), op.pos(-3), op.abs(-3), op.invert(5), op.and_(6, 3), op.or_(6, 3), op.xor(6, 3), op.lshift(1, 4), op.rshift(16, 2), op.not_(0), op.truth([]), op.is_(None, None), op.is_not(1, None), op.eq(1, 1.0), op.ne(1, 2), op.lt(1, 2), op.le(2, 2), op.gt(1, 2), op.ge(1, 2), op.concat([1], [2]), op.contains("abc", "b"), op.countOf([1, 2, 1], 1), op.indexOf("abc", "c"), op.getitem({"a": 5}, "a"), op.index(True), op.is_none(None), op.is_not_none(0))
lst = [1, 2, 3]
op.setitem(lst, 0, 9)
op.delitem(lst, 1)
print(lst, op.iadd(lst, [4]), lst, op.iconcat(lst, [5]), op.imul(3, 4), op.ior({1}, {2}), op.isub(5, 1), op.ipow(2, 3), op.length_hint(iter([1, 2])), op.length_hint(5, 7), op.call(max, 1, 2), op.call(dict, a=1))
g, a, m = op.itemgetter(1), op.attrgetter("real"), op.methodcaller("split", ",", maxsplit=1)
print(g("abc"), g, op.itemgetter(0, -1)("abc"), op.itemgetter(slice(1, 3))("abcd"), op.itemgetter("k")({"k": 1}), a(5), a, op.attrgetter("real", "imag")(1 + 2j), op.attrgetter("__class__.__name__")(5), m("a,b,c"), m, op.methodcaller("upper")("x"), op.itemgetter(1, 2), op.attrgetter("a.b", "c"))
data = [("b", 2), ("a", 2), ("c", 1)]
print(sorted(data, key=op.itemgetter(1)), sorted(data, key=op.itemgetter(1, 0)), max(data, key=op.itemgetter(0)), list(map(op.mul, [1, 2], [3, 4])), op.__add__ is op.add or op.__add__(1, 2), op.matmul if callable(op.matmul) and False else "")
for f, args in [(op.add, (1, "a")), (op.add, (1,)), (op.getitem, ([], 0)), (op.indexOf, ([], 1)), (op.itemgetter, ()), (op.itemgetter(5), ("ab",)), (op.attrgetter, (5,)), (op.attrgetter("x"), (5,)), (op.methodcaller, ()), (op.methodcaller("nope"), (5,)), (op.index, (1.5,)), (op.length_hint, (5, "a")), (op.concat, (1, 2)), (op.iconcat, (1, 2)), (op.contains, (5, 1)), (op.itemgetter("a"), ([],)), (op.invert, (1.5,)), (op.call, (5,)), (op.matmul, (1, 2)), (op.countOf, (5, 1))]:
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)
print(op.itemgetter(0)("x"), op.lt.__name__, op.attrgetter("a")(type("T", (), {"a": 1})), [op.itemgetter(i)("abc") for i in range(-1, 2)])
