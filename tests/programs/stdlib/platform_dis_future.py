"""Modules of which scripts use little: platform, dis, __future__, keyword-free odds and ends."""
from __future__ import annotations
import __future__
import dis
import platform

print([isinstance(getattr(platform, n)(), str) for n in ("system", "machine", "node", "release", "version", "platform", "python_version", "python_implementation", "processor")], platform.python_version_tuple()[:2], platform.system(), platform.python_version().startswith("3.14"))
print(callable(dis.dis), callable(dis.disassemble))


def f(x: undefined_name, y: 1 + 1 = 2) -> "quoted": ...


print(f.__annotations__, __future__.annotations.compiler_flag > 0, __future__.division.getMandatoryRelease()[:2], __future__.annotations.getOptionalRelease()[:2], len(__future__.all_feature_names) >= 10, annotations is __future__.annotations)


class C:
    a: list[Undefined]
    b: x.y[1] = 5
    c: lambda: 0


print(C.__annotations__, C.b)
x: also.undefined = 3
print(x)
import atexit
print(atexit.register(print, "bye", end="!\n") is print, atexit.unregister(len))
atexit.register(lambda *a, **k: print("args", a, k), 1, k=2)
