"""A failed assertion in a nested call, with a computed message."""


def check(values):
    assert all(v >= 0 for v in values), f"negative value in {values!r}: {min(values)}"
    return sum(values)


print(check([1, 2]))
print(check([3,
             -4]))
