"""typing: what annotated programs touch at run time."""
from typing import *
import typing


class Emp(NamedTuple):
    """An employee."""
    name: str
    id: int = 3

    def upper(self): return self.name.upper()


e = Emp("ann")
print(e, e.id, e._fields, Emp._field_defaults, e.upper(), e == ("ann", 3), Emp.__annotations__, Emp.__doc__, e._replace(id=9), NamedTuple("N2", [("a", int)])(5))


class Movie(TypedDict, total=False):
    title: Required[str]
    year: int


print(Movie(title="x", year=1), Movie.__required_keys__, Movie.__optional_keys__, Movie.__total__, type(Movie(title="a")).__name__, Movie.__name__)
T = TypeVar("T", bound=int)
K = TypeVar("K", int, str)
print(T, T.__name__, T.__bound__, K.__constraints__, ParamSpec("P"), TypeVarTuple("Ts"), NewType("UserId", int)(5), NewType("UserId", int).__name__)


class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v


print(Box(3).get(), Box[int](4).v, Box[int], Box.__parameters__, Box.__orig_bases__, Box[int].__origin__ is Box)


@runtime_checkable
class Closable(Protocol):
    def close(self) -> None: ...


class F:
    def close(self): pass


print(isinstance(F(), Closable), isinstance(5, Closable), issubclass(F, Closable))
for t in (List[int], Dict[str, int], Optional[int], Union[int, str], Union[int, int], Callable[[int], str], Callable[..., Any], Tuple[int, ...], Set[int], Type[int], Literal[1, "a"], Final[int], ClassVar[int], Annotated[int, "meta"], Iterable[int], Iterator[str], Sequence[T], Mapping[str, int], Any, NoReturn, Never, Self, List, Dict, Tuple, Deque[int], DefaultDict[str, int], Optional["Fwd"], Union[int, None, str], Literal[True], Generator[int, None, str], Concatenate[int, ...], Unpack[Tuple[int]], TypeGuard[int], LiteralString, Text, Hashable):
    print(t, end="; ")
print()


def f(a: int, b: "str" = "x", *c: float, d: Optional[int] = None) -> List[int]: ...


print(get_type_hints(f), get_origin(List[int]), get_args(Dict[str, int]), get_origin(int), get_args(Callable[[int], str]), get_origin(Optional[int]), get_args(Literal[1, 2]), get_args(Annotated[int, 5]), get_type_hints(Emp), is_typeddict(Movie), get_args(int), get_origin(Generic[T]))


@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x): return x


@final
class Fin:
    @override
    def m(self): pass

    @no_type_check
    def n(self): pass


print(g(5), Fin.__final__, Fin.m.__override__, TYPE_CHECKING, cast(int, "not checked"), assert_type(5, int), reveal_type is typing.reveal_type, len(get_overloads(g)))
for thunk in (lambda: List[int](), lambda: Any(), lambda: Union[int, str](), lambda: isinstance([], List[int]), lambda: Closable(), lambda: Box[int, str], lambda: TypeVar("X", int), lambda: Optional[int, str], lambda: Literal, lambda: assert_never("x"), lambda: Generic[int], lambda: type("Z", (Final[int],), {}), lambda: Movie.nope, lambda: Emp(), lambda: isinstance(1, Union[int, str]), lambda: NewType("Q", int)("any"), lambda: List[1], lambda: ClassVar[1], lambda: isinstance({}, Movie), lambda: Callable[int], lambda: Protocol[int]):
    try:
        print(thunk())
    except Exception as e:
        print(type(e).__name__, e)
print(isinstance([], List), isinstance({}, Mapping), issubclass(list, Sequence), List[int] == List[int], hash(List[int]) == hash(List[int]), Union[int, str] == Union[str, int], Optional[int] == Union[int, None], Union[int, str] | None, int | List[int], SupportsInt.__name__, isinstance(5, SupportsInt), AnyStr.__constraints__, ForwardRef("x"))
