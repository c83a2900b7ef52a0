"""Text parsing: a hand-written tokenizer and recursive-descent calculator over generated expressions."""

import sys

FULL, QUICK = 4_500, 90

DIGITS = "0123456789."


class Lexer:
    def __init__(self, text):
        self.tokens = []
        i = 0
        while i < len(text):
            c = text[i]
            if c == " ":
                i += 1
            elif c in DIGITS:
                start = i
                while i < len(text) and text[i] in DIGITS:
                    i += 1
                literal = text[start:i]
                self.tokens.append(("num", float(literal) if "." in literal else int(literal)))
            elif c.isalpha():
                start = i
                while i < len(text) and text[i].isalnum():
                    i += 1
                self.tokens.append(("name", text[start:i]))
            else:
                self.tokens.append(("op", c))
                i += 1
        self.tokens.append(("end", None))
        self.position = 0

    def peek(self):
        return self.tokens[self.position]

    def take(self):
        token = self.tokens[self.position]
        self.position += 1
        return token

    def accept(self, operator):
        if self.peek() == ("op", operator):
            self.position += 1
            return True
        return False


class Calculator:
    def __init__(self, names):
        self.names = names

    def evaluate(self, text):
        lexer = Lexer(text)
        value = self.sum(lexer)
        if lexer.peek()[0] != "end":
            raise SyntaxError(f"unexpected {lexer.peek()[1]}")
        return value

    def sum(self, lexer):
        value = self.product(lexer)
        while True:
            if lexer.accept("+"):
                value += self.product(lexer)
            elif lexer.accept("-"):
                value -= self.product(lexer)
            else:
                return value

    def product(self, lexer):
        value = self.unary(lexer)
        while True:
            if lexer.accept("*"):
                value *= self.unary(lexer)
            elif lexer.accept("/"):
                value /= self.unary(lexer)
            else:
                return value

    def unary(self, lexer):
        if lexer.accept("-"):
            return -self.unary(lexer)
        return self.atom(lexer)

    def atom(self, lexer):
        kind, value = lexer.take()
        if kind == "num":
            return value
        if kind == "name":
            return self.names[value]
        if value == "(":
            inner = self.sum(lexer)
            if not lexer.accept(")"):
                raise SyntaxError("missing )")
            return inner
        raise SyntaxError(f"unexpected {value}")


def expression(seed):
    parts = []
    state = seed
    for i in range(24):
        state = (state * 69069 + 1) & 0xFFFFFFFF
        pick = state >> 28
        number = str((state >> 8) % 900 + 1)
        if pick < 5:
            parts.append(number)
        elif pick < 9:
            parts.append(f"({number} - alpha * {i}.5)")
        elif pick < 12:
            parts.append(f"-(beta1 + {number}) / 4")
        else:
            parts.append(f"((2 + {i}) * (gamma - {number}))")
        parts.append("+-*"[state % 3])
    parts.append("1")
    return " ".join(parts)


def main(size):
    calculator = Calculator({"alpha": 3, "beta1": 17, "gamma": 29})
    total = 0.0
    failures = 0
    for seed in range(size):
        text = expression(seed)
        if seed % 50 == 0:
            text += " )"
        try:
            total += calculator.evaluate(text) % 1000.0
        except SyntaxError:
            failures += 1
    print(f"{total:.4f} {failures}")


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
