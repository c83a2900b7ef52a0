"""match: literals, values, captures, wildcard, or-patterns, guards."""
import sys


def kind(x):
    match x:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case -1:
            return "minus one"
        case 2.5 | -0.5:
            return "float"
        case 1 + 2j:
            return "complex"
        case "a" | "b":
            return "letter"
        case b"bytes":
            return "bytes"
        case "con" "cat":
            return "joined"
        case True:
            return "True (never: 1 matched)"
        case None:
            return "None"
        case str():
            return "other str"
        case int(n) if n > 100:
            return f"big {n}"
        case other:
            return f"other {other!r}"


for v in (0, False, 1, True, 2.0, 2.5, -0.5, -1, 1 + 2j, "a", "concat", "zz", b"bytes", None, 101, 50, [], 3j):
    print(repr(v), "->", kind(v))


class Color:
    RED = "red"
    class Deep:
        BLUE = "blue"


def value(x):
    match x:
        case Color.RED:
            return "R"
        case Color.Deep.BLUE:
            return "B"
        case sys.maxsize:
            return "max"
        case _:
            return "-"


print(value("red"), value("blue"), value(sys.maxsize), value(1))


def constants(x):
    match x:
        case True: return "T"
        case False: return "F"
        case None: return "N"
        case _: return "?"


print([constants(x) for x in (True, False, None, 1, 0, "")])
match 5:
    case x:
        pass
print("x leaks", x)
match 7:
    case y if y > 10:
        print("no")
    case z if (w := z * 2) == 14:
        print("guard", y, z, w)
match 3, 4:
    case 3, b:
        print("tuple subject", b)
match (1, 2), :
    case (p, q),:
        print(p, q)


class Eq:
    def __eq__(self, other):
        print("eq", other)
        return other == "yes"


match Eq():
    case 1 | "no":
        print("no")
    case "yes":
        print("equal")
match = {"match": 1}
case = "match"
_ = 5
print(match[case], _)
type = 3
print(type)
match (case):
    case "match":
        print("soft keywords")


def no_case(x):
    match x:
        case 1:
            pass
    return "fell through"


print(no_case(2))
match -0.0:
    case 0:
        print("minus zero equals 0")
match "s":
    case "s" as name if name == "t":
        print("no")
    case ("s" | "t") as name:
        print("as", name)
