"""eval, exec and compile: namespaces, modes, closures, flags, errors."""
x = "module x"
print(eval("1 + 2"), eval(" \t x"), eval("x", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval("[x for _ in range(2)]", {"x": 7}), eval(b"3 * 3"), eval("(lambda: x)()"), eval("len('ab')", {}), eval("{'a': 1}\n"))
ns = {}
exec("a = 1\ndef f(n): return n + a\nclass C: b = a\n", ns)
print(sorted(k for k in ns if k != "__builtins__"), ns["f"](5), ns["C"].b, "__builtins__" in ns, exec("pass"))
g, l = {"g": 1}, {}
exec("z = g\ng = 2\nglobal q\nq = 3\nlst = [g for _ in 'a']", g, l)
print({k: v for k, v in g.items() if k != "__builtins__"}, l)


def local_exec():
    x = "local x"
    exec("x = 'set by exec'; new = 1")
    try:
        new
    except NameError as e:
        r = str(e)
    return x, r, eval("x"), eval("x", globals()), sorted(locals())


print(local_exec())
code = compile("a * b", "<my file>", "eval")
print(eval(code, {"a": 6, "b": 7}), code.co_filename, type(code).__name__)
code = compile("for i in range(2): print('in exec', i)\n", "f.py", "exec")
exec(code)
single = compile("1 + 1\n", "<s>", "single")
exec(single)
exec(compile("None", "<s>", "single"))
exec(compile("'text'; 5", "<s>", "single"))
print(eval(compile("x = 1", "<s>", "exec")), eval(compile("40 + 2", "", "eval")))


class Mapping(dict):
    def __missing__(self, k):
        return f"<{k}>" if k != "len" else len


print(eval("foo + bar", {}, Mapping()), eval("len('abc')", {}, Mapping()))


class Custom:
    def __init__(self): self.d = {}
    def __getitem__(self, k):
        if k in self.d: return self.d[k]
        raise KeyError(k)
    def __setitem__(self, k, v): self.d[k] = ("stored", v)
    def __delitem__(self, k): del self.d[k]


c = Custom()
exec("a = 1\nb = a\ndel a", {}, c)
print(c.d)


def err(f, *args, **k):
    try:
        print(repr(f(*args, **k)))
    except Exception as e:
        print(type(e).__name__, e if not isinstance(e, SyntaxError) else (e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset))


for f, a in [(eval, ("1 +",)), (eval, ("x = 1",)), (eval, ("",)), (eval, ("1; 2",)), (eval, ("pass",)), (exec, ("if x\n  pass",)), (exec, ("  indented",)), (exec, ("def f():\npass",)), (eval, (5,)), (exec, (None,)), (eval, ("x", 5)), (eval, ("x", {}, 5)), (eval, ("undefined_zz",)), (compile, ("1",)), (compile, ("1", "f", "nope")), (compile, (5, "f", "eval")), (compile, ("1 2", "name.py", "eval")), (eval, ()), (exec, ("1 / 0",)), (eval, ("a\0b",)), (eval, (b"\xff",)), (eval, ("é",)), (compile, ("x", "f", "exec", 1 << 30)), (eval, ("yield 1",)), (exec, ("return 5",)), (exec, ("break",)), (eval, ("(1, 2",)), (exec, ("a = 'unterminated",)), (compile, ("1", 5, "eval"))]:
    err(f, *a)
err(eval, "y", globals={"y": 1})
err(eval, "y", locals={"y": 2})
err(eval, "y", {}, locals={"y": 3})
err(exec, "k = 1", globals=(d := {}))
print(d["k"], eval("__name__"), eval("__builtins__.len is len" if not isinstance(__builtins__, dict) else "True"))
exec("assert True\nimport math as m\nprint(m.floor(2.5))", {})
err(eval, "open", {"__builtins__": {}})
err(eval, "len([])", {"__builtins__": {"len": lambda o: "fake len"}})
err(exec, "class A: pass", {"__builtins__": {}})
err(exec, "import math", {"__builtins__": {}})


def closure():
    v = 1
    def inner(): return v
    return inner


inner = closure()
err(exec, inner.__code__)
exec(inner.__code__, closure=inner.__closure__)
err(exec, "1", closure=inner.__closure__)
f2 = eval("lambda n: n * k", {"k": 3})
print(f2(4), f2.__globals__["k"], f2.__code__.co_filename, eval("eval('1+1')"), eval(repr([1, "a", {2: (3,)}])), eval("'\\n'"))
exec("\n\ntry:\n    1/0\nexcept ZeroDivisionError as e:\n    print(e.__traceback__.tb_lineno)")
src = "\n".join(f"v{i} = {i}" for i in range(300))
big = {}
exec(src, big)
print(big["v299"], len(big))
