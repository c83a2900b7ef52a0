"""f-strings: expressions, conversions, =, nested specs and quotes, escapes, errors."""
x, y, name, d, lst = 42, 3.14159, "né", {"k": "v", 'a"b': 1}, [1, 2]
print(f"{x}", f"{x:5d}|{x:<5}|{x:^5}|{x:05}", f"{y:.2f}", f"{name!r} {name!a} {name!s}", f"{d['k']} {d["k"]} {lst[0]}")
print(f"{x=}", f"{x = }", f"{x=!s}", f"{x=:>6}", f"{x + 1 = :#x}", f"{name=}", f"{ name = !a}", f"{lst[0]=}", f"{(lambda a: a * 2)(4)=}")
w, p = 10, 3
print(f"{y:{w}.{p}f}|", f"{y:{'>'}{w}}|", f"{'x':{'*'}^{w - 3}}|", f"{x:{'#' + 'x'}}", f"{y!r:>{w}}|")
print(f"{{}} {{{x}}} {{{{}}}}", f"{ {1: 2}[1] } { {3} }", f"{'a' if x else 'b'}", f"{x!r:^{w}}|")
print(f'{"nested " + f"{x + f'{1}'.__len__()}"}', f"{f"{f"{1}"}"}", f"{'\n'.join(['a', 'b'])!r}", f"{"\t"!r}")
print(f"""multi
line {x
  + 1} end""")
print(f"{x:{y:.0f}}|", f"{1:{2}{3}}|", f"{x,}", f"{x, y}", f"{*lst,}", f"{lambda_ if (lambda_ := 5) else 0}", f"{(z := 7)} {z}")
print(rf"\n{x}\d", fr"{x}\{x}", f"\x41{x}\N{BULLET}\u00e9", "plain " f"{x} " "plain2 " rf"\{x}", f"" f"" "", f"{'a' 'b'}")
print(f"{3.0!s:5}|{True:>6}|{None}|{None!r:>6}|{b'x'}|{...}", f"{[1, 'a']!r}", f"{'%s' % x}", f"{x:d}{x:b} {x:o} {x:X} {1e10:g} {1234567:,} {0.5:%}")


class F:
    def __format__(self, spec): return f"<{spec}>"
    def __str__(self): return "str"
    def __repr__(self): return "repr"


print(f"{F()} {F():abc} {F()!r} {F()!s:>5} {F():{x}} {F():{'a:b'}} {F()=} {F()=!s} {F()=:q} {F():!r}")
print(f"{x!r}" f"{y:.1f}" "{not}", f"{x}" + "%d", len(f"{'a' * 5:10}"), f"{'é':>3}", f"{'日本':*^6}", f"{-x:+}", f"{x:+d} {x: d} {-x: d}")
print(f"{x:\x3e5}|", f"{x # comment
}", f"{'}'}", f"{'{'}", f"{"'"}", f'{'"'}', f"{d['a"b']}")
print(f"{(yield_ := 1)}", f"{[i for i in range(3)]}", f"{ {i: i for i in range(2)} }", f"{x if x > 50 else y:.1f}", f"{not x}", f"{x == 42 and x != 3}", f"{x!=3}", f"{x>=3}")


def gen():
    got = f"{(yield 1)} and {yield 2}"
    yield got


g = gen()
print(next(g), g.send("a"), g.send("b"))
for code in ['f"{}"', 'f"{x!}"', 'f"{x!z}"', 'f"{x"', 'f"}"', 'f"{x:{y}"', 'f"{a b}"', 'f"{x!r x}"', 'f"{lambda x: 1}"', 'f"{!r}"', 'f"{=}"', 'f"{:5}"', 'f"{*}"', 'f"{x:{y:{z}}}"', 'f"{x', "f'''{", 'f"{x:d:}"',
             'f"{1 +}"', 'f"{ }"', 'f"{x}}"', 'f"{class}"', 'f"{x = 5}"', 'f"{return}"', 'f"{x;y}"', 'f"{x!r!s}"', 'f"{)}"', 'f"{(}"', 'f"{[}"', 'f"{x!rr}"', 'f"{,}"']:
    try:
        print(eval(code))
    except (SyntaxError, ValueError, NameError) as e:
        print(code, "->", type(e).__name__, e.args[0])
for val, spec in [("s", "d"), (1, "s"), (1.5, "d"), ([], ">5"), (None, "x"), (1, "zz"), ("a", "+"), ("a", "="), (1, ".2"), (1, ",n"), (1j, "d"), (True, "q")]:
    try:
        print(f"{val:{spec}}")
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
