"""Attributes of built-in types and functions: names, modules, docs exist, immutability, method objects."""
for t in (int, str, list, dict, type, object, float, complex, tuple, set, frozenset, bytes, bytearray, range, slice, bool, property, staticmethod, classmethod, super, enumerate, zip, map, filter, reversed, memoryview, BaseException):
    print(t.__name__, t.__module__, t.__qualname__, [b.__name__ for b in t.__bases__], bool(t.__doc__), end="; ")
print()
for f in (len, print, abs, sorted, isinstance, open, iter, max):
    print(f.__name__, type(f).__name__, f.__qualname__, bool(f.__doc__), callable(f), repr(f), end="; ")
print()
m = [].append
print(m.__name__, m.__qualname__, m.__self__, repr(m).split(" at ")[0], type(m).__name__, m == [].append, list.append.__qualname__, repr(list.append), repr(str.join), repr(int.__add__), repr((5).__add__).split(" at ")[0], repr(dict.fromkeys).split(" at ")[0], repr(int.real), list.append.__objclass__, dict.fromkeys.__self__)
for code in ["int.x = 1", "del int.real", "len.x = 1", "(5).x = 1", "'a'.upper = 1", "object.x = 1", "list.append = 1", "type.x = 1", "None.x = 1", "True.real = 5", "[].x = 1", "{}.x = 1", "(1).__class__ = str", "int.__name__ = 'q'", "range(3).start = 5", "list.__bases__ = ()", "Ellipsis.x = 1", "len.__name__ = 'x'", "str.__doc__ = 'd'", "object().__class__ = int", "[].append.x = 1", "str.join.x = 1", "int.__dict__['x'] = 1", "BaseException.x = 1", "dict.fromkeys.x = 1", "type(len)()", "type(None)(1)", "type(lambda: 0)()", "type([].append)()", "type(...)()", "del list.append", "type.mro()", "int.mro(5)"]:
    try:
        exec(code)
        print("ok", code)
    except Exception as e:
        print(type(e).__name__, e)
print(int.__mro__, isinstance(int, type), type(type) is type, type(object) is type, object.__base__, type.__base__, bool.__base__, issubclass(type, object), isinstance(object, object), int.__add__(2, 3), (2).__add__(3), str.__len__("abc"), list.__getitem__([1, 2], 1), dict.__contains__({"a": 1}, "a"), type.__call__(list, "ab"), object.__repr__(5).split(" at ")[0], object.__str__("a"), int.__class__, type.__name__, (5).__dir__()[:1] != [], int.__subclasses__()[0])
print(sorted(n for n in dir(object) if n not in ("__getstate__",)))
print([n for n in dir(int) if not n.startswith("_")], [n for n in dir(list) if not n.startswith("_")], [n for n in dir(dict) if not n.startswith("_")], [n for n in dir(set) if not n.startswith("_")], [n for n in dir(float) if not n.startswith("_")], [n for n in dir(tuple) if not n.startswith("_")], [n for n in dir(str) if not n.startswith("_")], [n for n in dir(bytes) if not n.startswith("_")], sep="\n")
import builtins
print(sorted(n for n in dir(builtins) if n[0].islower() and n not in ("copyright", "credits", "license", "exit", "quit", "help")))
print(sorted(n for n in dir(builtins) if n[0].isupper() and not n.endswith(("Error", "Warning"))))
