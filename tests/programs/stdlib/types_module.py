"""types: names of built-in types, SimpleNamespace, MappingProxyType, new_class, MethodType and others."""
import types


def f(): yield


print([getattr(types, n).__name__ for n in ("FunctionType", "LambdaType", "GeneratorType", "CodeType", "MethodType", "BuiltinFunctionType", "BuiltinMethodType", "ModuleType", "TracebackType", "FrameType", "NoneType", "EllipsisType", "NotImplementedType", "CellType", "MappingProxyType", "SimpleNamespace", "GenericAlias", "UnionType", "GetSetDescriptorType", "MemberDescriptorType", "WrapperDescriptorType", "MethodWrapperType", "MethodDescriptorType", "ClassMethodDescriptorType", "CoroutineType")])
print(isinstance(f, types.FunctionType), isinstance(f(), types.GeneratorType), isinstance(len, types.BuiltinFunctionType), isinstance("".join, types.BuiltinMethodType), isinstance(types, types.ModuleType), isinstance(f.__code__, types.CodeType), isinstance(int.__add__, types.WrapperDescriptorType), isinstance((1).__add__, types.MethodWrapperType), isinstance(str.join, types.MethodDescriptorType), isinstance(list[int], types.GenericAlias), isinstance(int | str, types.UnionType), types.NoneType is type(None), types.EllipsisType is type(...))
n = types.SimpleNamespace(a=1, b="x")
n.c = [1]
print(n, n.a, n == types.SimpleNamespace(a=1, b="x", c=[1]), vars(n), types.SimpleNamespace(), types.SimpleNamespace({"k": 1}, z=2), types.SimpleNamespace([("p", 1)]))
del n.a
print(n, n != 5, repr(types.SimpleNamespace(**{"not id": 1})))
d = {"k": 1}
p = types.MappingProxyType(d)
d["new"] = 2
print(p, p["k"], len(p), list(p), p.get("zz"), "new" in p, p.keys(), p.items(), p.copy(), p | {"q": 1}, {"q": 1} | p, p == d, dict(p), repr(p), list(reversed(p)), hash_ok if (hash_ok := True) else "")
m = types.MethodType(lambda self, x: (self, x), "bound to")
print(m(5), m.__self__, types.MethodType(len, [1, 2])())
C = types.new_class("C", (dict,), {}, lambda ns: ns.update(attr=5))
print(C.__name__, C.attr, C(), types.prepare_class("D", (int,), {"metaclass": type})[0], types.resolve_bases((int,)), types.get_original_bases(C))
mod = types.ModuleType("made", "doc text")
mod.x = 1
print(mod.__name__, mod.__doc__, mod.x, sorted(k for k in vars(mod)), repr(mod))
fn = types.FunctionType((lambda a, b=2: (a, b)).__code__, {"__builtins__": {}}, "named", (9,))
print(fn(1), fn.__name__, fn.__defaults__)


class Dyn:
    def __init__(self): self._v = 1

    @types.DynamicClassAttribute
    def v(self): return self._v


print(Dyn().v)
for g in (lambda: p.__setitem__("k", 2), lambda: setattr(p, "x", 1), lambda: types.MappingProxyType(5), lambda: types.MethodType(5, 1), lambda: types.MethodType(len, None), lambda: types.FunctionType(5, {}), lambda: types.GeneratorType(), lambda: types.NoneType(5), lambda: Dyn.v, lambda: types.SimpleNamespace(1, 2), lambda: types.SimpleNamespace(5), lambda: n.zz, lambda: types.CodeType(), lambda: types.FrameType(), lambda: types.ModuleType(), lambda: types.ModuleType(5), lambda: types.CellType().cell_contents, lambda: hash(types.MappingProxyType({}))):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
g = types.GenericAlias(list, (int,))
print(g, g.__origin__, g.__args__, g == list[int], list[int] is not list[int], dict[str, list[int]], tuple[int, ...], list[int](), list["fwd"], type[int], g.__parameters__, hash(g) == hash(list[int]), int | None == None | int, (int | str) == (str | int), list[int] | None)
