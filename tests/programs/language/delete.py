"""The del statement on names, items, slices, attributes and captured variables."""
a = b = 1
del a
try:
    a
except NameError as e:
    print(e)
del (b), [c for c in []][:]
lst = list(range(10))
del lst[0], lst[-1]
print(lst)
del lst[::2]
print(lst)
del lst[1:3]
print(lst)
del lst[:]
print(lst)
d = {"a": 1, "b": 2, (1, 2): 3}
del d["a"], d[1, 2]
print(d)
for code in ["del d['zz']", "del lst[0]", "del 'abc'[0]", "del (1, 2)[0]", "del undefined", "del d.x", "del range(3)[0]",
             "del (5).real", "del int.bit_length", "del {1}[1]", "del None.x"]:
    try:
        exec(code, {"d": d, "lst": lst})
    except Exception as e:
        print(type(e).__name__, e)


def local_delete():
    x = 1
    del x
    try:
        return x
    except UnboundLocalError as e:
        return str(e)


print(local_delete())


def captured():
    v = 1

    def inner():
        return v

    before = inner()
    del v
    try:
        inner()
    except NameError as e:
        return before, type(e).__name__, str(e)


print(captured())


def captured_unbound():
    def get():
        return later
    try:
        get()
    except NameError as e:
        print(e)
    later = 5
    return get()


print(captured_unbound())


def delete_twice():
    y = 1
    del y
    del y


try:
    delete_twice()
except UnboundLocalError as e:
    print(e)


class C:
    attr = 1
    other = 2
    del other


c = C()
c.x = 5
del c.x
for name in ["x", "attr"]:
    try:
        delattr(c, name)
    except AttributeError as e:
        print(e)
del C.attr
print(hasattr(C, "attr"), hasattr(C, "other"))


def drop_global():
    global gone
    gone = 1
    del gone


drop_global()
print("gone" in globals())
try:
    try:
        raise ValueError("v")
    except ValueError as err:
        pass
    err
except NameError as e:
    print(e)
