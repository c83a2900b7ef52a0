"""Augmented assignment: names, attributes, items; in-place methods and their fallback."""
n = 10
n += 5; n -= 3; n *= 4; n //= 5; n **= 3; n %= 100; n <<= 3; n >>= 1; n |= 1; n ^= 6; n &= 0xFF
print(n)
x = 7
x /= 2
print(x)
a = b = [1]
a += [2]
a += (3,)
a *= 2
print(a, b is a)
t = u = (1,)
t += (2,)
print(t, u)
s = {1, 2, 3}
same = s
s |= {4}
s &= {2, 3, 4, 5}
s -= {3}
s ^= {2, 9}
print(s == {4, 9}, same is s)
d = {"a": 1}
d |= {"b": 2}
d |= [("c", 3)]
print(d)

calls = []


def index():
    calls.append("index")
    return 0


box = [[1, 2]]
box[index()] += [3]
box[index()][index()] *= 10
print(box, calls)

# the tuple item is updated, then the store fails
tup = ([1], 2)
try:
    tup[0] += [9]
except TypeError as e:
    print(e, tup)


class Full:
    def __init__(self, v):
        self.v = v

    def __iadd__(self, o):
        self.v += ("i", o)
        return self

    def __add__(self, o):
        return Full(self.v + ("add", o))

    def __isub__(self, o):
        return NotImplemented

    def __sub__(self, o):
        return ("sub", o)

    def __imatmul__(self, o):
        return ("imatmul", o)

    def __rmul__(self, o):
        return ("rmul", o)


f = Full(())
g = f
f += 1
print(f.v, g is f)
f -= 2
print(f)
g @= 3
print(g)
h = 5
h *= Full(())
print(h)


class Holder:
    value = 1


o = Holder()
o.value += 1
print(o.value, Holder.value, o.__dict__)
for code in ["1 .x += 1", "q = None; q += 1", "q = []; q += 5", "q = 'a'; q -= 'b'", "q = {}; q |= 3",
             "nope += 1", "q = 3; q @= 4", "q = (); q <<= 1", "q = 2.5; q &= 1"]:
    try:
        exec(code)
    except Exception as e:
        print(type(e).__name__, e)
