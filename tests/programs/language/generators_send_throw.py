"""send, throw and close; what happens in every state of a generator."""


def echo():
    received = []
    try:
        while True:
            try:
                received.append((yield len(received)))
            except ValueError as e:
                received.append(f"caught {e}")
    finally:
        print("cleanup", received)


g = echo()
next(g)
g.send("a")
print(g.throw(ValueError("boom")))
print(g.throw(ValueError))
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print("escaped", e)
try:
    g.send(1)
except StopIteration as e:
    print("finished", e.value)
g.close()


def never_started():
    yield 1


g = never_started()
try:
    g.throw(RuntimeError("early"))
except RuntimeError as e:
    print(e)
print(list(g))
g = never_started()
g.close()
print(list(g))


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)


def returns_on_close():
    try:
        yield 1
    except GeneratorExit:
        return "value of close"


g = returns_on_close()
next(g)
print(g.close(), g.close())


def raises_on_close():
    try:
        yield 1
    finally:
        raise OSError("in finally")


g = raises_on_close()
next(g)
try:
    g.close()
except OSError as e:
    print(type(e).__name__, e, type(e.__context__).__name__)


def swallow():
    while True:
        try:
            yield "ready"
        except Exception as e:
            yield f"handled {type(e).__name__}"


g = swallow()
next(g)
print(g.throw(TypeError()), next(g), g.throw(IndexError), g.send(None))
for bad in (5, "str", object, None):
    try:
        g.throw(bad)
    except TypeError as e:
        print(e)


def stop_inside():
    yield 1
    raise StopIteration("sneaky")


g = stop_inside()
next(g)
try:
    next(g)
except RuntimeError as e:
    print(e, "/", repr(e.__cause__), e.__suppress_context__)


def stop_from_next():
    yield next(iter([]))


try:
    list(stop_from_next())
except RuntimeError as e:
    print(e, repr(e.__context__))
g = swallow()
next(g)
try:
    g.throw(StopIteration("thrown"))
    print("handled")
except RuntimeError as e:
    print(e)


def once():
    yield


g = once()
next(g)
try:
    g.throw(StopIteration("x"))
except RuntimeError as e:
    print(e, repr(e.__cause__))
