"""list: every method with its arguments and errors."""
a = [3, 1, 2]
a.append(4); a.extend("ab"); a.extend(x for x in [9]); a.insert(0, "first"); a.insert(100, "last"); a.insert(-1, "pre")
print(a, len(a), a.index(1), a.index("a", 3), a.count(1), a.pop(), a.pop(0), a.pop(-2), a)
a.remove("a"); a.reverse()
print(a, a.copy(), a.copy() is a, a + [1], [0] * 3, 2 * [1, 2], [1] * -1, [[]] * 2, 4 in a, "zz" not in a)
a.clear()
print(a, list(), list("abc"), list(range(3)), list({"k": 1}), list((1, 2)), [] == [], [1, [2]] == [1, [2]], [1, 2] < [1, 3], [2] > [1, 9], [1] != [1.0], [[1]] < [[1, 0]])
n = [5, 2, 9, 1]
n.sort()
print(n, n.sort(reverse=True), n, sorted(n, key=lambda x: -x), sorted("bAc", key=str.lower), sorted([(1, "b"), (1, "a"), (0, "z")], key=lambda p: p[0]), sorted([3, 1], reverse=True), sorted({"b": 1, "a": 2}), sorted([]), sorted([True, 0.5, 0]))


def err(f, *args, **k):
    try:
        print(repr(f(*args, **k)))
    except Exception as e:
        print(type(e).__name__, e)


for f, args in [(n.index, (99,)), (n.index, (5, 2)), (n.remove, (99,)), (n.pop, (10,)), ([].pop, ()), (n.pop, ("a",)), (n.append, ()), (n.append, (1, 2)), (n.extend, (5,)), (n.extend, ()), (n.insert, (1,)), (n.insert, ("a", 1)), (n.insert, (1.5, 1)), (n.count, ()), (n.sort, (1,)), ([1, "a"].sort, ()), ([None, 1].sort, ()), (n.copy, (1,)), (list, (5,)), (list, (1, 2)), (n.__getitem__, (10,)), (n.__setitem__, (10, 1)), (n.__delitem__, (10,)), (n.__getitem__, ("x",)), (n.index, (1, "a")), (list.append, ()), (list.append, (5, 1)), (n.reverse, (1,)), (n.clear, (1,)), (sorted, ()), (sorted, (5,)), (sorted, ([1], len)), (n.__add__, (5,)), (hash, ([],))]:
    err(f, *args)
err(n.sort, key=5)
err(n.sort, cmp=1)
err(n.sort, key=None, reverse=1)
err(sorted, [1], key=lambda a, b: 0)
err(sorted, [1, 2], key=lambda a: 1 / 0)
err(list, sequence=[1])
for code in ["[1] + (2,)", "[1] * 1.5", "[1] * [2]", "[] < ()", "[1] - [1]", "[] + None", "[1, 2].nope", "[[1], 'a'] < [[1], 5]", "[] @ []"]:
    err(eval, code)
b = [1, 2, 3]
c = b
c += (4,)
c *= 2
print(b is c, b, b.__contains__(3), b.__len__(), b.__reversed__().__class__.__name__, list(reversed(b)), b.__eq__((1,)), b.__ne__([]), b.__sizeof__() > 0)
words = "the quick brown fox jumps over the lazy dog".split()
words.sort(key=len)
print(words)
words.sort(key=lambda w: (-len(w), w))
print(words)
words.sort(key=str.upper, reverse=True)
print(words)
pairs = [(i % 3, i) for i in range(12)]
pairs.sort(key=lambda p: p[0], reverse=True)
print(pairs)
nan = float("nan")
print([nan] == [nan], [nan].index(nan), [float("nan")].count(nan), nan in [nan], [1, 1.0, True].count(1), [1, 2, 3].index(2.0), [0, False].index(False))
r = [1]
r.append(r)
print(r, r == r, r[1][1] is r, repr([r, r]), str([[...], None]))
x = [1, 2, 3, 4, 5]
x[1:3] = [9]; x[:0] = [0]; x[len(x):] = [7]; x.extend(x); del x[2::2]
print(x, x.__iadd__([1]) is x, x.__imul__(1) is x, x.__init__([5]), x, list.__new__(list), [*x, *x])
print(sum([[1], [2]], []), max([3, 1]), min([[2], [1, 5]]), any([]), all([]), list(zip([1, 2], "ab")), list(map(lambda q, w: q * w, [1, 2], [3, 4])), list(filter(None, [0, 1, ""])))
