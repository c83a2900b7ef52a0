"""import in all its forms on helper packages: names, aliases, submodules, relative imports, caching."""
import sys
import pkg_basic
import pkg_basic.sub.leaf
import pkg_basic.alpha as al
from pkg_basic import beta, VALUE as value, lazy_name
from pkg_basic.sub import leaf as leaf2, up
from pkg_basic.star import *

print(pkg_basic.__name__, pkg_basic.__package__, pkg_basic.VALUE, value, lazy_name)
print(al.__name__, al.NAME, beta.from_alpha(), pkg_basic.alpha is al)
print(leaf2 is pkg_basic.sub.leaf, leaf2.chain(), up.parent_value())
print(public, Shown, "_hidden" in globals(), "not_listed" in globals())
print(sorted(m for m in sys.modules if m.startswith("pkg_basic")))
print(pkg_basic.sub.__path__[0].endswith("sub"), pkg_basic.__file__.endswith("__init__.py"), al.__file__.endswith("alpha.py"))
print(__name__, __package__, __doc__[:6], __file__.endswith("imports_basic.py"), __spec__)
import pkg_basic.alpha
print(al.loads, pkg_basic.alpha.loads)
del sys.modules["pkg_basic.alpha"]
import pkg_basic.alpha as again
print(again is al, again.loads, pkg_basic.alpha is again)


def local_import():
    import pkg_basic.sub as s, os.path as p
    from math import pi as PI, e
    return s.__name__, p.basename("a/b"), round(PI + e, 3), sorted(locals())


print(local_import())
for code in ["import no_such_module", "import pkg_basic.nothing", "from pkg_basic import nothing", "from pkg_basic.alpha import missing, NAME", "import os.path.zzz", "from . import x", "from ...a import b",
             "from pkg_basic import raises", "from pkg_basic.alpha.deeper import x", "import sys.nope", "from no_such_module.sub import a", "from math import nope", "import pkg_basic.syntaxerr"]:
    try:
        exec(code)
    except (ImportError, ValueError, SyntaxError, KeyError) as e:
        print(type(e).__name__, str(e).split(" (/")[0].split(" (unknown")[0], getattr(e, "name", None))
print("pkg_basic.raises" in sys.modules, hasattr(pkg_basic, "raises"))
print(type(sys).__name__, repr(sys), type(pkg_basic) is type(sys))
for code in ["from pkg_basic import *\ndef f():\n from math import *", "import a.b as c.d", "from x import (a, b", "from x import a,", "from x import", "import", "from . import *", "from x import ()", "from __future__ import braces", "from __future__ import nope", "x = 1\nfrom __future__ import annotations"]:
    try:
        compile(code, "<c>", "exec")
        print("fine")
    except SyntaxError as e:
        print(e.msg)
