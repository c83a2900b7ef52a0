"""re: many generated patterns on generated texts, all ways to match."""
import re

ALPHABET = "abAB1 _\né"
state = 12345


def rnd(n):
    """A number below n; the same sequence on every run."""
    global state
    state = (state * 1103515245 + 12345) & 0x7fffffff
    return (state >> 8) % n


def pick(items):
    """One of the items."""
    return items[rnd(len(items))]


def atom(depth):
    """A part of a pattern that can be repeated."""
    k = rnd(100)
    if k < 35: return pick("aabbcAB1é ")
    if k < 45: return pick([".", r"\d", r"\w", r"\s", r"\W", r"\b", r"\B", "^", "$", r"\S", r"\A", r"\Z"])
    if k < 58: return pick(["[ab]", "[^a]", "[a-c]", r"[\w]", r"[^\s1]", "[A-Zé]", "[^\n]", r"[\d_]"])
    if depth == 0: return "a"
    if k < 75: return "(" + expression(depth - 1) + ")"
    if k < 82: return "(?:" + expression(depth - 1) + ")"
    if k < 86: return pick(["(?=", "(?!"]) + expression(depth - 1) + ")"
    if k < 89: return pick(["(?<=", "(?<!"]) + pick(["a", "ab", "[ab]", "a|b", r"\b", "(a)", r"\w\w"]) + ")"
    if k < 92: return "(?>" + expression(depth - 1) + ")"
    if k < 95: return pick([r"\1", r"\2", "(?(1)a|b)"])
    return pick(["(?i:", "(?s:", "(?-i:", "(?m:"]) + expression(depth - 1) + ")"


def item(depth):
    """An atom, perhaps repeated."""
    part = atom(depth)
    if rnd(100) < 35:
        part += pick(["*", "+", "?", "{2}", "{1,2}", "{0,2}", "{2,}", "*?", "+?", "??", "{1,3}?", "*+", "++", "?+"])
    return part


def expression(depth):
    """Alternatives of items."""
    return "|".join("".join(item(depth) for _ in range(rnd(4))) for _ in range(pick([1, 1, 1, 2, 2, 3])))


for _ in range(400):
    pattern = expression(3)
    text = "".join(pick(ALPHABET) for _ in range(rnd(12)))
    flags = pick([0, 0, 0, re.I, re.M, re.S, re.I | re.A])
    try:
        c = re.compile(pattern, flags)
        full = c.fullmatch(text)
        out = [[(m.span(), m.regs, m.lastindex) for m in c.finditer(text)], full and full.regs, c.split(text), c.sub("-", text)]
    except re.error as e:
        out = str(e)
    print(repr(pattern), repr(text), int(flags), out)
