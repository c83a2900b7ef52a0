"""enum.Flag and IntFlag: combination, complement, iteration, boundaries, verification."""
from enum import *


class Perm(Flag):
    R = 4
    W = 2
    X = 1
    RW = R | W
    NONE = 0


print(Perm.R | Perm.X, Perm.R & Perm.RW, Perm.RW ^ Perm.W, ~Perm.R, Perm.R in Perm.RW, Perm.X in Perm.RW, list(Perm.RW), list(Perm), len(Perm.RW), bool(Perm.NONE), Perm(6), Perm(7), Perm(5), Perm.RW.name, (Perm.R | Perm.X).name, (Perm.R | Perm.X).value, repr(Perm.R | Perm.X), str(Perm.NONE), Perm(0), Perm["RW"], Perm.R == 4, [m for m in Perm.__members__])


class I(IntFlag):
    A = 1
    B = 2
    C = 4


print(I.A | I.B, repr(I.A | I.B), I.A | 8, I(9), ~I.A, I.A + 1, I.A | I.C == 5, list(I(7)), I.B in I(6), I(0), int(I.A | I.C), f"{I.A | I.B}", f"{I.B:03b}", I.A & 3, 3 & I.A, ~I(0), I(-1), I.A ^ I.B, 2 | I.A, isinstance(I.A | 16, I), (I.A | 16).name)


class Auto(Flag):
    P = auto()
    Q = auto()
    R = auto()
    PQ = P | Q


print([m.value for m in Auto], Auto.PQ, Auto(5), list(Auto), Auto.P | Auto.Q is Auto.PQ)


class Strict(Flag, boundary=STRICT):
    A = 1


class Conform(Flag, boundary=CONFORM):
    A = 1


class Eject(Flag, boundary=EJECT):
    A = 1


class Keep(Flag, boundary=KEEP):
    A = 1


def err(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, str(e).replace("\n", " / "))


err(lambda: Strict(3))
err(lambda: Conform(3))
err(lambda: Eject(3))
err(lambda: Keep(3))
err(lambda: Perm(8))
err(lambda: Perm.R | 1)
err(lambda: Perm.R < Perm.W)
err(lambda: Perm("x"))
err(lambda: 4 in Perm.RW)
err(lambda: Perm.R & "x")
err(lambda: ~Strict.A)
err(lambda: Perm.NONE in Perm.R)
total = Perm(0)
for p in Perm: total |= p
print(total, total == Perm(7), total & ~Perm.W, hash(total) == hash(Perm(7)), {Perm.R | Perm.W: 1}[Perm.RW])


@verify(CONTINUOUS, UNIQUE)
class Ok(IntEnum):
    A = 1
    B = 2


err(lambda: verify(UNIQUE)(Enum("D", {"a": 1, "b": 1})))
err(lambda: verify(CONTINUOUS)(Enum("D", {"a": 1, "b": 3})))
err(lambda: verify(NAMED_FLAGS)(Flag("D", {"a": 1, "b": 6})))
x = I.A
x |= I.B
x &= ~I.A
print(x, global_enum.__name__, Ok.A, Flag("Dyn", "m n o")(5), [f for f in (I.A, I.C) if f in I(5)])
