"""Unpacking a tuple into the variables that hold it."""


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("end of", self.name)

    def __repr__(self):
        return self.name


def three():
    x = y = tuple([Noisy("a"), Noisy("b"), Noisy("c")])
    z = None
    x, y, z = x
    print(x, y, z)


def two():
    x = y = (Noisy("d"), Noisy("e"))
    x, y = y
    print(x, y)


def one_holder():
    x = (Noisy("f"), Noisy("g"))
    x, y = x
    print(x, y)


def old_values_end():
    x, y = Noisy("h"), 0
    x, y = 1, 2
    t = (3, 4)
    x = y = Noisy("j")
    x, y = t
    print(x, y, t)


def same(a, b):
    return a is b, a is not b, "x" if a == b else "y"


three()
two()
one_holder()
old_values_end()
print(same("".join(["p", "q"]), "pq"), same([1], [1]))
for c in "abc":
    if c == "b":
        print("b found")
    elif c is None:
        print("none")
if Noisy("k") is Noisy("k"):
    print("the same")
print([] is [], "".join(["r", "s"]) == "".join(["r", "s"]))
