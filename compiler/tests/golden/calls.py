def plain(f, o):
    f()
    f(1, o, k=2)
    o.m(f).n(x=1)
    r = f(f(1), f(2))
    return r

def spread(f, a, k):
    f(*a)
    f(1, *a, **k)
    f(x=1, **k, y=2)
    o.m(*a)

class C(B):
    def m(self, x):
        super().m(x)
        super().attr
        return super(C, self).n(*x)
    def other(self):
        s = super()
        return s, __class__

(obj
 .first()
 .second())
