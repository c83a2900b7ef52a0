def gen(n):
    x = yield
    y = yield x + 1
    z = yield from gen(y)
    yield z
    return n

def comps(data, k):
    a = [x * k for x in data if x > 1 if x]
    b = {x for x, y in data for x in y}
    c = {k: v for k, v in data.items()}
    d = (x + k for x in data)
    e = [lambda: x for x in data]
    f = [y for x in data for y in [x * 2]]
    return [[i for i in j] for j in data], [last := x for x in data], last

squares = [i * top for i in range(3)]

class C:
    n = 3
    values = [i * n for i in range(n)]
    pairs = list(i for i in values)
