"""Conditional expressions, boolean operators and their short-circuit values."""
log = []


def v(x):
    log.append(x)
    return x


print(1 if True else 2, 1 if 0 else 2, "a" if [] else "b" if {} else "c")
print(v(1) or v(2), v(0) or v(2), v(0) and v(3), v(4) and v(0), log)
log.clear()
print(v("x") if v(0) else v("y"), log)
log.clear()
print(v(0) or v("") or v([]) or v(()), v(1) and v("a") and v([0]))
print(not 0, not "a", not not [], not (1 and 0))
print(1 < 2 and 3 < 2 or "z", 0 or None and 1, None or 0.0 or "")
log.clear()
if v(1) and (v(0) or v(2)) and not v(0):
    print("taken", log)
log.clear()
while v(0) or v(""):
    pass
else:
    print("not looped", log)


class Loud:
    def __init__(self, name, truth):
        self.name, self.truth = name, truth

    def __bool__(self):
        print("bool", self.name, end="; ")
        return self.truth

    def __repr__(self):
        return self.name


a, b, c = Loud("a", False), Loud("b", True), Loud("c", True)
print(a or b or c)
print(a and b and c)
print(b and c)
print(not a)
print(1 if a and b else 2)
if not (a or b):
    print("no")
elif not c:
    print("no")
else:
    print("else")


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


print(bool(Sized(0)), bool(Sized(3)))


class Bad:
    def __bool__(self):
        return 1


class BadLen:
    def __len__(self):
        return -1


class BadLen2:
    def __len__(self):
        return 1.5


for bad in (Bad(), BadLen(), BadLen2()):
    try:
        bool(bad)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
    try:
        1 if bad else 2
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print([x for x in (0, 0.0, 0j, "", b"", (), [], {}, set(), range(0), None, False) if x])
print([bool(x) for x in (1, -1, 0.1, 1j, " ", b"\0", (0,), [[]], {0: 0}, {0}, range(1), ..., NotImplementedError)])
x = 5
print("pos" if x > 0 else "neg" if x < 0 else "zero", (x > 3) + (x > 4) + (x > 5))
print([("even", "odd")[i % 2] for i in range(3)], (lambda: 1 if x else 2)())
