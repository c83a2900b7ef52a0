"""yield, await and := in annotations, bounds, defaults and aliases."""
def t(code):
    try: compile(code,'s','exec'); print('fine', code)
    except SyntaxError as e: print(repr(code), e.msg, e.lineno,e.offset,e.end_offset)
for inner in ("(yield)","(yield from x)","(z := 1)","(await x)", "[i for i in (yield)]", "lambda: (yield)", "(i for i in (z:=1))"):
    t(f"type X = {inner}"); t(f"type X[T] = {inner}"); t(f"type X[T: {inner}] = int"); t(f"type X[T = {inner}] = int"); t(f"type X[*T = {inner}] = int"); t(f"type X[**T = {inner}] = int")
    t(f"def f[T: {inner}](): pass"); t(f"def f[T](x: {inner}): pass"); t(f"def f[T]() -> {inner}: pass"); t(f"def f(x: {inner}): pass"); t(f"def f[T](x={inner}): pass"); t(f"class A[T]({inner}): pass"); t(f"class A[T](x={inner}): pass"); t(f"class A[T: {inner}]: pass"); t(f"x: {inner}"); t(f"x: {inner} = 1"); t(f"def f():\n x: {inner}"); t(f"class A:\n x: {inner}"); t(f"def f():\n type X = {inner}")
    t(f"def f():\n class A[T]({inner}): pass"); t(f"@{inner}\ndef f[T](): pass"); t(f"(x.y): {inner}"); t(f"def f(): x: {inner} = 1"); t(f"def f():\n def g(x: {inner}): pass"); t(f"from __future__ import annotations\ndef f(x: {inner}): pass"); t(f"from __future__ import annotations\nx: {inner}")
