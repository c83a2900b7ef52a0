"""Abstract base classes: classes that list what a subclass must define, and that can adopt strangers."""

from _weakref import ref as _ref

__all__ = [
    "ABC",
    "ABCMeta",
    "abstractclassmethod",
    "abstractmethod",
    "abstractproperty",
    "abstractstaticmethod",
    "get_cache_token",
    "update_abstractmethods",
]

# Grows with every registration; a negative answer that was cached under an older value is void.
_registrations = 0


def abstractmethod(funcobj):
    """Mark a method as abstract: its class cannot be instantiated until a subclass overrides it."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """An abstract class method; `@classmethod` over `@abstractmethod` says the same."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """An abstract static method; `@staticmethod` over `@abstractmethod` says the same."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """An abstract property; `@property` over `@abstractmethod` says the same."""

    __isabstractmethod__ = True


class _State:
    """What an abstract class knows about others: its adopted classes and both kinds of cached answers."""

    __slots__ = ("registry", "yes", "no", "no_token")

    def __init__(self):
        # Sets of weak references; each reference takes itself out when its class dies.
        self.registry = set()
        self.yes = set()
        self.no = set()
        self.no_token = _registrations


def _still_abstract(cls, candidates):
    """The frozen set of those names in `candidates` that are abstract in `cls` as it is now."""
    found = set(candidates)
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if name not in found and getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                found.add(name)
    return frozenset(found)


class ABCMeta(type):
    """The metaclass of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        own = [key for key, value in namespace.items() if getattr(value, "__isabstractmethod__", False)]
        cls.__abstractmethods__ = _still_abstract(cls, own)
        cls._abc_impl = _State()
        return cls

    def register(cls, subclass):
        """Adopt `subclass` as a virtual subclass of this class, and return it."""
        global _registrations
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if _asks(subclass, cls):
            return subclass
        if _asks(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        registry = cls._abc_impl.registry
        registry.add(_ref(subclass, registry.discard))
        _registrations += 1
        return subclass

    def __instancecheck__(cls, instance):
        """Whether `instance` belongs to this class or to one that it adopted."""
        claimed = instance.__class__
        state = cls._abc_impl
        if _ref(claimed) in state.yes:
            return True
        actual = type(instance)
        if actual is claimed:
            if state.no_token == _registrations and _ref(claimed) in state.no:
                return False
            return cls.__subclasscheck__(claimed)
        return cls.__subclasscheck__(claimed) or cls.__subclasscheck__(actual)

    def __subclasscheck__(cls, subclass):
        """Whether `subclass` derives from this class, was adopted by it, or passes its hook."""
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        state = cls._abc_impl
        key = _ref(subclass)
        if key in state.yes:
            return True
        if state.no_token != _registrations:
            state.no = set()
            state.no_token = _registrations
        elif key in state.no:
            return False

        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            answer = _derives(cls, subclass, state)
        elif answer is not True and answer is not False:
            raise AssertionError("__subclasshook__ must return either False, True, or NotImplemented")
        cache = state.yes if answer else state.no
        cache.add(_ref(subclass, cache.discard))
        return answer

    def _dump_registry(cls, file=None):
        """Print what this class has adopted and cached."""
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Inv. counter: {get_cache_token()}", file=file)
        state = cls._abc_impl
        for label, value in (
            ("_abc_registry", state.registry),
            ("_abc_cache", state.yes),
            ("_abc_negative_cache", state.no),
            ("_abc_negative_cache_version", state.no_token),
        ):
            print(f"{label}: {value!r}", file=file)

    def _abc_registry_clear(cls):
        """Forget every adopted class."""
        cls._abc_impl.registry.clear()

    def _abc_caches_clear(cls):
        """Forget every cached answer."""
        cls._abc_impl.yes.clear()
        cls._abc_impl.no.clear()


def _asks(subclass, cls):
    """`issubclass`, which protocols do not refuse to answer here."""
    check = getattr(type(cls), "_unchecked_subclasscheck", None)
    return issubclass(subclass, cls) if check is None else check(cls, subclass)


def _derives(cls, subclass, state):
    """Whether `subclass` derives from `cls` in fact, through an adopted class, or through a subclass."""
    if cls in getattr(subclass, "__mro__", ()):
        return True
    for reference in list(state.registry):
        adopted = reference()
        if adopted is not None and _asks(subclass, adopted):
            return True
    for child in cls.__subclasses__():
        if _asks(subclass, child):
            return True
    return False


class ABC(metaclass=ABCMeta):
    """A base whose subclasses are abstract base classes, without naming the metaclass."""

    __slots__ = ()


def get_cache_token():
    """A value that changes with every `register` on any abstract class."""
    return _registrations


def update_abstractmethods(cls):
    """Work out again which methods of `cls` are abstract, after they were changed; return `cls`."""
    if not hasattr(cls, "__abstractmethods__"):
        return cls
    own = [key for key, value in cls.__dict__.items() if getattr(value, "__isabstractmethod__", False)]
    cls.__abstractmethods__ = _still_abstract(cls, own)
    return cls
