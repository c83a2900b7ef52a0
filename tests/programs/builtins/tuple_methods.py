"""tuple: construction, methods, comparison, hashing, immutability."""
t = (1, 2, 3, 2)
print(t.count(2), t.index(2), t.index(2, 2), t[0], t[-1], t[1:3], t[::-1], len(t), 2 in t, t + (5,), t * 2, 0 * t, (), (1,), tuple(), tuple("ab"), tuple([1]), tuple(t) is t, tuple({1: 2}), ((),) * 2)
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, 2) == (1.0, 2.0), (1,) == [1], (1, (2, 3)) > (1, (2, 2)), hash((1, 2)) == hash((1.0, 2)), hash(()) == hash(tuple()), {(1, 2): "v"}[(1, 2)], max((3, 1), (2, 9)), ("a", 1) != ("a", 2))
a, b = b, a = 1, 2
print(a, b, *t, sep=",")


def err(f, *args, **k):
    try:
        print(repr(f(*args, **k)))
    except Exception as e:
        print(type(e).__name__, e)


for f, args in [(t.index, (9,)), (t.index, (1, 1)), (t.count, ()), (t.__getitem__, (9,)), (t.__getitem__, ("a",)), (tuple, (5,)), (tuple, (1, 2)), (hash, (([],),)), (t.append if hasattr(t, "append") else tuple.__add__, ((1,), 2)), (tuple.__new__, (5,)), (tuple.__new__, (int,)), (t.index, (1, 0, "x"))]:
    err(f, *args)
for code in ["(1,) + [1]", "(1,) * 'a'", "(1,) < [1]", "(1, 'a') < (1, 2)", "(1,)[0] = 1", "().x", "del (1,)[0]"]:
    try:
        exec(code)
    except Exception as e:
        print(type(e).__name__, e)
r = ([],)
r[0].append(r)
print(r, repr((1, "a", None, 2.5, (), [()])), str((1,)), f"{(1, 2)}", (1, 2).__repr__())
print(type(t).__name__, t.__class__ is tuple, isinstance(t, tuple), t.__hash__() == hash(t), t.__eq__([1]), t.__add__((1,)), t.__contains__(1), list(iter(t)), list(reversed(t)), t.__getnewargs__(), sum((1, 2)), sorted((3, 1)), min((2, 1)), any((0, 1)), dict((("a", 1),)))
print(hash((1, 2, 3)) != hash((3, 2, 1)), hash((1, 2, 3)), hash(()), hash((0,)), hash((1,)), hash((0, 0)), hash((-1, 0)), hash((1, (2, 3))), hash((2 ** 70, True, 1.0)))


def f():
    return 1, 2


x, y = f()
(x, y), z = f(), 3
print(x, y, z, f()[1], (lambda *a: a)(1, 2), (1, 2)[0], ((1, 2), (3, 4))[1][0], len(((1, 2), 3)), (*(1, 2), 3), tuple(i for i in range(3)))
big = tuple(range(1000))
print(len(big), big[500], sum(big), big[990:995], big.index(999), big == tuple(range(1000)), big < (0, 1, 3))
