"""Which operand's method runs first, for arithmetic and comparisons, with subclasses and missing methods."""
log = []


def cls(name, base=object, **methods):
    def make(m):
        def method(self, other, *rest):
            log.append(f"{name}.{m}")
            r = methods[m]
            return NotImplemented if r is None else r
        method.__name__ = m
        return method
    return type(name, (base,), {m: make(m) for m in methods})


A = cls("A", __add__=None, __radd__=None, __eq__=None, __lt__=None, __gt__=None, __iadd__=None)
B = cls("B", __add__="B add", __radd__="B radd", __eq__="B eq", __lt__="B lt", __gt__="B gt")
S = cls("S", A, __radd__="S radd", __gt__="S gt", __eq__="S eq")
S2 = cls("S2", A)
S3 = cls("S3", B, __add__="S3 add")


def show(label, f):
    log.clear()
    try:
        r = f()
    except TypeError as e:
        r = f"TypeError: {e}"
    print(label, "->", r, log)


show("A+B", lambda: A() + B())
show("B+A", lambda: B() + A())
show("A+A", lambda: A() + A())
show("A+1", lambda: A() + 1)
show("1+A", lambda: 1 + A())
show("A+S", lambda: A() + S())
show("S+A", lambda: S() + A())
show("A+S2", lambda: A() + S2())
show("B+S3", lambda: B() + S3())
show("S3+B", lambda: S3() + B())
show("A==B", lambda: A() == B())
show("B==A", lambda: B() == A())
show("A==A", lambda: A() == A())
show("A!=A", lambda: A() != A())
show("A==S", lambda: A() == S())
show("A<B", lambda: A() < B())
show("A<S", lambda: A() < S())
show("A>B", lambda: A() > B())
show("A<A", lambda: A() < A())
show("A<=A", lambda: A() <= A())
show("A<1", lambda: A() < 1)
show("1<A", lambda: 1 < A())
show("B<1", lambda: B() < 1)
show("1>B", lambda: 1 > B())
show("[A]==[B]", lambda: [A()] == [B()])
show("in", lambda: B() in [A()])
show("sorted", lambda: len(sorted([B(), B(), B()])))
show("max", lambda: type(max(B(), B())).__name__)


def iadd():
    x = A()
    x += B()
    return x


show("A+=B", iadd)


def str_add():
    x = "s"
    x += B()
    return x


show("str+=B", str_add)
show("list+B", lambda: [1] + B())
show("list*", lambda: [1] * cls("M", __rmul__="M rmul")())
show("tuple+", lambda: (1,) + B())
show("str+", lambda: "a" + B())
show("str%", lambda: "a" % cls("M", __rmod__="M rmod")())
show("int**", lambda: 2 ** cls("M", __rpow__="M rpow")())
show("dict|", lambda: {} | cls("M", __ror__="M ror")())
show("set-", lambda: {1} - cls("M", __rsub__="M rsub")())
show("1.5//", lambda: 1.5 // cls("M", __rfloordiv__="M rfloordiv")())
show("divmod", lambda: divmod(1, cls("M", __rdivmod__="M rdivmod")()))
show("None==", lambda: None == B())
show("obj", lambda: object() == object())
IntSub = type("IntSub", (int,), {"__radd__": lambda s, o: "IntSub radd", "__rsub__": lambda s, o: "IntSub rsub", "__eq__": lambda s, o: "IntSub eq"})
show("1+IntSub", lambda: 1 + IntSub(2))
show("IntSub+1", lambda: IntSub(2) + 1)
show("1-IntSub", lambda: 1 - IntSub(2))
show("1==IntSub", lambda: 1 == IntSub(5))
show("1.0+IntSub", lambda: 1.0 + IntSub(2))
show("True+IntSub", lambda: True + IntSub(2))
