@decorate(1)
@plain
def full(a, /, b=1, *args, c, d=[], **kw):
    """Doc
       string."""
    return a, b, args, c, d, kw

def annotated(a: int, *b: str, c: "x" = 2) -> list[int]:
    local: int = 3
    return local

f = lambda x, y=1: x + y

def generic[T: int, *Ts, **P](x: T = 1) -> T:
    return x

type Alias[T] = list[T]
type Plain = int
