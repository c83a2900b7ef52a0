"""The markers under operators, subscripts, calls and attributes."""
import traceback

cases = [
    "a = 1\nb = 0\nx = a + (a * 2) / b - 3",
    "d = {'k': {'j': [1]}}\nd['k']['j'][5]",
    "o = None\no.attr.deeper",
    "f = len\nf(1)(2)",
    "f = [].pop\nprint(1, f(), 2)",
    "x = 'a'\ny = x + 1 + 2",
    "x = (1,\n  2)\nx[0][1]",
    "x = [1, 2]\nx[0]()",
    "1 if undefined else 2",
    "def g(a): return a\ng()",
    "x = 5\nx.real.imag.nope()",
    "assert 1 == 2, 'msg'",
    "[1, 2, 3][10]",
    "{'a': 1}['b']",
    "a, b = 1",
    "a, b = [1, 2, 3]",
    "for x in 5: pass",
    "with 5 as x: pass",
    "import nope_module",
    "from math import nope_name",
    "raise ValueError('v')",
    "x = 1\ndel x[0]",
    "x = 1\nx[0] = 5",
    "x = 1\nx.y = 5",
    "-'a'",
    "not_defined()",
    "'abc'.join([1])",
    "a = b = c = 1 / 0",
    "x = 1 < 'a' < 2",
    "lambda: 0\n(lambda x: x)()",
    "print(*5)",
    "f = print\nf(**5)",
    "x = [i / 0 for i in [1]]",
    "{**{}, **1}",
    "def f():\n    return 1 + g()\ndef g():\n    return [] + {}\nf()",
    "x = 10\nx @= 2",
    "x = 'é日本' + 1",
    "x = '日本' [ 10 ]",
    "  \n(  1  /  0  )",
    "x = (\n    1 +\n    2 / 0\n)",
    "max(\n    1,\n    'a',\n)",
    "class C:\n    x = 1 / 0",
    "@undefined_deco\ndef f(): pass",
    "match 1:\n    case int(1, 2): pass",
    "f'{1 / 0}'",
    "f'{1:zz}'",
    "x = 1; y = x.z; z = 3",
    "try:\n    1 / 0\nexcept 5:\n    pass",
]
for i, source in enumerate(cases):
    try:
        code = compile(source, f"<case {i}>", "exec")
        import linecache
        linecache.cache[f"<case {i}>"] = (len(source), None, [line + "\n" for line in source.split("\n")], f"<case {i}>")
        exec(code, {})
    except BaseException as e:
        print("".join(traceback.format_exception(type(e), e, e.__traceback__.tb_next)), end="")
