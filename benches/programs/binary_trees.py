"""Binary trees: allocating, walking and dropping many small objects; also an unbalanced search tree."""

import sys

FULL, QUICK = 15, 10


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def grow(depth):
    if depth == 0:
        return Node(None, None)
    return Node(grow(depth - 1), grow(depth - 1))


class SearchTree:
    def __init__(self):
        self.root = None

    def insert(self, key):
        fresh = [key, None, None]
        if self.root is None:
            self.root = fresh
            return
        node = self.root
        while True:
            side = 1 if key < node[0] else 2
            if node[side] is None:
                node[side] = fresh
                return
            node = node[side]

    def depth(self):
        deepest, pending = 0, [(self.root, 1)]
        while pending:
            node, depth = pending.pop()
            deepest = max(deepest, depth)
            for child in node[1:]:
                if child is not None:
                    pending.append((child, depth + 1))
        return deepest


def main(size):
    lasting = grow(size)
    total = 0
    for depth in range(4, size + 1, 2):
        for _ in range(3 << (size - depth)):
            total += grow(depth).count()
    tree = SearchTree()
    key = 1
    for _ in range(2 << size):
        key = key * 48271 % 2147483647
        tree.insert(key)
    print(lasting.count(), total, tree.depth())


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
