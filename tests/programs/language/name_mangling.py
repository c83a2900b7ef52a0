"""Private names: mangling in classes, nested functions, imports, keywords and slots."""


class A:
    __x = 1
    __y__ = 2
    ___z = 3
    __w_ = 4

    def __init__(self):
        self.__priv = "p"
        self.__d = {}

    def get(self):
        return self.__priv, A.__x, self._A__x

    def __secret(self):
        return "secret"

    def call(self):
        return self.__secret()

    def local(self):
        __v = 5
        def inner():
            return __v
        return sorted(locals(), key=str)[:1], inner(), [__v for _ in range(1)]

    def kw(self, __k=1, **rest):
        return __k, rest

    def str_attr(self):
        return getattr(self, "__priv", "not mangled in strings")

    def glob(self):
        global __g
        __g = 7

    class __Inner:
        __q = 9

    def imports(self):
        import os as __o
        return "_A__o" in locals()

    def comp(self):
        return [__i for __i in range(2)]

    def exc(self):
        try:
            1 / 0
        except ZeroDivisionError as __e:
            return "_A__e" in locals()

    def ann(self):
        __t: int = 3
        return __t

    def delete(self):
        del self.__priv
        return hasattr(self, "_A__priv")

    def fstr(self):
        return f"{self.__priv}"


a = A()
print(a.get(), A._A__x, A.__y__, A._A___z if hasattr(A, "_A___z") else None, sorted(n for n in vars(A) if "A__" in n))
print(a.call(), a._A__secret(), a.local(), a.str_attr(), a.__dict__)
print(a.kw(), a.kw(_A__k=2), a.kw(__k=3))
a.glob()
print("_A__g" in globals(), _A__g)
print(A._A__Inner.__name__, A._A__Inner._Inner__q)
print(a.imports(), a.comp(), a.exc(), a.ann(), a.fstr(), a.delete())
try:
    a.__priv
except AttributeError as e:
    print(e)


class _Under:
    __v = 1


class __Two:
    __v = 2


class ___:
    __v = 3


print(_Under._Under__v, [n for n in vars(__Two) if "v" in n and "__v" in n and "weak" not in n], [n for n in vars(___) if n.endswith("__v")])


class B(A):
    __x = "B's"

    def both(self):
        return self.__x, self._A__x


print(B().both())


class Mod:
    exec("__in_exec = 1")
    __in_body = 2


print("__in_exec" in vars(Mod), "_Mod__in_body" in vars(Mod))


def f():
    class L:
        def m(self):
            return __free
    __free = 1
    _L__free = "mangled free"
    return L().m()


print(f())


class NonAsciiÉ:
    __ü = 1


print(NonAsciiÉ._NonAsciiÉ__ü)


class M:
    def setter(self):
        self.__a, self.__b = 1, 2
        self.__c = self.__d = 3
        for self.__e in range(2): pass
        with open("/dev/null") as self.__f: pass
        return sorted(n for n in self.__dict__ if n != "_M__f")


print(M().setter())
