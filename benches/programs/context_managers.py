"""With statements: class-based and contextlib managers, nested, with exceptions passing or suppressed."""

import sys
from contextlib import ExitStack, contextmanager, suppress

FULL, QUICK = 230_000, 4_600


class Depth:
    def __init__(self):
        self.now = 0
        self.most = 0

    def __enter__(self):
        self.now += 1
        if self.now > self.most:
            self.most = self.now
        return self

    def __exit__(self, kind, error, trace):
        self.now -= 1
        return kind is LookupError


class Account:
    def __init__(self):
        self.balance = 0
        self.undone = 0

    @contextmanager
    def transaction(self):
        before = self.balance
        try:
            yield self
        except ValueError:
            self.balance = before
            self.undone += 1


def main(size):
    depth, account = Depth(), Account()
    skipped = 0
    for i in range(size):
        with depth:
            with depth as same:
                skipped += same.now
        with depth, depth as inner:
            if i % 9 == 0:
                raise LookupError(i)
            skipped -= inner.now - 1
        if i % 4 == 0:
            with account.transaction() as open_account:
                open_account.balance += i & 15
                if i % 5 == 0:
                    raise ValueError
            with suppress(KeyError, IndexError):
                skipped += [1, 2, 3][i % 5]
        if i % 16 == 0:
            with ExitStack() as stack:
                for _ in range(3):
                    stack.enter_context(depth)
                stack.callback(lambda: None)
    print(depth.now, depth.most, account.balance, account.undone, skipped)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
