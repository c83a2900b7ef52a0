"""Errors in code run by exec and eval: frames without source lines."""
source = """
def half(n):
    return n / 0

half(4)
"""
try:
    eval("1 + undefined_name")
except NameError as e:
    print(e)
exec(compile(source, "<generated>", "exec"))
