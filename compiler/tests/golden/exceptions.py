def handlers(f):
    try:
        return f()
    except (ValueError, KeyError) as e:
        print(e)
    except OSError:
        raise
    except:
        raise RuntimeError from None
    else:
        f = 1
    return f

def final(f):
    for x in f:
        try:
            if x: continue
            if not x: break
            return x
        finally:
            done()

def star(f):
    try:
        f()
    except* ValueError as e:
        log(e)
    except* TypeError:
        pass

def managed(m, n):
    with m as x, n() as x.y:
        for i in x:
            with i:
                return i
    raise Error(1)
