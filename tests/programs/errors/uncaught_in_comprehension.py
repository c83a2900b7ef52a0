"""Errors in comprehensions, generator expressions and lambdas: the frames and markers."""


def invert(values):
    return [1 / v for v in values]


def total(values):
    return sum(10 // v for v in values)


apply = lambda f, x: f(x)

for attempt in (lambda: invert([1, 2, 0]), lambda: total([5, 0]), lambda: apply(lambda q: q.nope, 5)):
    try:
        attempt()
    except Exception as e:
        print(type(e).__name__, e)
print({k: v for k, v in [("a", total([1])), ("b", total([0]))]})
