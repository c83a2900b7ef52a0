"""A bank with its own exception classes, transactions that roll back, and an audit by context managers."""
from contextlib import contextmanager


class BankError(Exception):
    code = 0

    def __str__(self): return f"[{self.code}] {super().__str__()}"


class Insufficient(BankError):
    code = 10

    def __init__(self, account, needed):
        super().__init__(f"{account.owner} lacks {needed - account.balance}")
        self.account, self.needed = account, needed


class Frozen(BankError): code = 20


class Account:
    _next = iter(range(1000, 2000))

    def __init__(self, owner, balance=0):
        self.owner, self._balance, self.id, self.frozen = owner, balance, next(self._next), False

    @property
    def balance(self): return self._balance

    def change(self, amount):
        if self.frozen: raise Frozen(self.owner)
        if self._balance + amount < 0: raise Insufficient(self, -amount)
        self._balance += amount

    def __repr__(self): return f"<{self.owner} #{self.id} {self._balance}>"


class Bank:
    def __init__(self): self.accounts, self.log = {}, []

    def open(self, owner, balance=0):
        a = self.accounts[owner] = Account(owner, balance)
        return a

    @contextmanager
    def transaction(self):
        saved = {a: a._balance for a in self.accounts.values()}
        try:
            yield self
        except BankError as e:
            for a, b in saved.items(): a._balance = b
            self.log.append(f"rolled back: {e}")
            raise
        else:
            self.log.append("committed")
        finally:
            self.log.append(f"total {sum(a.balance for a in self.accounts.values())}")

    def transfer(self, src, dst, amount):
        try:
            a, b = self.accounts[src], self.accounts[dst]
        except KeyError as e:
            raise BankError(f"no account {e}") from e
        b.change(amount)
        a.change(-amount)


bank = Bank()
bank.open("ann", 100)
bank.open("bob", 50)
bank.open("cyd").frozen = True
for src, dst, n in [("ann", "bob", 30), ("ann", "bob", 300), ("bob", "cyd", 5), ("ann", "zed", 1), ("bob", "ann", 80)]:
    try:
        with bank.transaction():
            bank.transfer(src, dst, n)
    except Insufficient as e:
        print(e, e.account, e.needed, e.code)
    except BankError as e:
        print(type(e).__name__, e, repr(e.__cause__))
print(*bank.log, sep="\n")
print(list(bank.accounts.values()), [c.__name__ for c in BankError.__subclasses__()])
try:
    with bank.transaction(), bank.transaction():
        bank.transfer("ann", "bob", 1)
        raise Frozen("both levels")
except Frozen as e:
    print(e, bank.accounts["bob"].balance)
errors = []
for owner, amount in [("ann", -1000), ("cyd", 1), ("bob", 5)]:
    try:
        bank.accounts[owner].change(amount)
    except BankError as e:
        e.add_note(f"while changing {owner}")
        errors.append(e)
try:
    raise ExceptionGroup("batch", errors)
except* Insufficient as g:
    print([str(e) for e in g.exceptions], g.exceptions[0].__notes__)
except* Frozen as g:
    print([e.code for e in g.exceptions])
try:
    bank.accounts["ann"].balance = 5
except AttributeError as e:
    print(e)
