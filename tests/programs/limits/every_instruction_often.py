"""Every kind of instruction, so often in one call that anything left on the machine stack each time
would not fit in this thread's small one."""

import threading

TIMES = 20_000


class Point:
    shared = 1

    def __init__(self, x=0):
        self.x = x

    def get(self):
        return self.x

    @property
    def double(self):
        return 2 * self.x

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def __add__(self, other):
        return 7

    def __matmul__(self, other):
        return 8

    def __pos__(self):
        return 9

    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        pass

    def __delitem__(self, key):
        pass

    def __contains__(self, item):
        return False

    def __eq__(self, other):
        return False

    def __lt__(self, other):
        return True

    def __len__(self):
        return 0


class Nearer(Point):
    def get(self):
        return super().get() + super().shared


G = 0


def numbers():
    p, x = Point(), 1.5
    for i in range(1, TIMES):
        a = i + i; b = a - i; c = b * 2; d = c / i; e = c // i; f = c % i; g = i ** 2; h = p @ p
        a = i << 2; b = i >> 1; c = a & b; d = a | b; e = a ^ b
        n = i; a = n << n % 5; b = a >> n % 5
        a = n + 3; a = n - 3; a = n * 3; a = n // 3; a = n % 3; a = n & 3
        a += n; a -= n; a *= 2; a += 1; a -= 1; a //= 2; a |= 5; a ^= 3; a <<= 1; a >>= 1; a %= 100; a **= 1
        y = x + x; y = y - x; y = y * x; y = y / x; y = y // x; y = y % x; y = x + n; y = 2 - x; y = x * 2
        y = x + 1; y = x - 1; y = x * 3; y += x; y -= x; y *= x; y /= 2.0
        a = -n; a = +p; a = ~n; a = not n; y = -x
        a = n * 10 ** 20; a = a + 1; a = a - a; a = p + p; a *= n
        a *= x; a -= 2; a = x - x
        a = "s" * 3; a = a + "t"; a += "u"; a = "%s" % n


def comparisons():
    p, x, s, t = Point(), 1.5, "alpha", "".join(("al", "pha"))
    none = None
    for i in range(TIMES):
        a = i < 5; a = i <= 5; a = i == 5; a = i != 5; a = i > 5; a = i >= 5; n = 5
        a = i < n; a = i <= n; a = i == n; a = i != n; a = i > n; a = i >= n
        a = x < 2.5; a = x == 1.5; a = p < p; a = p == p; a = i is n; a = i is not none
        a = i in (1, 2); a = i not in (1, 2); a = i in p
        if i < n: a = 1
        if i <= n: a = 1
        if i == n: a = 1
        if i != n: a = 1
        if i > n: a = 1
        if i >= n: a = 1
        if i < 9: a = 1
        if i <= 9: a = 1
        if i == 9: a = 1
        if i != 9: a = 1
        if i > 9: a = 1
        if i >= 9: a = 1
        if not i < n or i == n: a = 1
        if i < n or i > 3 and i <= n or i >= 4 or i != n: a = 1
        if i == n or i == 3 or i != 4: a = 1
        if i < 3 or i <= 3 or i > 30 or i >= 30: a = 1
        if i >= n or a: a = 1
        if i <= n or i > n or a: a = 1
        if x < 2.0: a = 1
        if x <= x: a = 1
        if x > 2: a = 1
        if s == t: a = 1
        if s != t: a = 1
        if s == "beta": a = 1
        if p == p: a = 1
        if p < p: a = 1
        if none is None: a = 1
        if none is not None: a = 1
        if i is none or i is not n: a = 1
        if i in (1, 2): a = 1
        if i not in (1, 2): a = 1
        if i in (1, 2) or i not in (3, 4) or a: a = 1
        if none is None or a: a = 1
        if none is not None or a: a = 1
        if a is n or a is not none or a: a = 1
        if p: a = 1
        if not p: a = 1
        if a or p: a = 1
        a = i and n; a = i or n; a = p and n; a = p or n
        a = 1 if i else 2


def names():
    global G
    a = 1

    def inner():
        nonlocal a
        for i in range(TIMES):
            a = i
            b = a
            del a
            a = b
            later()

    def later():
        return late

    late = 1
    inner()
    for i in range(TIMES):
        G = i; b = G; del G
        c = len; b = None; b = 1.25; b = late; late = i
        if i < 0: unset = 1
        if i > 0: b = set_before
        set_before = b
        del b
        assert i >= 0
    G = 0
    text = f"for i in range({TIMES}): a = i; b = len; c = a; del a"
    exec(text, {})
    exec(text, {}, {})

    class Body:
        for number in range(TIMES):
            x = late; y = number; z = locals


def attributes():
    p, q, v, s = Point(3), Nearer(4), [1, 2, 3], "text"
    for i in range(TIMES):
        p.x = i; a = p.x; a = p.shared; a = p.double; a = p.get(); a = q.get(); a = Point.shared
        p.y = i; del p.y; p.shared; a = threading.enumerate
        a = v[i % 3]; a = v[1]; a = v[-1]; v[i % 3] = i; a = s[1]; a = (1, 2)[i & 1]; a = p[i]; p[i] = 1; del p[i]
        a = v[1:]; a = v[:i]; a = v[::2]; a = s[1:3]; d = {1: 2}; a = d[1]; d[2] = 3; del d[2]
        a = v.append; v.append(1); v.pop(); s.startswith("t"); s.split(sep="x"); a = i.bit_length()
        p[1:2] = 3; del p[1:2]


def calls():
    def plain(a): return a
    def fallback(a, b=2): return b
    def many(*args, **kwargs): return args
    def nothing(): pass
    def passed(): return
    args, named = (1,), {"b": 3}
    for i in range(TIMES):
        plain(i); fallback(i); fallback(i, b=3); many(1, 2, x=3); nothing(); passed(); Point(); Point(1); Point(x=2)
        plain(*args); fallback(*args, **named); len(args); int("7"); sorted(args, key=plain); max(i, 3)
        f = lambda x=i: x; f(); Point(1).get(); many(*args, *args, **named, c=1); str(i); many(a=1, **named)
        def annotated(a: int, *, k: int = 1) -> int: return a
        annotated(1, k=2)
        class Local(Point):
            pass


def building():
    v, d, s, x = [1, 2], {"a": 1}, {1}, 2.5
    for i in range(TIMES):
        a = (i, i); a = [i, i]; a = {i, 1}; a = {i: 1, "b": 2}; a = f"{i}-{x!r:>5}"; a = [*v, *s]; a = {**d, "c": 1}; a = {*v, 2}; a = (*v,)
        b, c = i, 2; b, c = v; b, c = c, b; (b, c), *e = (1, 2), 3, 4; b, c = "xy"; b = c = 1
        a = [j for j in v]; a = {j for j in v}; a = {j: j for j in v}; a = sum(j for j in v)
        a = [j for j in v if j]; a = (k := i)
    a = [i for i in range(TIMES)]; a = {i & 7 for i in range(TIMES)}; a = {i & 7: i for i in range(TIMES)}
    a = [n for n in [1] * TIMES]; a = [n for n in (1,) * TIMES]; a = [n for n in "x" * TIMES]
    a = [n for n in dict.fromkeys(range(TIMES))]; a = [n for n, m in zip(range(TIMES), range(TIMES))]


def numbers_to(end):
    for i in range(end):
        sent = yield i


def delegated(end):
    yield from numbers_to(end)
    yield from [1] * end


def generators():
    t = 0
    for i in numbers_to(TIMES): t += i
    for i in delegated(TIMES): t += i
    t += sum(i for i in numbers_to(TIMES))
    g = numbers_to(TIMES); next(g)
    for i in range(TIMES - 1): t += g.send(i)
    for i in range(TIMES):
        for j in numbers_to(1): pass
    print(t)


def exceptions():
    p, caught = Point(), 0
    for i in range(TIMES):
        try:
            if i & 1: raise ValueError
            raise KeyError(i) from None
        except ValueError as e:
            caught += 1
        except (KeyError, TypeError):
            pass
        else:
            pass
        finally:
            caught += 1
        with p as q:
            pass
        try:
            with p:
                raise OSError
        except OSError:
            pass
        try:
            try: raise ValueError
            except ValueError: raise
        except ValueError: pass
        try: raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
        except* ValueError: pass
        except* KeyError as e: pass
        try: undefined_name
        except NameError: pass
        for j in (1, 2):
            try: continue
            finally: pass
    print(caught)


def matching():
    total = 0
    subjects = [1, (1, 2), [1, 2, 3], {"k": 1, "l": 2}, Point(1), "s", None, True, 2.5]
    for i in range(TIMES):
        match subjects[i % 9]:
            case True: total += 1
            case 1 | 3: total += 2
            case (a, b): total += 3
            case [a, *rest]: total += 4
            case {"k": a, **rest}: total += 5
            case Point(x=1): total += 6
            case str() as a: total += 7
            case None: total += 8
            case _ if i: total += 9
    print(total)


def importing():
    for i in range(TIMES // 20):
        import threading
        from threading import Thread
        import collections.abc as abc
        exec("from math import *", {})
        type Alias = int
        def generic[T: int](a: T) -> T: return a
        class Generic[T]: x: int = 1
    print(Alias.__value__)


def main():
    for part in (numbers, comparisons, names, attributes, calls, building, generators, exceptions, matching, importing):
        part()
        print(part.__name__)


threading.stack_size(256 * 1024)
thread = threading.Thread(target=main)
thread.start()
thread.join()
