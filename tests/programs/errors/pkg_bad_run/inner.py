def compute():
    return [] + 1


value = compute()
