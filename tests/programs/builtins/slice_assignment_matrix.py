"""Slice assignment and deletion on lists and bytearrays, checked against a plain model over many bounds."""


def model_indices(n, start, stop, step):
    return list(range(*slice(start, stop, step).indices(n)))


def model_get(xs, s): return [xs[i] for i in model_indices(len(xs), s.start, s.stop, s.step)]


def model_del(xs, s):
    drop = set(model_indices(len(xs), s.start, s.stop, s.step))
    return [x for i, x in enumerate(xs) if i not in drop]


def model_set(xs, s, new):
    if s.step in (None, 1):
        start, stop, _ = s.indices(len(xs))
        return xs[:start] + new + xs[max(start, stop):]
    idx = model_indices(len(xs), s.start, s.stop, s.step)
    if len(idx) != len(new): raise ValueError
    out = list(xs)
    for i, v in zip(idx, new): out[i] = v
    return out


bounds = [None, 0, 1, 2, 4, 5, 6, -1, -2, -5, -7, 100, -100]
n = bad = 0
for start in bounds:
    for stop in bounds:
        for step in (None, 1, 2, 3, -1, -2, -10, 10):
            s = slice(start, stop, step)
            base = list(range(5))
            if base[s] != model_get(base, s) or list(bytes(base)[s]) != base[s] or list(tuple(base)[s]) != base[s] or list(range(5)[s]) != base[s] or "".join(map(str, base))[s] != "".join(map(str, base[s])): bad += 1
            x, b = list(base), bytearray(base)
            del x[s], b[s]
            if x != model_del(base, s) or list(b) != x: bad += 1
            for new in ([], [90], [91, 92], [93, 94, 95], list(base[s])):
                x, b = list(base), bytearray(base)
                try:
                    want = model_set(base, s, new)
                except ValueError:
                    want = "ValueError"
                got = []
                for target, value in ((x, new), (b, bytes(new))):
                    try:
                        target[s] = value
                        got.append(list(target))
                    except ValueError:
                        got.append("ValueError")
                if got[0] != want or (got[1] != want and not (step not in (None, 1) and not new)): bad += 1
                n += 1
print(n, bad)
x = list(range(10))
x[2:4] = iter("abc"); x[-1:] = {"k": 1}; x[:0] = range(2); x[3:3] = (); x[1:1] = "z"
print(x)
x[::2] = range(100, 100 + len(x[::2]))
del x[1::3]
print(x)
x[5:1] = ["after start"]
x[len(x) + 5:] = ["end"]
print(x, x[:], x[::-1][:2])
