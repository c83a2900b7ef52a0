"""async and await are keywords: what ordinary programs can see of them."""
for code in ["async = 1", "await = 1", "def async(): pass", "import await", "x.async", "f(await=1)", "class await: pass", "await x", "async for x in y: pass", "async with x: pass", "async x",
             "[x async for x in y]", "def f():\n await x", "lambda: await x", "def f():\n async with a: pass", "def f():\n [i async for i in x]"]:
    try:
        compile(code, "<a>", "exec")
        print("fine")
    except SyntaxError as e:
        print(code.replace("\n", "\\n"), "->", e.msg)
