"""abc: abstract methods and properties, registration, subclass hooks."""
import abc
from abc import ABC, ABCMeta, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self):
        "Area."
        return "base area"

    @property
    @abstractmethod
    def name(self): ...

    @classmethod
    @abstractmethod
    def make(cls): ...

    @staticmethod
    @abstractmethod
    def helper(): ...

    def describe(self): return f"{self.name}: {self.area()}"


def attempt(f):
    try:
        print(f())
    except TypeError as e:
        print(e)


attempt(Shape)
print(sorted(Shape.__abstractmethods__), Shape.area.__isabstractmethod__, isinstance(Shape, ABCMeta))


class Part(Shape):
    def area(self): return "part>" + super().area()
    name = "part"


attempt(Part)


class Full(Part):
    @classmethod
    def make(cls): return cls()

    @staticmethod
    def helper(): return "help"


print(Full().describe(), Full.make().helper(), Full.__abstractmethods__)


class One(ABC):
    @abstractmethod
    def only(self): ...


attempt(One)
attempt(lambda: type("Sub", (One,), {})())
attempt(lambda: type("Sub", (One,), {"only": 5})().only)


@One.register
class Virtual:
    pass


print(isinstance(Virtual(), One), issubclass(Virtual, One), Virtual in One.__subclasses__(), One.register(int) is int, isinstance(5, One), isinstance(True, One), issubclass(bool, One), isinstance("s", One))


class Hooked(ABC):
    @classmethod
    def __subclasshook__(cls, c):
        if cls is Hooked:
            return any("quack" in k.__dict__ for k in c.__mro__) or NotImplemented
        return NotImplemented


class Duck:
    def quack(self): pass


print(issubclass(Duck, Hooked), isinstance(Duck(), Hooked), issubclass(int, Hooked), isinstance(type("D2", (Duck,), {})(), Hooked))
Hooked.register(str)
print(isinstance("s", Hooked))


class ByMeta(metaclass=ABCMeta):
    @abc.abstractmethod
    def x(self): pass

    @abstractmethod
    def y(self): pass


attempt(ByMeta)
attempt(lambda: One.register(5))
attempt(lambda: One.register(One) is One)
attempt(lambda: Part.register(One))
attempt(lambda: issubclass(5, One))


class Prop(ABC):
    @property
    def p(self): return self._p

    @p.setter
    @abstractmethod
    def p(self, v): ...


attempt(Prop)


class Late(ABC):
    pass


Late.m = abstractmethod(lambda self: 1)
print(Late().m())
abc.update_abstractmethods(Late)
attempt(Late)


class Mixed(One, dict):
    def only(self): return len(self)


print(Mixed(a=1).only(), Mixed.__mro__[1].__name__, abc.get_cache_token() >= 0)
class InitSub(ABC):
    def __init_subclass__(cls, tag=None, **k): cls.tag = tag
class Tagged(InitSub, tag="t"): pass
print(Tagged.tag, Tagged().tag)
