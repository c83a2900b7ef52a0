"""finally in every position, with return, break, continue and exceptions."""
def order(kind):
    log = []
    try:
        log.append("try")
        if kind == "raise":
            raise ValueError("v")
        if kind == "return":
            return log
        if kind == "other":
            raise KeyError("k")
    except ValueError:
        log.append("except")
    else:
        log.append("else")
    finally:
        log.append("finally")
    log.append("after")
    return log


for kind in ("none", "raise", "return", "other"):
    try:
        print(kind, order(kind))
    except KeyError as e:
        print(kind, "propagates", e)


def loops():
    log = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            log.append(i)
        finally:
            log.append(f"f{i}")
    else:
        log.append("else")
    return log


print(loops())


def nested():
    log = []
    try:
        try:
            try:
                raise ValueError("inner")
            finally:
                log.append("f1")
        except ValueError:
            log.append("except")
            raise TypeError("second")
        finally:
            log.append("f2")
    except TypeError as e:
        log.append(repr(e.__context__))
    return log


print(nested())


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def mutated():
    x = [1]
    try:
        return x
    finally:
        x.append(2)


print(value_kept(), mutated())


def gen():
    try:
        yield 1
        yield 2
    finally:
        print("gen finally")


for v in gen():
    print(v)
    break
print("after loop")


def while_finally(n):
    while True:
        try:
            if n > 2:
                return f"ret {n}"
            n += 1
        finally:
            n += 10


print(while_finally(0))


def raise_in_finally():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")


try:
    raise_in_finally()
except KeyError as e:
    print(repr(e), repr(e.__context__), e.__cause__)


def both():
    try:
        1 / 0
    except ZeroDivisionError as e:
        try:
            raise ValueError from e
        finally:
            print("cleanup")


try:
    both()
except ValueError as e:
    print(repr(e.__cause__), e.__context__ is e.__cause__)
try:
    print("no except")
finally:
    print("just finally")


def deep():
    for i in range(2):
        for j in range(2):
            try:
                try:
                    if j:
                        break
                    continue
                finally:
                    print("a", i, j, end=" ")
            finally:
                print("b", end="; ")
    print()
    with_return = []
    for k in (1, 2, 3):
        try:
            with_return.append(k)
            if k == 2:
                return with_return
        finally:
            with_return.append(-k)


print(deep())
