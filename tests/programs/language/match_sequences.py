"""match: sequence patterns with stars, nesting and the types that count as sequences."""
from collections import deque
import array


def seq(x):
    match x:
        case []:
            return "empty"
        case [a]:
            return f"one {a!r}"
        case [1, *rest]:
            return f"1 then {rest!r}"
        case [*init, "end"]:
            return f"{init!r} then end"
        case (a, [b, *_], *_, c):
            return f"nested {a} {b} {c}"
        case [x, y]:
            return f"two {x} {y}"
        case [_, *middle, _]:
            return f"middle {middle}"
        case _:
            return "no sequence"


for v in ([], (), [5], (1,), [1, 2, 3], (1, 2), [7, 8, "end"], [0, [9, 8], 7, 6], [3, 4], [3, 4, 5], "ab", b"ab", bytearray(b"ab"),
          {1, 2}, {1: 2}, range(3), range(0), iter([1]), deque([2, 3]), array.array("i", [1, 5]), memoryview(b"xy"), None, 5):
    print(type(v).__name__, seq(v))


class Seq(list):
    pass


class NotSeq:
    def __len__(self): return 2
    def __getitem__(self, i): return i


from collections.abc import Sequence


class Registered(Sequence):
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * 10


print(seq(Seq([1, 2])), seq(NotSeq()), seq(Registered()))
match [1, [2, [3, [4]]]]:
    case [a, [b, [c, [d]]]]:
        print(a, b, c, d)
match (1, 2, 3, 4, 5):
    case [first, second, *_, last]:
        print(first, second, last)
match [[1, 2], [3, 4]]:
    case [[a, b], [c, d]] if a + d == b + c:
        print("balanced", a, b, c, d)
match ["go", "north"]:
    case ["go", ("north" | "south") as where]:
        print("going", where)
match ["pick", "a", "b"]:
    case ["pick", *items] if len(items) > 2:
        print("many")
    case ["pick", *items]:
        print("few", items)
match [1, 2]:
    case (1 | 3, 2 | 4) as whole:
        print(whole)
match [1, 2, 3]:
    case [*_, 3]:
        print("ends in 3")
match 1, 2, 3:
    case *a, b:
        print(a, b)
for code in ["match x:\n case [*a, *b]: pass", "match x:\n case [a, a]: pass", "match x:\n case a | b: pass",
             "match x:\n case [a] | [b]: pass", "match x:\n case a: pass\n case b: pass", "match x:\n case _: pass\n case 1: pass",
             "match x:\n case *a: pass", "match x:\n case a.b(): pass", "match x:\n case f'x': pass", "match x:\n case 1 + 1: pass",
             "match x:\n case -a: pass", "match x:\n case {**a, 'b': 1}: pass", "match x:\n case {'a': 1, 'a': 2}: pass", "match x:\n case C(a=1, a=2): pass",
             "match x:\n case C(a=1, b): pass", "match x:\n pass", "match x:\n case 1 as _: pass", "match x:\n case 1 as a.b: pass"]:
    try:
        compile(code, "m", "exec")
        print("fine")
    except SyntaxError as e:
        print(e.msg)
