def conditions(a, b):
    if a < 10 and not b or a is None:
        return 1
    elif a == b != 3:
        return 2
    elif a in (1, 2) or b not in {'x', 'y'}:
        pass
    else:
        a = 5
    assert a, b
    if __debug__ and 1: a = 1
    return a

def loops(n):
    for i in range(n):
        if i == 3: continue
        if i > 5: break
    else:
        n = 0
    for i, (a, b) in n: pass
    for o.x in n: pass
    while n > 0:
        n -= 1
    else:
        n = 7
    while True:
        if f(): break
    while (line := read()) != '':
        use(line)
    return i
