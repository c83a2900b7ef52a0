"""Built-in operations that call no script code are one step: other threads see them done or not begun."""
import sys
import threading
from collections import Counter, deque

sys.setswitchinterval(1e-6)
stop = threading.Event()
d, lst, s, dq = {}, [], set(), deque()
N = 400


def writer(t):
    i = 0
    while not stop.is_set():
        k = (t, i % 50)
        d[k] = i
        s.add(k)
        lst.append(i)
        dq.append(i)
        if i % 3 == 0:
            d.pop(k, None)
            s.discard(k)
            for drop in (dq.popleft, lst.pop):
                try:
                    drop()
                except IndexError:
                    pass
        if len(lst) > N:
            del lst[:N // 2]
            dq.clear()
        i += 1


ops = {
    "items": lambda: list(d.items()),
    "keys": lambda: list(d),
    "values": lambda: sum(v > -1 for v in list(d.values())),
    "copy": lambda: dict(d),
    "update": lambda: {}.update(d),
    "sorted set": lambda: len(sorted(s)),
    "set copy": lambda: set(s) | s,
    "tuple": lambda: tuple(lst),
    "sorted": lambda: sorted(lst),
    "reversed": lambda: list(reversed(lst)),
    "extend": lambda: [].extend(s),
    "deque": lambda: list(dq) if False else dq.copy(),
    "zip": lambda: list(zip(lst, lst)),
    "max": lambda: max(d.values(), default=0),
    "sum": lambda: sum(lst),
    "frozenset": lambda: frozenset(d),
    "join": lambda: "".join(map(chr, [65, 66])),
    "fromkeys": lambda: dict.fromkeys(s),
    "min": lambda: min(s, default=0),
    "str": lambda: len(str(lst)),
}
failures = Counter()


def reader():
    for _ in range(60):
        for name, op in ops.items():
            try:
                op()
            except RuntimeError as e:
                failures[name, str(e)] += 1


writers = [threading.Thread(target=writer, args=(t,)) for t in range(2)]
readers = [threading.Thread(target=reader) for _ in range(2)]
for t in writers + readers: t.start()
for t in readers: t.join()
stop.set()
for t in writers: t.join()
print(failures)
