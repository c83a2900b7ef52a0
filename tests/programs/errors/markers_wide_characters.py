"""Markers under lines with wide characters, in displays and calls."""
import traceback
for i,code in enumerate(["x = {**{}, **1}", "x = [1, *2]", "x = {1, *2}", "x = (1, *2)", "f(**1, **2)", "f(*1, *2)", "x = {1: 2, **3, 4: 5}", "x = {[]: 1}", "x = {1: 2, [1]: 3}", "x = {1, []}", "x = {[]}", "x = '日本' [ 10 ]", "x = 'é日本' + 1", "日本 + 1", "y = f'{日本}' + 1", "x = (lambda 日: 日+1)('本')", "x = {1: 2, 3: 1/0}", "x = {**1, 2: 3}", "x = [*1]", "def f(*a, **k): pass\nx = f(1, **{'a': 1}, **5)", "def f(*a, **k): pass\nx = f(1, **5)","def f(*a, **k): pass\nx = f(1, *5)","def f(*a, **k): pass\nx = f(1, a=1, **{'a': 2})","a, b = 1", "a, *b = 1", "for a, b in [1]: pass", "x = 1 if 1/0 else 2", "del x[1]", "assert 1 / 0, 5"]):
    try: exec(compile(code, f"<c{i}>", "exec"), {})
    except Exception: 
        import linecache; linecache.cache[f"<c{i}>"] = (1, None, code.splitlines(True), f"<c{i}>")
        try: exec(compile(code, f"<c{i}>", "exec"), {})
        except Exception as e: print("".join(traceback.format_exception(e)[2:]))
