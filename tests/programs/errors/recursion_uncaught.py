"""A recursion without end, uncaught: the folded traceback."""
import sys

sys.setrecursionlimit(60)


def forever(n):
    return forever(n + 1)


try:
    forever(0)
except RecursionError as e:
    print(type(e).__name__, e)


def loop(x):
    loop(x)


loop(1)
