"""Binary operator methods: normal, reflected, in-place, NotImplemented and subclass priority."""
NAMES = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**", "matmul": "@",
         "and": "&", "or": "|", "xor": "^", "lshift": "<<", "rshift": ">>"}


def methods(prefixes):
    ns = {}
    for n in NAMES:
        for p in prefixes:
            name = f"__{p}{n}__"
            ns[name] = lambda self, o, name=name: (name, o if isinstance(o, int) else type(o).__name__)
    return ns


Left = type("Left", (), methods(["", "i"]))
Right = type("Right", (), methods(["r"]))
for n, op in NAMES.items():
    l, r = Left(), Right()
    res = eval(f"l {op} 1"), eval(f"1 {op} r"), eval(f"l {op} r")
    exec(f"l {op}= 2")
    print(op, *res, l)


class NI:
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return NotImplemented


class Fallback:
    def __radd__(self, o): return "radd"


print(NI() + Fallback())
for code in ["NI() + 1", "1 + NI()", "NI() + NI()", "'a' + NI()", "[] + NI()", "() + NI()", "NI() - 1", "-NI()", "~NI()", "+NI()", "divmod(NI(), 1)", "pow(NI(), 2)",
             "NI() @ 1", "NI() ** 2", "b'' + NI()", "2.0 * NI()", "{} | NI()", "[1] * NI()", "NI() * [1]"]:
    try:
        print(eval(code))
    except TypeError as e:
        print(e)


class Base:
    def __init__(self, n): self.n = n
    def __sub__(self, o): return f"{self.n}.sub({o.n})"
    def __rsub__(self, o): return f"{self.n}.rsub({o.n})"


class Derived(Base):
    def __rsub__(self, o): return f"{self.n}.drsub({o.n})"


class DerivedPlain(Base): pass


print(Base("b") - Derived("d"), Derived("d") - Base("b"), Base("b") - DerivedPlain("p"), Derived("a") - Derived("b"))


class Num:
    def __pow__(self, e, m=None): return ("pow", e, m)
    def __rpow__(self, b, m=None): return ("rpow", b, m)
    def __ipow__(self, e): return ("ipow", e)
    def __divmod__(self, o): return "divmod"
    def __rdivmod__(self, o): return "rdivmod"
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __complex__(self): return 7j
    def __index__(self): return 3


import math
n = Num()
print(n ** 2, 2 ** n, pow(n, 2, 5), divmod(n, 1), divmod(1, n), -n, +n, ~n, abs(n), round(n), round(n, 2))
print(math.trunc(n), math.floor(n), math.ceil(n), int(n), float(n), complex(n), [0, 1, 2, 3][n], hex(n), "ab" * 1 and range(n), bin(n), chr(n) == "\x03")
n **= 4
print(n)
print(pow(2, Num(), 5))
bad = type("Bad", (), {"__int__": lambda s: "x", "__index__": lambda s: 1.5, "__float__": lambda s: 1, "__complex__": lambda s: 1, "__len__": lambda s: "n", "__hash__": lambda s: "h", "__str__": lambda s: 5, "__repr__": lambda s: None, "__bool__": lambda s: 2, "__format__": lambda s, f: 1, "__iter__": lambda s: 5, "__contains__": lambda s, x: []})()
for f in (int, float, complex, len, hash, str, repr, bool, format, iter, lambda b: [1][b], lambda b: 1 in b, "{}".format, hex):
    try:
        print(f(bad))
    except TypeError as e:
        print(e)
