"""int | str, list[int] and relatives: equality, text, isinstance, attributes, errors."""
u = int | str
print(u, repr(u), u.__args__, u == str | int, u == (int | str | int), hash(u) == hash(str | int), int | None, None | int, int | None | str, (int | str) | (str | float), int | int, type(u).__name__, type(int | None) is type(u), isinstance(5, u), isinstance(None, int | None), isinstance([], int | str), issubclass(bool, int | str), isinstance(5, (str, int | float)), u | list[int], u.__parameters__, bool(u), {u: 1}[str | int], isinstance(None, None | int), isinstance("s", u | None), u != int, list | tuple)
g = list[int]
print(g, dict[str, int], tuple[int, ...], tuple[()], type[int], set[str], frozenset[int], list[list[int]], g.__origin__, g.__args__, g == list[int], g != list[str], hash(g) == hash(list[int]), g(), g("ab"), dict[str, int](a=1), type(g).__name__, isinstance(g, type), callable(g), g.__parameters__, list["Fwd"], list[None], list[...], list[int | None], list[1], list[[int]], g.append, g.__name__, g.__doc__ == list.__doc__, [*tuple[int, str].__args__], {g: 1}[list[int]], list[int].__class__, dict[int, str].fromkeys("a"))


class Box:
    def __class_getitem__(cls, item): return (cls.__name__, item)


class Sub(list[int]): pass


class Sub2(dict[str, int], Box): pass


print(Box[1, 2], Sub([1]), Sub.__mro__[1].__name__, Sub.__orig_bases__, Sub.__bases__, Sub2(a=1), Sub2[5], issubclass(Sub, list))
for f in (lambda: isinstance([], list[int]), lambda: issubclass(list, list[int]), lambda: isinstance(1, int | list[int]), lambda: isinstance([], list[int] | int), lambda: int | 5, lambda: 5 | int, lambda: int | "str", lambda: "a" | "b", lambda: (int | str)(), lambda: (int | str)[0], lambda: int[0], lambda: list[int][str], lambda: list[int]["a"], lambda: u.x, lambda: g.zzz, lambda: setattr(g, "x", 1), lambda: type("T", (int | str,), {}), lambda: len(u), lambda: iter(u), lambda: u < u, lambda: u & int, lambda: str[1], lambda: object[1], lambda: tuple[int](5), lambda: list[int](5), lambda: next(iter(list[int])), lambda: isinstance(1, [int]), lambda: type(u)(), lambda: type(u).__name__, lambda: list[int]().__class__, lambda: range[int], lambda: int.__or__(int, str), lambda: type.__or__(int, str), lambda: None | None, lambda: int | (lambda: 0), lambda: isinstance(1, ()), lambda: [] | list):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(next(iter(tuple[int])), [*list[int]] == [next(iter(list[int]))], list[int].__unpacked__, next(iter(list[int])).__unpacked__, (lambda *a: a)(*list[int]) != ())
match 5:
    case int() | str(): print("matched")
type A = int | str
print(A.__value__, isinstance(3, A.__value__), list[A], dict[str, A].__args__[1] is A, A | None)
