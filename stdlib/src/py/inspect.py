"""Looking at live objects: what kind they are, their documentation, members, source, signatures, frames."""

import sys
from annotationlib import get_annotations
from types import (
    BuiltinFunctionType,
    CodeType,
    FunctionType,
    GeneratorType,
    MethodType,
    ModuleType,
)

# --- flags of code objects ---

CO_OPTIMIZED = 1
CO_NEWLOCALS = 2
CO_VARARGS = 4
CO_VARKEYWORDS = 8
CO_NESTED = 16
CO_GENERATOR = 32
CO_NOFREE = 64
CO_COROUTINE = 128
CO_ITERABLE_COROUTINE = 256
CO_ASYNC_GENERATOR = 512
TPFLAGS_IS_ABSTRACT = 1 << 20

# The names that are loaded, or made, when first asked for.
_SIGNATURE = frozenset(
    (
        "BoundArguments Parameter Signature _ParameterKind _empty formatannotation getcallargs getfullargspec "
        "signature unwrap"
    ).split()
)
_TUPLES = {
    "Arguments": "args varargs varkw",
    "Attribute": "name kind defining_class object",
    "ClosureVars": "nonlocals globals builtins unbound",
    "FullArgSpec": "args varargs varkw defaults kwonlyargs kwonlydefaults annotations",
    "FrameInfo": "frame filename lineno function code_context index",
    "Traceback": "filename lineno function code_context index",
}


def __getattr__(name):
    if name in _SIGNATURE:
        import _signature

        value = getattr(_signature, name)
    elif name in _TUPLES:
        from collections import namedtuple

        value = namedtuple(name, _TUPLES[name], module="inspect")
    else:
        raise AttributeError(f"module 'inspect' has no attribute {name!r}")
    globals()[name] = value
    return value


def _tuple(name):
    """One of the named tuples."""
    return globals().get(name) or __getattr__(name)


# --- what kind of object ---


def ismodule(object):
    """Whether the object is a module."""
    return isinstance(object, ModuleType)


def isclass(object):
    """Whether the object is a class."""
    return isinstance(object, type)


def ismethod(object):
    """Whether the object is a bound method written in the language."""
    return isinstance(object, MethodType)


def isfunction(object):
    """Whether the object is a function written in the language."""
    return isinstance(object, FunctionType)


def isbuiltin(object):
    """Whether the object is a native function or bound native method."""
    return isinstance(object, BuiltinFunctionType)


def isroutine(object):
    """Whether the object is any kind of function or method."""
    return (
        isinstance(object, (BuiltinFunctionType, FunctionType, MethodType, type(dict().__len__)))
        or ismethoddescriptor(object)
    )


def ismethodwrapper(object):
    """Whether the object is a special method bound to a native object."""
    return isinstance(object, type(dict().__len__))


def iscode(object):
    """Whether the object is compiled code."""
    return isinstance(object, CodeType)


def isframe(object):
    """Whether the object is a frame."""
    return isinstance(object, type(sys._getframe()))


def istraceback(object):
    """Whether the object is a traceback."""
    from types import TracebackType

    return isinstance(object, TracebackType)


def ispackage(object):
    """Whether the object is a package."""
    return ismodule(object) and hasattr(object, "__path__")


def ismethoddescriptor(object):
    """Whether the object binds like a method, without being a function written in the language."""
    if isinstance(object, (type, MethodType, FunctionType)):
        return False
    kind = type(object)
    return hasattr(kind, "__get__") and not hasattr(kind, "__set__") and not hasattr(kind, "__delete__")


def isdatadescriptor(object):
    """Whether the object is a descriptor that can be assigned to or deleted."""
    if isinstance(object, (type, MethodType, FunctionType)):
        return False
    kind = type(object)
    return hasattr(kind, "__set__") or hasattr(kind, "__delete__")


def isgetsetdescriptor(object):
    """Whether the object is an attribute of a native type."""
    from types import GetSetDescriptorType

    return isinstance(object, GetSetDescriptorType)


def ismemberdescriptor(object):
    """Whether the object is a slot."""
    from types import MemberDescriptorType

    return isinstance(object, MemberDescriptorType)


def _has_flag(function, flag):
    """Whether the code of a function, a method or a partial application has a flag."""
    while True:
        if isinstance(function, MethodType):
            function = function.__func__
        elif type(function).__name__ == "partial" and hasattr(function, "func"):
            function = function.func
        else:
            break
    code = getattr(function, "__code__", None)
    return isinstance(function, FunctionType) and bool(code.co_flags & flag)


def isgeneratorfunction(obj):
    """Whether calling the object makes a generator."""
    return _has_flag(obj, CO_GENERATOR)


def isasyncgenfunction(obj):
    """Whether calling the object makes an asynchronous generator."""
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def iscoroutinefunction(obj):
    """Whether calling the object makes a coroutine."""
    return _has_flag(obj, CO_COROUTINE) or getattr(obj, "_is_coroutine_mark", None) is _coroutine_mark


_coroutine_mark = object()


def markcoroutinefunction(func):
    """Mark a function that gives a coroutine without being `async def`."""
    getattr(func, "__func__", func)._is_coroutine_mark = _coroutine_mark
    return func


def isgenerator(object):
    """Whether the object is a generator."""
    return isinstance(object, GeneratorType)


def isasyncgen(object):
    """Whether the object is an asynchronous generator."""
    return type(object).__name__ == "async_generator"


def iscoroutine(object):
    """Whether the object is a coroutine."""
    return type(object).__name__ == "coroutine"


def isawaitable(object):
    """Whether `await` takes the object."""
    if iscoroutine(object) or hasattr(type(object), "__await__"):
        return True
    return isgenerator(object) and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)


def isabstract(object):
    """Whether the object is a class that cannot be instantiated for want of methods."""
    return isinstance(object, type) and bool(getattr(object, "__abstractmethods__", None))


# --- classes and members ---


def getmro(cls):
    """The classes in which attributes of a class are looked up, in order."""
    return cls.__mro__


_nothing = object()


def _sorted_members(object, predicate, get):
    """Pairs of name and value, by name."""
    names = dir(object)
    if isinstance(object, type):
        # Attributes that the class hides from its instances' users are members too.
        for base in object.__bases__:
            for name, value in base.__dict__.items():
                if type(value).__name__ == "DynamicClassAttribute" and name not in names:
                    names.append(name)
    found = []
    for name in names:
        try:
            value = get(object, name)
        except AttributeError:
            for base in (object, *getattr(object, "__mro__", ())):
                if name in getattr(base, "__dict__", ()):
                    value = base.__dict__[name]
                    break
            else:
                continue
        if predicate is None or predicate(value):
            found.append((name, value))
    found.sort(key=lambda pair: pair[0])
    return found


def getmembers(object, predicate=None):
    """All members of an object as pairs of name and value; those that the predicate accepts."""
    return _sorted_members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """All members as they are stored, without running descriptors."""
    return _sorted_members(object, predicate, getattr_static)


def getattr_static(obj, attr, default=_nothing):
    """An attribute as it is stored, without running any code of the object's class."""
    if isinstance(obj, type):
        candidates = list(obj.__mro__) + list(type(obj).__mro__)
        instance = _nothing
    else:
        candidates = type(obj).__mro__
        try:
            instance = object.__getattribute__(obj, "__dict__").get(attr, _nothing)
        except AttributeError:
            instance = _nothing
    found = _nothing
    for klass in candidates:
        if attr in klass.__dict__:
            found = klass.__dict__[attr]
            break
    if instance is not _nothing:
        kind = type(found)
        if found is _nothing or not (hasattr(kind, "__get__") and hasattr(kind, "__set__")):
            return instance
    if found is not _nothing:
        return found
    if default is not _nothing:
        return default
    raise AttributeError(attr)


def classify_class_attrs(cls):
    """A list of all attributes of a class: name, kind, defining class and object."""
    result = []
    for name in dir(cls):
        owner = value = None
        for base in (*cls.__mro__, *type(cls).__mro__):
            if name in base.__dict__:
                owner, value = base, base.__dict__[name]
                break
        else:
            value = getattr(cls, name, None)
        if isinstance(value, (staticmethod, BuiltinFunctionType)) and not isinstance(value, MethodType):
            kind = "static method"
        elif isinstance(value, classmethod) or type(value).__name__ == "classmethod_descriptor":
            kind = "class method"
        elif isinstance(value, property):
            kind = "property"
        elif isroutine(value):
            kind = "method"
        else:
            kind = "data"
        result.append(_tuple("Attribute")(name, kind, owner, value))
    return result


# --- documentation ---


def cleandoc(doc):
    """A doc string without the indentation that it has from its place in the source."""
    lines = doc.expandtabs().split("\n")
    margin = None
    for line in lines[1:]:
        content = len(line.lstrip(" "))
        if content:
            indent = len(line) - content
            if margin is None or indent < margin:
                margin = indent
    result = [lines[0].lstrip(" ")] + [line[margin:] if margin else line for line in lines[1:]]
    while result and not result[-1]:
        result.pop()
    while result and not result[0]:
        result.pop(0)
    return "\n".join(result)


def getdoc(object):
    """The documentation of an object, inherited if it has none of its own; None if there is none."""
    try:
        doc = object.__doc__
    except AttributeError:
        return None
    if doc is None:
        doc = _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


def _inherited_doc(obj):
    """The documentation of what a class, method or property overrides."""
    if isinstance(obj, type):
        for base in obj.__mro__[1:]:
            if base is not object and base.__doc__ is not None:
                return base.__doc__
        return None
    if isinstance(obj, property):
        obj = obj.fget
    function = getattr(obj, "__func__", obj)
    name = getattr(function, "__name__", None)
    path = getattr(function, "__qualname__", "").split(".")[:-1]
    if not name or not path or not hasattr(function, "__module__"):
        return None
    if isinstance(obj, MethodType):
        bound = obj.__self__
        owner = bound if isinstance(bound, type) else type(bound)
    else:
        owner = sys.modules.get(function.__module__)
        for part in path:
            owner = getattr(owner, part, None)
    if not isinstance(owner, type):
        return None
    for base in owner.__mro__:
        member = base.__dict__.get(name)
        doc = getattr(member, "__doc__", None)
        if doc is not None:
            return doc
    return None


# --- modules and source ---


def getfile(object):
    """The file that an object was defined in; `TypeError` if there is none."""
    if isinstance(object, ModuleType):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isinstance(object, type):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        if object.__module__ == "__main__":
            raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    code = _code_of(object)
    if code is None:
        raise TypeError(
            "module, class, method, function, traceback, frame, or code object was expected, got "
            f"{type(object).__name__}"
        )
    return code.co_filename


def _code_of(obj):
    """The code of a method, function, traceback or frame; None of anything else."""
    if isinstance(obj, MethodType):
        obj = obj.__func__
    if isinstance(obj, FunctionType):
        return obj.__code__
    if istraceback(obj):
        obj = obj.tb_frame
    if isframe(obj):
        return obj.f_code
    return obj if isinstance(obj, CodeType) else None


def getsourcefile(object):
    """The source file that an object was defined in, or None."""
    filename = getfile(object)
    from os.path import exists

    if exists(filename):
        return filename
    from linecache import cache

    return filename if filename in cache else None


def getmodulename(path):
    """The name of the module in a file, or None if it is no module."""
    from os.path import basename

    name = basename(path)
    return name[:-3] if name.endswith(".py") else None


def getmodule(object, _filename=None):
    """The module that an object was defined in, as far as one can tell."""
    if isinstance(object, ModuleType):
        return object
    if hasattr(object, "__module__"):
        return sys.modules.get(object.__module__)
    try:
        filename = getfile(object)
    except (TypeError, OSError):
        return None
    for module in list(sys.modules.values()):
        if getattr(module, "__file__", None) == filename:
            return module
    return None


def findsource(object):
    """All lines of an object's source file, and the index of the line where the object starts."""
    filename = getfile(object)
    from linecache import getlines

    module = getmodule(object, filename)
    lines = getlines(filename, getattr(module, "__dict__", None))
    if not lines:
        raise OSError("could not get source code")
    if isinstance(object, ModuleType):
        return lines, 0
    if isinstance(object, type):
        try:
            start = object.__firstlineno__ - 1
        except AttributeError:
            raise OSError("source code not available") from None
        if start >= len(lines):
            raise OSError("lineno is out of bounds")
        return lines, start
    start = _code_of(object).co_firstlineno - 1
    if start >= len(lines):
        raise OSError("lineno is out of bounds")
    return lines, start


def getblock(lines):
    """The lines of the definition that starts with the first one."""
    depth = 0
    quote = None
    seen_header = False
    last = 0
    margin = len(lines[0]) - len(lines[0].lstrip())
    for number, line in enumerate(lines):
        bare = line.strip()
        if depth == 0 and quote is None:
            indent = len(line) - len(line.lstrip())
            if seen_header and bare and indent <= margin and (not bare.startswith("#") or indent < margin):
                break
        if bare and (quote is not None or depth or not bare.startswith("#") or not seen_header):
            last = number
        elif bare and seen_header and len(line) - len(line.lstrip()) > margin:
            last = number
        depth, quote = _scan(line, depth, quote)
        if depth == 0 and quote is None and not bare.startswith(("@", "#")) and bare:
            seen_header = True
    return lines[: last + 1]


def _scan(line, depth, quote):
    """The depth of brackets and the open triple quote after a line."""
    position = 0
    while position < len(line):
        char = line[position]
        if quote is not None:
            if char == "\\":
                position += 2
                continue
            if line.startswith(quote, position):
                position += len(quote)
                quote = None
                continue
        elif char == "#":
            break
        elif char in "\"'":
            quote = char * 3 if line.startswith(char * 3, position) else char
            position += len(quote)
            continue
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        position += 1
    # A string in single quotes ends with its line.
    return depth, quote if quote is not None and len(quote) == 3 else None


def getsourcelines(object):
    """The source lines of an object, and the number of the first."""
    from _signature import unwrap

    object = unwrap(object)
    lines, start = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if isinstance(object, ModuleType) or (isframe(object) and object.f_code.co_name == "<module>"):
        return lines, 0
    return getblock(lines[start:]), start + 1


def getsource(object):
    """The source text of an object; `OSError` if it cannot be read."""
    return "".join(getsourcelines(object)[0])


def getcomments(object):
    """The comment lines right before an object, or None."""
    try:
        lines, start = findsource(object)
    except (OSError, TypeError):
        return None
    found = []
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
        found.append(lines[start].expandtabs().lstrip())
    return "".join(reversed(found)) or None


def indentsize(line):
    """How far a line is indented."""
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


# --- closures, frames and generators ---


def getclosurevars(func):
    """The outer names that a function uses, and where they come from."""
    if isinstance(func, MethodType):
        func = func.__func__
    if not isinstance(func, FunctionType):
        raise TypeError(f"{func!r} is not a Python function")
    import builtins

    code = func.__code__
    nonlocals = {name: cell.cell_contents for name, cell in zip(code.co_freevars, func.__closure__ or ())}
    scope = func.__globals__
    native = scope.get("__builtins__", builtins.__dict__)
    if isinstance(native, ModuleType):
        native = native.__dict__
    found, built_in, unbound = {}, {}, set()
    for name in code.co_names:
        if name in scope:
            found[name] = scope[name]
        elif name in native:
            built_in[name] = native[name]
        else:
            unbound.add(name)
    return _tuple("ClosureVars")(nonlocals, found, built_in, unbound)


def currentframe():
    """The caller's frame."""
    return sys._getframe(1)


def _frame_info(frame, lineno, context):
    """File, line, function and surrounding source lines of a place in a frame."""
    filename = frame.f_code.co_filename
    lines = index = None
    if context > 0:
        try:
            all_lines, _ = findsource(frame)
        except (OSError, TypeError):
            pass
        else:
            start = max(0, min(lineno - 1 - context // 2, len(all_lines) - context))
            lines = all_lines[start : start + context]
            index = lineno - 1 - start
    return filename, lineno, frame.f_code.co_name, lines, index


def getframeinfo(frame, context=1):
    """Where a frame or traceback is, with some lines of source around."""
    lineno = frame.f_lineno if isframe(frame) else frame.tb_lineno
    if istraceback(frame):
        frame = frame.tb_frame
    return _tuple("Traceback")(*_frame_info(frame, lineno, context))


def getouterframes(frame, context=1):
    """A frame and its callers."""
    found = []
    while frame:
        found.append(_tuple("FrameInfo")(frame, *_frame_info(frame, frame.f_lineno, context)))
        frame = frame.f_back
    return found


def getinnerframes(tb, context=1):
    """The frames of a traceback, outermost first."""
    found = []
    while tb:
        frame = tb.tb_frame
        found.append(_tuple("FrameInfo")(frame, *_frame_info(frame, tb.tb_lineno, context)))
        tb = tb.tb_next
    return found


def stack(context=1):
    """The caller's frame and its callers."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """The frames between the caller and the exception being handled."""
    error = sys.exception()
    return getinnerframes(None if error is None else error.__traceback__, context)


def getargvalues(frame):
    """The parameters of a frame's function, and the frame's local variables."""
    code = frame.f_code
    names = code.co_varnames
    count = code.co_argcount + code.co_kwonlyargcount
    args = list(names[:count])
    varargs = varkw = None
    if code.co_flags & CO_VARARGS:
        varargs = names[count]
        count += 1
    if code.co_flags & CO_VARKEYWORDS:
        varkw = names[count]
    from collections import namedtuple

    return namedtuple("ArgInfo", "args varargs keywords locals", module="inspect")(
        args, varargs, varkw, frame.f_locals
    )


GEN_CREATED = "GEN_CREATED"
GEN_RUNNING = "GEN_RUNNING"
GEN_SUSPENDED = "GEN_SUSPENDED"
GEN_CLOSED = "GEN_CLOSED"
CORO_CREATED = "CORO_CREATED"
CORO_RUNNING = "CORO_RUNNING"
CORO_SUSPENDED = "CORO_SUSPENDED"
CORO_CLOSED = "CORO_CLOSED"


def _state(running, suspended, frame):
    if running:
        return "RUNNING"
    if suspended:
        return "SUSPENDED"
    return "CLOSED" if frame is None else "CREATED"


def getgeneratorstate(generator):
    """How far a generator has come: created, running, suspended or closed."""
    return "GEN_" + _state(generator.gi_running, generator.gi_suspended, generator.gi_frame)


def getcoroutinestate(coroutine):
    """How far a coroutine has come: created, running, suspended or closed."""
    return "CORO_" + _state(coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_frame)


def getgeneratorlocals(generator):
    """The local variables of a generator that has not ended."""
    if not isgenerator(generator):
        raise TypeError(f"{generator!r} is not a Python generator")
    frame = generator.gi_frame
    return {} if frame is None else frame.f_locals
