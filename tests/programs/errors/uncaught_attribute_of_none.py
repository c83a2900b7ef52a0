"""A chain of calls and attributes in which one part is None."""


class Tree:
    def __init__(self, left=None, right=None):
        self.left, self.right = left, right


def find(tree):
    return tree.left.right.left.value


t = Tree(Tree(None, Tree()))
print(t.left.right.left)
find(t)
