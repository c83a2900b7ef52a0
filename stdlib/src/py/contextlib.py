"""Helpers for the `with` statement."""

import sys
from abc import ABC, abstractmethod
from types import GenericAlias, MethodType

__all__ = [
    "AbstractAsyncContextManager",
    "AbstractContextManager",
    "ContextDecorator",
    "ExitStack",
    "chdir",
    "closing",
    "contextmanager",
    "nullcontext",
    "redirect_stderr",
    "redirect_stdout",
    "suppress",
]


class AbstractContextManager(ABC):
    """The base of context managers; a class with both methods counts as one."""

    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    def __enter__(self):
        """Give the value after `as`: the manager itself unless overridden."""
        return self

    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        """Leave the block; a true result swallows the exception."""
        return None

    @classmethod
    def __subclasshook__(cls, C):
        if cls is not AbstractContextManager:
            return NotImplemented
        return _has(C, "__enter__", "__exit__")


class AbstractAsyncContextManager(ABC):
    """The base of asynchronous context managers; a class with both methods counts as one."""

    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __aexit__(self, exc_type, exc_value, traceback):
        """An awaitable that leaves the block."""
        return None

    @classmethod
    def __subclasshook__(cls, C):
        if cls is not AbstractAsyncContextManager:
            return NotImplemented
        return _has(C, "__aenter__", "__aexit__")


def _has(cls, *names):
    """True if `cls` defines all these methods; `NotImplemented` if one is absent or set to None."""
    for name in names:
        for klass in cls.__mro__:
            if name in klass.__dict__:
                if klass.__dict__[name] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True


class ContextDecorator:
    """A base or mixin that makes a context manager usable as a decorator."""

    def _recreate_cm(self):
        """The manager for one call; those that work only once give a new one."""
        return self

    def __call__(self, func):
        from functools import wraps

        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return inner


class _GeneratorContextManager(ContextDecorator, AbstractContextManager):
    """What a function decorated with `contextmanager` gives."""

    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func = func
        self.args = args
        self.kwds = kwds
        doc = getattr(func, "__doc__", None)
        self.__doc__ = type(self).__doc__ if doc is None else doc

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)

    def __enter__(self):
        # The arguments are of no more use, and might keep something alive.
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        gen = self.gen
        if typ is None:
            try:
                next(gen)
            except StopIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                gen.close()

        if value is None:
            value = typ()
        try:
            gen.throw(value)
        except StopIteration as error:
            # The block's own StopIteration goes on; one from the generator's end swallows the exception.
            return error is not value
        except RuntimeError as error:
            if error is value:
                value.__traceback__ = traceback
                return False
            # A StopIteration that passed through the generator was turned into this error.
            if isinstance(value, StopIteration) and error.__cause__ is value:
                value.__traceback__ = traceback
                return False
            raise
        except BaseException as error:
            if error is not value:
                raise
            # The same exception came back: the block's traceback is the one to show.
            error.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after throw()")
        finally:
            gen.close()


def contextmanager(func):
    """Decorate a generator function with one `yield` so that it makes context managers."""
    from functools import wraps

    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)

    return helper


class closing(AbstractContextManager):
    """Calls the `close` method of a thing at the end of the block."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class _Redirect(AbstractContextManager):
    """Puts another file in place of one of the standard streams."""

    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, exctype, excinst, exctb):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_Redirect):
    """Sends what is printed in the block to another file."""

    _stream = "stdout"


class redirect_stderr(_Redirect):
    """Sends what goes to standard error in the block to another file."""

    _stream = "stderr"


class suppress(AbstractContextManager):
    """Ends the block quietly when one of these exceptions is raised in it."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        if exctype is None:
            return None
        if issubclass(exctype, self._exceptions):
            return True
        if issubclass(exctype, BaseExceptionGroup):
            match, rest = excinst.split(self._exceptions)
            if rest is None:
                return True
            raise rest
        return False


class nullcontext(AbstractContextManager):
    """Does nothing; gives `enter_result` after `as`."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass


class chdir(AbstractContextManager):
    """Changes the working directory for the block."""

    def __init__(self, path):
        self.path = path
        self._old_cwd = []

    def __enter__(self):
        import os

        self._old_cwd.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *excinfo):
        import os

        os.chdir(self._old_cwd.pop())


class ExitStack(AbstractContextManager):
    """A stack of context managers and callbacks that are run, last first, at the end of the block."""

    def __init__(self):
        # Pairs: whether the entry takes the exception's details, and what to call.
        self._exit_callbacks = []

    def pop_all(self):
        """Move everything to a new stack, so that this one's end runs nothing."""
        other = type(self)()
        other._exit_callbacks = self._exit_callbacks
        self._exit_callbacks = []
        return other

    def push(self, exit):
        """Push an object's `__exit__`, or a callable that takes the same arguments; return it."""
        method = getattr(type(exit), "__exit__", None)
        if method is None:
            self._push(exit)
        else:
            self._push(MethodType(method, exit))
        return exit

    def _push(self, callback):
        self._exit_callbacks.append(callback)

    def enter_context(self, cm):
        """Enter a context manager, push its exit, and return what it gives."""
        cls = type(cm)
        try:
            enter = cls.__enter__
            leave = cls.__exit__
        except AttributeError:
            raise TypeError(
                f"'{cls.__module__}.{cls.__qualname__}' object does not support the context manager protocol"
            ) from None
        result = enter(cm)
        self._push(MethodType(leave, cm))
        return result

    def callback(self, callback, /, *args, **kwds):
        """Push a call that sees nothing of the exception; return the callable."""

        def _exit_wrapper(exc_type, exc, tb):
            callback(*args, **kwds)

        _exit_wrapper.__wrapped__ = callback
        self._push(_exit_wrapper)
        return callback

    def close(self):
        """Run everything now."""
        self.__exit__(None, None, None)

    def __enter__(self):
        return self

    def __exit__(self, *exc_details):
        current = exc_details[1]
        received = current is not None
        swallowed = pending = False
        # What was being handled outside the block stays the context of the outermost exception.
        outside = sys.exception()

        while self._exit_callbacks:
            leave = self._exit_callbacks.pop()
            try:
                if current is None:
                    details = None, None, None
                else:
                    details = type(current), current, current.__traceback__
                if leave(*details):
                    swallowed = True
                    pending = False
                    current = None
            except BaseException as raised:
                _link(raised, current, outside)
                pending = True
                current = raised

        if pending:
            # Raising sets the context anew, so it is put back.
            context = current.__context__
            try:
                raise current
            except BaseException:
                current.__context__ = context
                raise
        return received and swallowed


def _link(raised, previous, outside):
    """Make `previous` the context at the far end of `raised`'s own chain, as nested blocks would."""
    while True:
        context = raised.__context__
        if context is None or context is previous:
            return
        if context is outside:
            break
        raised = context
    raised.__context__ = previous
