def fstrings(x, w):
    a = f'{x}'
    b = f'<{x!r:>{w}}> and {w:.2f}{x=}'
    c = f'only text'
    d = f''
    return a, b, c, d, f'{x!s}{w!a:}'
