"""return, break and continue inside finally: they swallow exceptions (and warn since 3.14)."""
import io
import sys

stderr, sys.stderr = sys.stderr, io.StringIO()
source = '''
def ret():
    try:
        raise ValueError("lost")
    finally:
        return "from finally"


def over():
    try:
        return "try"
    finally:
        return "finally"


def brk():
    for i in range(3):
        try:
            raise KeyError(i)
        finally:
            break
    return i


def cont():
    n = 0
    for i in range(3):
        try:
            raise KeyError(i)
        finally:
            n += 1
            continue
    return n


def brk_over_return():
    while True:
        try:
            return "ret"
        finally:
            break
    return "after loop"


def inner_loop():
    try:
        pass
    finally:
        for i in range(5):
            if i == 2:
                break
            continue
    return i


def nested():
    try:
        try:
            1 / 0
        finally:
            return "nested"
    finally:
        print("outer finally")


def except_return():
    try:
        raise ValueError
    except ValueError:
        return "except"
    finally:
        return "final"


def yield_in_finally():
    try:
        raise ValueError("kept")
    finally:
        yield "in finally"
'''
space = {}
exec(compile(source, "<flow>", "exec"), space)
sys.stderr = stderr
for name in ("ret", "over", "brk", "cont", "brk_over_return", "inner_loop", "nested", "except_return"):
    print(name, space[name]())
g = space["yield_in_finally"]()
print(next(g))
try:
    next(g)
except ValueError as e:
    print("kept:", e)
g = space["yield_in_finally"]()
next(g)
g.close()
print("closed")
