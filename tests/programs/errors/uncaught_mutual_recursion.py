"""Frames that alternate are not folded; short repeats are printed in full."""


def ping(n):
    return pong(n - 1)


def pong(n):
    if n <= 0:
        return undefined_name
    return ping(n - 1)


ping(7)
