"""Conversions between built-in types in every direction, with their errors."""
values = [0, 5, -3, 2.5, 1 + 2j, True, None, "12", "abc", "", b"7", b"", bytearray(b"9"), [1, 2], [], (3, 4), {"k": 1}, {1}, frozenset([2]), range(3), "3.5", " 8 ", "1j", [("a", 1)], ["ab", "cd"], 2 ** 70]
targets = [bool, int, float, complex, str, repr, list, tuple, set, frozenset, dict, bytes, bytearray]
for v in values:
    row = []
    for t in targets:
        try:
            r = t(v)
            row.append(repr(r) if not isinstance(r, (set, frozenset)) else f"{t.__name__}{sorted(map(str, r))}")
        except Exception as e:
            row.append(type(e).__name__)
    print(repr(v) if not isinstance(v, (set, frozenset)) else type(v).__name__, *row, sep=" | ")
print(bool(1), int(True) + int(False), float(True), str(True), list("né"), tuple({"a": 1, "b": 2}), dict([[1, 2]]), sorted(set("hello")), bytes([65, 66]), bytearray("é", "utf8"), int("0b11", 0), int("77", 8), float("1e3"), complex("3-2j"), list(b"ab"), bytes(range(3)), str(b"x"), str(b"x", "ascii"), ["%s" % v for v in (1, 1.0, None, True)], list({1: 2}.items()), dict(zip("ab", (1, 2))), tuple(map(int, "123")), int(float("7.9")), int(str(10 ** 20)), [int(c) for c in str(2 ** 40)], sum(map(int, str(2 ** 100))), chr(ord("a") + 1), ord(chr(8364)), hex(int("ff", 16)), bin(int("1010", 2)), eval(repr({"a": [1, (2,)]})))
for f in (lambda: bool(), lambda: int(), lambda: float(), lambda: complex(), lambda: str(), lambda: list(), lambda: tuple(), lambda: set(), lambda: frozenset(), lambda: dict(), lambda: bytes(), lambda: bytearray(), lambda: object().__class__, lambda: type(5)("6"), lambda: type([])("ab"), lambda: bool(1, 2), lambda: list(1, 2), lambda: bool(x=1), lambda: list(x=1), lambda: tuple(x=1), lambda: set(x=1), lambda: frozenset(x=1), lambda: int(x=1), lambda: float(x=1), lambda: bytes(x=1), lambda: object(x=1)):
    try:
        print(repr(f()), end=" ")
    except TypeError as e:
        print(e, end=" ; ")
print()
