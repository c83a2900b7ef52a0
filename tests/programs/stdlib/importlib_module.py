"""importlib: modules by computed names."""
import importlib, os, sys

def attempt(f, *args, **named):
    try:
        print(f(*args, **named))
    except BaseException as e:
        print(type(e).__name__, e)

print(importlib.import_module("json.decoder").__name__, importlib.import_module("json") is sys.modules["json"], importlib.import_module(".abc", "collections").__name__)
print(importlib.import_module("..decoder", "json.encoder").__name__, importlib.import_module(".", "collections").__name__, importlib.import_module("..", "collections.abc").__name__)
os.chdir(os.environ["HASP_TEST_TMP"])
sys.path.insert(0, os.getcwd())
os.makedirs("pack/inner")
for path, text in (("pack/__init__.py", "value = 1"), ("pack/inner/__init__.py", ""), ("pack/inner/leaf.py", "from .. import value\nname = __name__"), ("broken.py", "1 / 0")):
    with open(path, "w") as f:
        f.write(text)
importlib.invalidate_caches()
leaf = importlib.import_module(".leaf", "pack.inner")
print(leaf.name, leaf.value, importlib.import_module("pack.inner.leaf") is leaf, importlib.import_module("...pack", "pack.inner.leaf.x") if False else "")
attempt(importlib.import_module, ".x")
attempt(importlib.import_module, ".x", "")
attempt(importlib.import_module, "")
attempt(importlib.import_module, "...x", "pack.inner")
attempt(importlib.import_module, "....x", "pack.inner")
attempt(importlib.import_module, "no_such_module")
attempt(importlib.import_module, "pack.nothing")
attempt(importlib.import_module, ".nothing", "pack")
attempt(importlib.import_module, "broken")
print(importlib.__import__("pack.inner").__name__)
print("broken" in sys.modules)
