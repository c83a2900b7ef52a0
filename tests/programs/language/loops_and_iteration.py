"""for and while over everything iterable, changing what is iterated, and the iterator protocol."""
for i in range(3): print(i, end=" ")
for c in "añ😀": print(c, end=" ")
for b in b"ab": print(b, end=" ")
for k in {"x": 1, "y": 2}: print(k, end=" ")
for k, v in {"x": 1}.items(): print(k, v, end=" ")
for i, (a, b) in enumerate(zip("ab", "cd")): print(i, a, b, end=" ")
for x in (y * 2 for y in [1, 2]): print(x, end=" ")
print()
lst = [1, 2, 3]
for x in lst:
    if len(lst) < 6:
        lst.append(x * 10)
print(lst)
for x in lst:
    lst.remove(x)
print(lst)
d = {i: i for i in range(3)}
try:
    for k in d:
        d[k + 100] = 1
except RuntimeError as e:
    print(e)
try:
    for k in d:
        del d[k]
except RuntimeError as e:
    print(e)
d = {1: 1, 2: 2}
try:
    for k in d:
        del d[k]
        d[k + 10] = 0
except RuntimeError as e:
    print(e)
s = {1, 2}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print(e)
for k in d:
    d[k] = "same size"
print(list(d.values()))
it = iter([1, 2, 3, 4])
for x in it:
    print(x, next(it), end="; ")
print(next(it, "empty"))


class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n


print([x for x in Countdown(3)], max(Countdown(5)), list(zip(Countdown(3), Countdown(9))))


class Old:
    def __getitem__(self, i):
        if i == 3: raise IndexError
        return i ** 2


print(list(Old()), 4 in Old(), [*Old()])


class OldStop:
    def __getitem__(self, i):
        if i == 2: raise StopIteration
        return i


print(list(OldStop()))
n = 10
while n:
    n -= 1
    if n % 2: continue
    if n < 4: break
    print(n, end=" ")
else:
    print("no")
print(n)
for i in range(3):
    i *= 10
    print(i, end=" ")
print()
r = iter(range(2))
print(list(r), list(r), next(r, None))
print(list(iter(lambda c=iter("abXd"): next(c), "X")))
e = enumerate("ab", start=5)
print(next(e), list(e), list(reversed([1, 2])))
for [a, [b, *c]] in [(1, (2, 3, 4))]: print(a, b, c)
for o in [1, 2]:
    for p in [3, 4]:
        if p == 4: break
        for q in [5]:
            continue
    else:
        print("not here")
print(o, p, q)
for x in *lst, *"ab", 9: print(x, end=" ")
print()
z = zip([1, 2, 3], (y for y in "ab"))
print(list(z), list(zip()), list(zip("a")))
b = bytearray(b"abc")
for x in b:
    if len(b) < 5: b.append(x)
print(b)
while True:
    try:
        break
    finally:
        print("left loop")
for x in []: pass
else: print("empty else")
