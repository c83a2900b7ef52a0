@register
class C(Base, metaclass=M):
    """A class."""
    x: int = 1
    if x:
        y: str
    __private = 2

    def method(self):
        self.a = self.__private
        return __class__

    def closure(self):
        return C

def outer(v):
    class Inner:
        w = v
        v = 2
        def get(self): return v
    return Inner

class Generic[T](Base[T]):
    item: T

class Spread(*bases, **options): pass
