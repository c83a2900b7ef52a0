"""A package without __init__, sys.path changes, __main__, running as package parts."""
import sys
import pkg_namespace.inner
import pkg_namespace

print(pkg_namespace.inner.WHERE, pkg_namespace.__name__, getattr(pkg_namespace, "__file__", None))
print(type(pkg_namespace.__path__).__name__)
sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/pkg_namespace/on_path")
import found_by_path
print(found_by_path.NAME, found_by_path.main_has())
sys.path.pop(0)
import __main__
print(__main__ is sys.modules["__main__"], __main__.sys is sys)
marker = "set in main"
print(found_by_path.main_has())
try:
    import found_later
except ModuleNotFoundError as e:
    print(e, e.name, e.path)
print(sys.path[0] == __file__.rsplit("/", 1)[0])
with open(__import__("os").environ["HASP_TEST_TMP"] + "/written.py", "w") as f:
    f.write("x = 1\ndef f():\n    return __name__, __file__.rsplit('/', 1)[1]\n")
sys.path.append(__import__("os").environ["HASP_TEST_TMP"])
import written
print(written.f(), written.x)
