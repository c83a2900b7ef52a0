"""SyntaxWarnings are printed to standard error, and the program runs."""
x = 5
print(x is 5)
print("\d", len("\."))
assert (x, "always true")
def f():
    try:
        return 1
    finally:
        return 2
print(f(), [(1, 2) (3, 4)] if x != 5 else "skipped")
print(0x1for x in [1])if 0 else print(1if x else 2)
