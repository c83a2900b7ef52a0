"""Data structures by hand: linked list, binary tree, trie, heap, LRU cache, ring buffer, matrix, bit set."""


class Linked:
    class Node:
        __slots__ = ("v", "next")
        def __init__(self, v, next=None): self.v, self.next = v, next

    def __init__(self, it=()):
        self.head = None
        for v in reversed(list(it)): self.head = self.Node(v, self.head)

    def __iter__(self):
        n = self.head
        while n:
            yield n.v
            n = n.next

    def reverse(self):
        prev, n = None, self.head
        while n: n.next, prev, n = prev, n, n.next
        self.head = prev
        return self

    def __repr__(self): return " -> ".join(map(str, self)) or "empty"
    def __len__(self): return sum(1 for _ in self)


print(Linked("abc"), Linked("abc").reverse(), Linked(), len(Linked(range(100))), list(Linked([3, 1])), max(Linked([3, 9, 1])))


class Tree:
    def __init__(self): self.root, self.n = None, 0

    def add(self, k):
        new, at = [k, None, None], self.root
        self.n += 1
        if not at: self.root = new; return
        while True:
            side = 1 if k < at[0] else 2
            if at[side] is None: at[side] = new; return
            at = at[side]

    def walk(self, at="root"):
        at = self.root if at == "root" else at
        if at:
            yield from self.walk(at[1])
            yield at[0]
            yield from self.walk(at[2])

    def height(self, at="root"):
        at = self.root if at == "root" else at
        return 0 if not at else 1 + max(self.height(at[1]), self.height(at[2]))


t, x = Tree(), 1
for _ in range(200):
    x = x * 16807 % 2147483647
    t.add(x % 1000)
print(list(t.walk()) == sorted(t.walk()), t.n, t.height() < 25, list(t.walk())[:5])


class Trie(dict):
    def insert(self, word):
        at = self
        for c in word: at = at.setdefault(c, Trie())
        at["$"] = word

    def complete(self, prefix):
        at = self
        for c in prefix:
            if c not in at: return []
            at = at[c]
        out, stack = [], [at]
        while stack:
            for k, v in stack.pop().items():
                out.append(v) if k == "$" else stack.append(v)
        return sorted(out)


tr = Trie()
for w in "car card care cat dog do".split(): tr.insert(w)
print(tr.complete("car"), tr.complete("do"), tr.complete("z"), tr.complete(""), len(tr), "c" in tr)


class LRU:
    def __init__(self, cap): self.cap, self.d, self.hits = cap, {}, 0

    def __getitem__(self, k):
        self.d[k] = self.d.pop(k)
        self.hits += 1
        return self.d[k]

    def __setitem__(self, k, v):
        self.d.pop(k, None)
        if len(self.d) >= self.cap: del self.d[next(iter(self.d))]
        self.d[k] = v


c = LRU(2)
c["a"], c["b"] = 1, 2
c["a"]
c["c"] = 3
print(c.d, c.hits)
try:
    c["b"]
except KeyError as e:
    print("gone", e)


class Ring:
    def __init__(self, n): self.buf, self.n, self.start, self.len = [None] * n, n, 0, 0

    def push(self, v):
        self.buf[(self.start + self.len) % self.n] = v
        if self.len == self.n: self.start = (self.start + 1) % self.n
        else: self.len += 1

    def __getitem__(self, i):
        if not -self.len <= i < self.len: raise IndexError(f"ring index {i}")
        return self.buf[(self.start + i % self.len) % self.n]


r = Ring(3)
for i in range(5): r.push(i)
print(list(r), r[-1], r.buf, 3 in r)


class Heap:
    def __init__(self, key=lambda v: v): self.h, self.key = [], key

    def push(self, v):
        h, i = self.h, len(self.h)
        h.append(v)
        while i and self.key(h[i]) < self.key(h[(i - 1) // 2]):
            h[i], h[(i - 1) // 2] = h[(i - 1) // 2], h[i]
            i = (i - 1) // 2

    def pop(self):
        h = self.h
        h[0], h[-1] = h[-1], h[0]
        top, i = h.pop(), 0
        while (j := 2 * i + 1) < len(h):
            if j + 1 < len(h) and self.key(h[j + 1]) < self.key(h[j]): j += 1
            if self.key(h[i]) <= self.key(h[j]): break
            h[i], h[j] = h[j], h[i]
            i = j
        return top


hp = Heap(key=lambda s: (len(s), s))
for w in "pear fig banana kiwi date apple".split(): hp.push(w)
print([hp.pop() for _ in range(6)])


class Bits:
    def __init__(self, *xs): self.b = sum(1 << x for x in set(xs))
    def __contains__(self, x): return self.b >> x & 1 == 1
    def __iter__(self): return (i for i in range(self.b.bit_length()) if i in self)
    def __or__(self, o): r = Bits(); r.b = self.b | o.b; return r
    def __and__(self, o): r = Bits(); r.b = self.b & o.b; return r
    def __len__(self): return self.b.bit_count()


print(list(Bits(1, 5, 200) | Bits(5, 7)), list(Bits(1, 5) & Bits(5)), len(Bits(*range(0, 300, 3))), 200 in Bits(200), bool(Bits()))


class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]
    def __getitem__(self, k):
        r, c = k
        if isinstance(r, slice) or isinstance(c, slice):
            rs = self.rows[r] if isinstance(r, slice) else [self.rows[r]]
            return Matrix([x[c] if isinstance(c, slice) else [x[c]] for x in rs])
        return self.rows[r][c]
    def __setitem__(self, k, v): self.rows[k[0]][k[1]] = v
    def __invert__(self): return Matrix(zip(*self.rows))
    def __repr__(self): return "[" + "; ".join(" ".join(map(str, r)) for r in self.rows) + "]"


m = Matrix([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
m[0, 0] = 10
print(m, m[1, 2], m[:, 1], m[1:, :2], m[-1, ::2], ~m)
spiral, rows = [], [list(range(i, i + 4)) for i in range(0, 16, 4)]
while rows:
    spiral += rows.pop(0)
    rows = [list(r) for r in zip(*rows)][::-1]
print(spiral)
