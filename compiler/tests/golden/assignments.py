def locals_():
    a = b = 1
    a, b = b, a
    a, b, c = f()
    (a, [b, *c]), d = x = f()
    a += 1
    a -= b
    a **= 2
    d.x += 1
    d[a] *= b
    f().y //= 2
    d.x, d[0] = a, 1
    del a, d.x, d[0]
    a

def maybe(p):
    if p:
        x = 1
    y = x
    while p:
        z = 1
        if z: break
    return x, y, z

def cells():
    n = 0
    def inner():
        nonlocal n
        n += 1
        return lambda: n
    global g
    g = n
    del n
    return inner

top: int
top = 1
top += 1
del top
