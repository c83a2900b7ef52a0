"""The else clause of loops, with break, continue and nesting."""


def search(items, wanted):
    for index, item in enumerate(items):
        if item == wanted:
            result = f"found {wanted!r} at {index}"
            break
    else:
        result = f"no {wanted!r}"
    return result


print(search("abc", "b"), search("abc", "z"), search([], 1), sep="; ")

n = 0
while n < 3:
    n += 1
    if n == 2:
        continue
else:
    print("while ended with", n)

while True:
    break
else:
    print("never printed")

while False:
    print("never printed")
else:
    print("empty while has else")

primes = []
for candidate in range(2, 40):
    for p in primes:
        if candidate % p == 0:
            break
    else:
        primes.append(candidate)
print(primes)

# continue in the else clause of an inner loop goes to the outer loop
trace = []
for i in range(4):
    for j in range(i):
        if j == 2:
            break
    else:
        trace.append(("else", i))
        continue
    trace.append(("break", i))
print(trace)

# break inside the else clause leaves the outer loop
for i in range(10):
    for _ in ():
        pass
    else:
        if i == 3:
            break
else:
    print("never printed")
print("left at", i)

# the loop variable survives; it stays unbound if nothing was iterated
for late in []:
    pass
try:
    late
except NameError as e:
    print(type(e).__name__, e)

for x in "ab":
    for x in range(2):
        pass
print(x)

# the target may be any assignable thing
d, lst = {}, [0]
for d["k"] in range(3):
    pass
for lst[0] in "xyz":
    pass
for (a, *b), c in [((1, 2, 3), 4), ("pq", 5)]:
    print(a, b, c)
print(d, lst)


def early(n):
    for i in range(n):
        try:
            if i == 2:
                return "returned"
        finally:
            print("finally", i)
    else:
        return "exhausted"


print(early(2), early(5))
