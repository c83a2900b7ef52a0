"""A tokenizer, a parser and an evaluator of arithmetic with variables and functions."""


class ParseError(Exception):
    def __init__(self, message, pos):
        super().__init__(f"{message} at {pos}")
        self.pos = pos


def tokenize(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace(): i += 1; continue
        start = i
        if c.isdigit() or c == ".":
            while i < len(text) and (text[i].isdigit() or text[i] == "."): i += 1
            yield ("num", float(text[start:i]) if "." in text[start:i] else int(text[start:i]), start)
        elif c.isalpha():
            while i < len(text) and text[i].isalnum(): i += 1
            yield ("name", text[start:i], start)
        elif c in "+-*/^(),=%":
            i += 1
            yield ("op", c, start)
        else:
            raise ParseError(f"bad character {c!r}", i)
    yield ("end", None, len(text))


class Parser:
    levels = [{"+": lambda a, b: a + b, "-": lambda a, b: a - b}, {"*": lambda a, b: a * b, "/": lambda a, b: a / b, "%": lambda a, b: a % b}]

    def __init__(self, text, env):
        self.toks, self.env = tokenize(text), env
        self.advance()

    def advance(self): self.kind, self.value, self.pos = next(self.toks)
    def fail(self, what): raise ParseError(f"expected {what}, got {self.value!r}", self.pos)

    def binary(self, level):
        if level == len(self.levels): return self.unary()
        left = self.binary(level + 1)
        while self.kind == "op" and self.value in self.levels[level]:
            op = self.levels[level][self.value]
            self.advance()
            left = op(left, self.binary(level + 1))
        return left

    def unary(self):
        if (self.kind, self.value) == ("op", "-"):
            self.advance()
            return -self.unary()
        base = self.atom()
        if (self.kind, self.value) == ("op", "^"):
            self.advance()
            return base ** self.unary()
        return base

    def atom(self):
        match self.kind, self.value:
            case "num", v:
                self.advance()
                return v
            case "op", "(":
                self.advance()
                v = self.binary(0)
                self.expect(")")
                return v
            case "name", name:
                self.advance()
                if (self.kind, self.value) == ("op", "("):
                    self.advance()
                    args = []
                    while (self.kind, self.value) != ("op", ")"):
                        args.append(self.binary(0))
                        if (self.kind, self.value) == ("op", ","): self.advance()
                    self.advance()
                    return self.env[name](*args)
                return self.env[name]
            case _:
                self.fail("a value")

    def expect(self, c):
        if (self.kind, self.value) != ("op", c): self.fail(repr(c))
        self.advance()

    def run(self):
        v = self.binary(0)
        if self.kind != "end": self.fail("the end")
        return v


env = {"pi": 3.14159, "max": max, "x": 10, "sq": lambda v: v * v}
for text in ["1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "10 / 4 - 1", "max(1, sq(3), x) % 4", "2 * pi", "x - -x", "((((7))))", "1 +", "(1", "2 $ 3", "nope + 1", "1 2", "1 / 0", "", "max()", "3.5.1", ")", "2^-1", "7 % 0"]:
    try:
        print(text, "=", Parser(text, env).run())
    except (ParseError, KeyError, ZeroDivisionError, TypeError, ValueError) as e:
        print(text, "->", type(e).__name__, e)
