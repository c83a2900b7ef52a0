"""Argument unpacking in calls and displays: any mix, order and errors."""


def f(*args, **kw):
    return args, kw


print(f(*"ab", *range(2), 9, *[], k=1, **{"m": 2}, n=3, **{"o": 4}))
print(f(k=1, *[5, 6]))
print(f(**{}, **{"a": 1}))
print([*range(3), *"xy", 7], (*[1],), {*"aab"} == {"a", "b"}, {**{"a": 1, "b": 2}, "a": 3, **{"c": 4}})
print(*[1, 2], *"c", sep="-")
x = *range(3), 5
print(x)
for i in *[1, 2], 3:
    print(i, end=" ")
print()


def ret(*a):
    return *a, "end"


print(ret(1, 2))
print({**dict(a=1)}, {"z": 0, **{}, "y": 1})


class Mapping:
    def keys(self):
        return iter(["p", "q"])

    def __getitem__(self, key):
        return key * 2


print(f(**Mapping()), {**Mapping()})


class Seq:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10


print(f(*Seq()), [*Seq()])


def err(thunk):
    try:
        print(thunk())
    except TypeError as e:
        print(e)


def named(a, b=0):
    return a, b


err(lambda: f(*5))
err(lambda: f(**5))
err(lambda: f(**{1: 2}))
err(lambda: f(a=1, **{"a": 2}))
err(lambda: f(**{"a": 1}, **{"a": 2}))
err(lambda: named(1, *[2, 3]))
err(lambda: named(1, **{"a": 2}))
err(lambda: named(**{"c": 2}))
err(lambda: [*None])
err(lambda: {**[1]})
err(lambda: {*3})
err(lambda: print(**{"end": "!\n"}))
err(lambda: f(**[("a", 1)]))
order = []


def o(name, value):
    order.append(name)
    return value


f(o("a", 1), *o("b", [2]), o("c", 3), k=o("d", 4), **o("e", {}), m=o("g", 6))
print(order)
order.clear()
o("func", f)(o("x", 1), k=o("y", 2))
print(order)


class Odd:
    def __iter__(self):
        raise ValueError("from iter")


try:
    f(*Odd())
except ValueError as e:
    print(e)
big = list(range(300))
print(sum(f(*big)[0]), len(f(**{f"k{i}": i for i in range(300)})[1]))
