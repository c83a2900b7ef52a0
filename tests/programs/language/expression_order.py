"""The order in which parts of expressions and statements are evaluated."""
log = []


def o(name, value=None):
    log.append(name)
    return value


def done():
    print(" ".join(log))
    log.clear()


class T:
    def __getattr__(self, n): o("." + n); return T()
    def __getitem__(self, k): o("[]"); return T()
    def __setitem__(self, k, v): o("[]=")
    def __setattr__(self, n, v): o(f".{n}=")
    def __delitem__(self, k): o("del[]")
    def __call__(self, *a, **k): o("()"); return T()
    def __add__(self, x): o("+"); return self
    def __iadd__(self, x): o("+="); return self
    def __lt__(self, x): o("<"); return True
    def __bool__(self): o("bool"); return True
    def __contains__(self, x): o("in"); return True
    def __neg__(self): o("neg"); return self
    def __iter__(self): o("iter"); return iter([1, 2])
    def __format__(self, s): o("fmt" + s); return ""
    def __enter__(self): o("enter"); return self
    def __exit__(self, *a): o("exit")
    def __hash__(self): o("hash"); return 1
    def __eq__(self, x): o("eq"); return True
    def __index__(self): o("index"); return 0


t = T
o("a", t()) + o("b", t()) + o("c", t()); done()
o("a", t()) < o("b", t()) < o("c", t()); done()
o("f", t())(o("x"), *o("args", []), k=o("k"), **o("kw", {})); done()
o("a", t())[o("k")] = o("v"); done()
o("a", t()).attr = o("v"); done()
o("a", t())[o("k")] += o("v"); done()
o("a", t()).x.y[o("k")].z = o("v"); done()
x = o("a", t())[o("i")] = o("b", t())[o("j")] = o("value"); done()
{o("k1"): o("v1"), o("k2"): o("v2")}; done()
[o("a"), *o("b", []), o("c")]; done()
o("then") if o("cond", True) else o("else"); done()
o("l", 0) or o("r"); o("l", 1) and o("r"); done()
o("needle") in o("hay", t()); done()
o("needle") not in o("hay", t()); done()
f"{o('a', t()):{o('spec', 'S')}}{o('b', t())!s:.0}"; done()
o("a", t())[o("lo"):o("hi"):o("step")]; done()
o("a", t())[o("lo"):o("hi"), o("i")]; done()
del o("a", t())[o("k")]; done()
a, *b = o("it", t()); done()
(lambda x=o("default"), *, y=o("kwdefault"): 0)(); done()


def deco(n): return o("make " + n, lambda f: o("apply " + n, f))


@deco("1")
@deco("2")
def f(x: o("ann"), y=o("dflt"), *, z=o("kwd")) -> o("ret"): pass


done()


@deco("C")
class C(o("base", object), metaclass=o("meta", type)):
    o("body")


done()
with o("cm1", t()) as q, o("cm2", t()) as o("tgt", t()).attr: o("body")
done()
assert o("cond", True), o("msg"); done()
try:
    assert o("cond", False), o("msg")
except AssertionError:
    done()
for o("target", t())[o("k")] in o("iter", [1]): o("body")
done()
[o(f"elt{i}{j}") for i in o("outer", [1]) if o("if1", True) for j in o("inner", [1, 2]) if o("if2", j > 1)]; done()
{o("k"): o("v") for _ in [1]}; done()
try:
    raise o("exc", ValueError) from o("cause", None)
except o("handler", ValueError):
    done()
match o("subject", 5):
    case 5 if o("guard", False): pass
    case 6: o("no")
    case _ if o("guard2", True): o("body")
done()
-o("a", t()) + -o("b", t()); done()
o("a", 2) ** -o("b", 1); done()
print(o("first", 1), o("second", 2)); done()
{t(): 1, t(): 2}; done()
{t(), t()}; done()
return_order = (lambda: (o("x"), o("y")))(); done()
global_dict = globals()
o("a", t()).m(o("arg")); done()
o("a", [5])[o("i", 0)]; done()
x = y = z = o("chain", 1); done()
(w := o("walrus")), o("after"); done()
