"""globals, locals, vars, dir and name lookup through them, in modules, functions, classes and exec."""
a_global = 1


def f(p, *q, **r):
    x = 5
    y = [z for z in range(2)]
    del x
    return sorted(locals()), sorted(vars()), dir()


print(f(1, 2, k=3))
print("a_global" in globals(), globals() is globals(), globals()["a_global"], vars() is globals(), locals() is globals(), "f" in dir())
globals()["injected"] = "by dict"
print(injected)
vars()["other"] = 2
print(other)
del globals()["other"]
try:
    other
except NameError as e:
    print(e)


def g():
    global made_global
    made_global = 7
    x = 1
    d = locals()
    d["x"] = 99
    d["ghost"] = 1
    try:
        ghost
    except NameError as e:
        return x, d["x"], str(e), made_global


print(g())


class C:
    one = 1
    names = sorted(n for n in locals() if not n.startswith("__"))
    locals()["dynamic"] = "set through locals"
    print(dynamic, sorted(n for n in vars() if not n.startswith("__")), sorted(n for n in dir() if not n.startswith("__")))

    def m(self): return sorted(locals()), "one" in globals()


print(C.dynamic, C.names, C().m(), sorted(n for n in vars(C) if not n.startswith("__")))


def nested():
    outer = 1
    unused = 2
    def inner(arg):
        inside = outer
        return sorted(locals())
    return inner(0), sorted(locals())


print(nested())
print([sorted(locals()) for i in range(1)][0][:0], (lambda a, b=2: sorted(locals()))(1), list(sorted(locals()) for i in range(1))[0])


def comp_locals():
    k = 1
    return [sorted(locals()) for i in range(1)], {n: 1 for n in locals()}


print(comp_locals())
ns = {"v": 1}
exec("def h(): return sorted(k for k in globals() if k != '__builtins__'), v\nw = locals() is globals()\nr = h()", ns)
print(ns["r"], ns["w"])
loc = {}
exec("w = locals() is globals()\nq = sorted(locals())\ndef k():\n return 'q' in globals()\nr = k()", ns, loc)
print(loc["w"], loc["q"], loc["r"])


def use_eval():
    n = 3
    return eval("n + 1"), eval("locals() is not globals()"), [eval("n") for _ in range(1)], eval("[n for _ in 'ab']"), eval("(lambda: n)()", {"n": 10})


print(use_eval())


class Obj:
    cls_attr = 1

    def __init__(self): self.inst = 2

    def __getattr__(self, n): raise AttributeError(n)


o = Obj()
print(vars(o), sorted(n for n in dir(o) if not n.startswith("__")), sorted(n for n in dir(Obj) if not n.startswith("__")), "inst" in dir(Obj), vars(o) is o.__dict__)
o.__dict__["via_dict"] = 3
print(o.via_dict, [k for k in vars(o)])
import math
print("pi" in dir(math), vars(math)["pi"] == math.pi, sorted(n for n in dir(lambda: 0) if "default" in n), [n for n in dir(type) if n == "mro"], dir(None)[:1], len(dir(5)) > 50, dir(o) == sorted(dir(o)))


class M(type):
    meta_attr = 1


class K(metaclass=M):
    pass


print("meta_attr" in dir(K), hasattr(K, "meta_attr"), "mro" in dir(K), "__name__" in dir(K), K.__name__)
for fn in (lambda: vars(5), lambda: vars([]), lambda: dir(1, 2), lambda: globals(1), lambda: locals(1), lambda: vars(type("S", (), {"__slots__": ()})())):
    try:
        fn()
    except TypeError as e:
        print(e)
