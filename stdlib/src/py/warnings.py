"""Messages about doubtful code: filtered, counted per place, and shown on standard error."""

import sys

__all__ = [
    "catch_warnings",
    "deprecated",
    "filterwarnings",
    "formatwarning",
    "resetwarnings",
    "showwarning",
    "simplefilter",
    "warn",
    "warn_explicit",
]

_ACTIONS = ("error", "ignore", "always", "all", "default", "module", "once")

# Each filter: action, message pattern, category, module pattern, line number. The first match decides.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
defaultaction = "default"
onceregistry = {}

# Registries that were filled under an older version are out of date.
_version = 1


def _filters_mutated():
    """Void what has been remembered about warnings already shown."""
    global _version
    _version += 1


# --- showing ---


class WarningMessage:
    """One warning, with everything that is known about it."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (
            f"{{message : {self.message!r}, category : {self._category_name!r}, "
            f"filename : {self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}"
        )

    def __repr__(self):
        return f"<{type(self).__qualname__} {self}>"


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, standard error by default; programs may replace this function."""
    _sink(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning, with its source line if that can be read."""
    return _format(WarningMessage(message, category, filename, lineno, None, line))


_own_showwarning = showwarning
_own_formatwarning = formatwarning


def _format(msg):
    text = f"{msg.filename}:{msg.lineno}: {msg.category.__name__}: {msg.message}\n"
    line = msg.line
    if line is None:
        try:
            from linecache import getline

            line = getline(msg.filename, msg.lineno)
        except Exception:
            line = None
    if line:
        text += f"  {line.strip()}\n"
    if msg.source is not None:
        text += f"{msg.category.__name__}: Enable tracemalloc to get the object allocation traceback\n"
    return text


def _write(msg):
    file = msg.file
    if file is None:
        file = sys.stderr
        if file is None:
            return
    if formatwarning is _own_formatwarning:
        text = _format(msg)
    else:
        text = formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line)
    try:
        file.write(text)
    except OSError:
        # There is nobody left to tell.
        pass


def _show(msg):
    """Show a warning by the program's own function if it has put one in place."""
    if showwarning is _own_showwarning:
        _sink(msg)
        return
    if not callable(showwarning):
        raise TypeError("warnings.showwarning() must be set to a function or method")
    showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)


# A recording `catch_warnings` puts its list's `append` here.
_sink = _write

# --- filters ---


def _pattern(text, flags=0):
    """A compiled pattern, or None for an empty one."""
    if not text:
        return None
    import re

    return re.compile(text, re.I if flags else 0)


def _check_filter(action, category, lineno):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Put a filter in front (or behind), with patterns for the message and the module's name."""
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    _check_filter(action, category, lineno)
    _add((action, _pattern(message, 1), category, _pattern(module), lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Put a filter in front (or behind) that does not look at the message or the module."""
    _check_filter(action, category, lineno)
    _add((action, None, category, None, lineno), append)


def _add(item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)
    _filters_mutated()


def resetwarnings():
    """Remove all filters."""
    filters[:] = []
    _filters_mutated()


def _matches(pattern, text):
    """Whether a filter's pattern, a plain string or None for any, fits."""
    if pattern is None:
        return True
    if isinstance(pattern, str):
        return pattern == text
    return pattern.match(text) is not None


# --- warning ---


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Issue a warning, or ignore it, or raise it: as the filters say.

    It is blamed on the caller, or with a higher `stacklevel` on the caller's caller and so on.
    """
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    elif not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError("skip_file_prefixes must be a tuple of strs.")
    if skip_file_prefixes:
        stacklevel = max(2, stacklevel)

    try:
        frame = sys._getframe(1)
        for _ in range(stacklevel - 1):
            frame = frame.f_back
            while frame is not None and _skipped(frame, skip_file_prefixes):
                frame = frame.f_back
            if frame is None:
                break
    except ValueError:
        frame = None
    if frame is None:
        names, filename, lineno = sys.__dict__, "<sys>", 0
    else:
        names, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    registry = names.get("__warningregistry__")
    if registry is None:
        registry = names["__warningregistry__"] = {}
    module = names.get("__name__", "<string>")
    _issue(message, category, filename, lineno, module, registry, source)


def _skipped(frame, prefixes):
    """Whether a frame is not to be blamed."""
    filename = frame.f_code.co_filename
    if "importlib" in filename and "_bootstrap" in filename:
        return True
    return bool(prefixes) and filename.startswith(prefixes)


def warn_explicit(
    message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None
):
    """Issue a warning for a place that the caller names."""
    if module is None:
        module = filename or "<unknown>"
        if module[-3:].lower() == ".py":
            module = module[:-3]
    _issue(message, category, filename, lineno, module, registry, source)


def _issue(message, category, filename, lineno, module, registry, source):
    if registry is None:
        registry = {}
    if registry.get("version", 0) != _version:
        registry.clear()
        registry["version"] = _version
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = text, category, lineno
    if registry.get(key):
        return

    for action, pattern, kind, module_pattern, line in filters:
        if (
            issubclass(category, kind)
            and (line == 0 or line == lineno)
            and _matches(pattern, text)
            and _matches(module_pattern, module)
        ):
            break
    else:
        action = defaultaction

    if action == "ignore":
        return
    if action == "error":
        raise message
    if action == "once":
        registry[key] = 1
        if onceregistry.get((text, category)):
            return
        onceregistry[text, category] = 1
    elif action == "module":
        registry[key] = 1
        if registry.get((text, category, 0)):
            return
        registry[text, category, 0] = 1
    elif action == "default":
        registry[key] = 1
    elif action not in ("always", "all"):
        raise RuntimeError(f"Unrecognized action ({action!r}) in warnings.filters:\n {(action, pattern, kind)}")
    _show(WarningMessage(message, category, filename, lineno, source=source))


class catch_warnings:
    """Puts filters and display back at the end of the block; can record warnings in a list."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules["warnings"]:
            args.append(f"module={self._module!r}")
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        global filters, showwarning, _sink
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        self._saved = filters, showwarning, _sink
        filters = filters[:]
        _filters_mutated()
        log = None
        if self._record:
            log = []
            _sink = log.append
            showwarning = _own_showwarning
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        global filters, showwarning, _sink
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        filters, showwarning, _sink = self._saved
        _filters_mutated()


class deprecated:
    """Decorates a function or class whose use is to be warned about."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        message, category, stacklevel = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        if isinstance(arg, type):
            _deprecate_class(arg, message, category, stacklevel)
            return arg
        if not callable(arg):
            raise TypeError(
                "@deprecated decorator with non-None category must be applied to a class or callable, "
                f"not {arg!r}"
            )
        from functools import wraps

        @wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=stacklevel + 1)
            return arg(*args, **kwargs)

        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper


def _deprecate_class(cls, message, category, stacklevel):
    """Make a class warn when it is instantiated or derived from."""
    from functools import wraps

    original_new = cls.__new__

    @wraps(original_new)
    def __new__(kind, /, *args, **kwargs):
        if kind is cls:
            warn(message, category=category, stacklevel=stacklevel + 1)
        if original_new is not object.__new__:
            return original_new(kind, *args, **kwargs)
        # object.__new__ takes arguments only where an initialiser does.
        if kind.__init__ is object.__init__ and (args or kwargs):
            raise TypeError(f"{kind.__name__}() takes no arguments")
        return original_new(kind)

    cls.__new__ = staticmethod(__new__)

    original_init_subclass = cls.__init_subclass__
    inner = getattr(original_init_subclass, "__func__", None)
    if inner is not None:

        @wraps(inner)
        def __init_subclass__(*args, **kwargs):
            warn(message, category=category, stacklevel=stacklevel + 1)
            return inner(*args, **kwargs)

        cls.__init_subclass__ = classmethod(__init_subclass__)
    else:

        @wraps(original_init_subclass)
        def __init_subclass__(*args, **kwargs):
            warn(message, category=category, stacklevel=stacklevel + 1)
            return original_init_subclass(*args, **kwargs)

        cls.__init_subclass__ = __init_subclass__
    cls.__deprecated__ = __new__.__deprecated__ = __init_subclass__.__deprecated__ = message


_DEPRECATED_MSG = "{name!r} is deprecated and slated for removal in Python {remove}"


def _deprecated(name, message=_DEPRECATED_MSG, *, remove, _version=sys.version_info):
    """Warn that something of the standard library will go in the version `remove`."""
    warn(message.format(name=name, remove=f"{remove[0]}.{remove[1]}"), DeprecationWarning, stacklevel=3)


# --- the command line's filters ---


def _process_options(options):
    """Add the filters that were given when the program was started."""
    for option in options:
        try:
            _process_option(option)
        except ValueError as error:
            print(f"Invalid -W option ignored: {error}", file=sys.stderr)


def _process_option(option):
    parts = [part.strip() for part in option.split(":")]
    if len(parts) > 5:
        raise ValueError(f"too many fields (max 5): {option!r}")
    parts += [""] * (5 - len(parts))
    given, message, category_name, module, lineno = parts
    matching = [action for action in _ACTIONS if action.startswith(given or "default")]
    if not matching:
        raise ValueError(f"invalid action: {given!r}")
    category = Warning
    if category_name:
        home, _, name = category_name.rpartition(".")
        try:
            category = getattr(__import__(home or "builtins", None, None, [name]), name)
        except (ImportError, AttributeError):
            raise ValueError(f"unknown warning category: {category_name!r}") from None
        if not (isinstance(category, type) and issubclass(category, Warning)):
            raise ValueError(f"invalid warning category: {category_name!r}")
    try:
        line = int(lineno) if lineno else 0
    except (ValueError, OverflowError):
        raise ValueError(f"invalid lineno {lineno!r}") from None
    if message or module:
        from re import escape

        message = escape(message)
        module = escape(module) + r"\Z" if module else ""
    filterwarnings(matching[0], message, category, module, line)


_process_options(getattr(sys, "warnoptions", ()))
