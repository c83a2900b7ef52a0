"""Assignment expressions: scopes, comprehensions, conditions, precedence."""
if (n := len("hello")) > 3:
    print(n)
print((y := 5) + y, y)
data = iter([1, 2, 0, 3])
while (item := next(data)) != 0:
    print("item", item)
print([z := i * 2 for i in range(3)], z)
print([(i, last) for i in range(4) if (last := i % 2)], last)
print(any((witness := w) > 3 for w in [1, 5, 2]), witness)
print({k: (v := k * k) for k in range(3)}, v)


def f():
    total = 0
    partial = [total := total + i for i in range(5)]
    return total, partial


print(f())


def g():
    def h():
        nonlocal cell
        return (cell := cell + 1)
    cell = 1
    return h(), cell


print(g())


def glob():
    global made
    [made := i for i in range(3)]


glob()
print(made)
print(f"{(q := 3)} {q}", (a := 1, b := 2), a, b)
x = (t := 1, 2)
print(t, x)
print((lambda: (inner := 4) * inner)())
lst = [1, 2, 3]
print(lst[(i := 1)], lst[i:=0], lst[(j := 0):2], i, j)
print(len(s := "abc"), s, print(end := "e") or end)
print(max(m := 3, 2), m)
assert (ok := True), "never"
match (subject := [1, 2]):
    case [p, q] if (r := p + q) == 3:
        print("matched", r, subject)
print(not (flag := False), flag, (c := 0) or "zero", c)
print([[inner_v := col for col in row] for row in [[1, 2], [3]]], inner_v)
gen = (gv := i for i in range(3))
try:
    gv
except NameError as e:
    print(e)
next(gen), next(gen)
print(gv)
for code in ["x := 1", "(x.y := 1)", "[i := 0 for i in range(3)]", "[a for a in (b := [1])]", "(x := 1) = 2",
             "f(a=b := 1)", "x = y := 1", "def f(a = b := 1): pass", "(1 := 2)", "[[(j := 0) for i in [1]] for j in [2]]",
             "class C:\n  [x := 1 for _ in [0]]", "lambda: x := 1", "((a, b) := (1, 2))", "(x[0] := 1)"]:
    try:
        exec(code)
        print("fine")
    except SyntaxError as e:
        print(e.msg)
