"""with: protocol, several items, suppression, parentheses, errors."""
log = []


class CM:
    def __init__(self, name, suppress=False, fail=None):
        self.name, self.suppress, self.fail = name, suppress, fail

    def __enter__(self):
        log.append(f"+{self.name}")
        if self.fail == "enter":
            raise ValueError(f"enter {self.name}")
        return self.name.upper()

    def __exit__(self, t, v, tb):
        log.append(f"-{self.name}:{t.__name__ if t else None}")
        if self.fail == "exit":
            raise KeyError(f"exit {self.name}")
        return self.suppress


def flush():
    print(" ".join(log))
    log.clear()


with CM("a") as x, CM("b") as y:
    log.append(x + y)
flush()
with (CM("a") as x, CM("b"), CM("c") as (z),):
    log.append(z)
flush()
with (CM("t")):
    pass
with (CM("u")) as u, (CM("v")) as (v):
    log.append(u + v)
flush()
with CM("s", suppress=True):
    raise TypeError
flush()
try:
    with CM("a"), CM("b", fail="enter"), CM("c"):
        pass
except ValueError as e:
    print(e)
flush()
try:
    with CM("a"), CM("b", fail="exit"):
        1 / 0
except KeyError as e:
    print(repr(e), repr(e.__context__))
flush()
with CM("outer", suppress=True), CM("inner", fail="exit"):
    pass
flush()


def early():
    for i in range(3):
        with CM(f"l{i}"):
            if i == 0:
                continue
            if i == 1:
                return "returned"


print(early())
flush()


def gen():
    with CM("g"):
        yield 1
        yield 2


g = gen()
next(g)
g.close()
flush()


class T:
    pass


o, d = T(), {}
with CM("x") as o.attr, CM("y") as d["k"], CM("z") as (*first, last):
    print(o.attr, d, first, last)
flush()
with CM("ret", suppress=[1]) as r:
    raise KeyboardInterrupt
flush()
for bad in (5, T(), object):
    try:
        with bad:
            pass
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class NoExit:
    def __enter__(self): log.append("entered")


class NoEnter:
    def __exit__(self, *a): pass


for c in (NoExit, NoEnter):
    try:
        with c():
            pass
    except TypeError as e:
        print(e, log)


class Inst:
    def __init__(self):
        self.__enter__ = lambda: 1
        self.__exit__ = lambda *a: None


try:
    with Inst():
        pass
except TypeError as e:
    print(e)
with CM("n1"):
    with CM("n2", suppress=True):
        with CM("n3"):
            raise ValueError
    log.append("went on")
flush()
try:
    with CM("a") as (p, q, r):
        pass
except ValueError as e:
    print(e)
flush()
