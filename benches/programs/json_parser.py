"""A JSON-like parser and writer in the language: character tests, slices, dicts, lists, recursion."""

import sys

FULL, QUICK = 3_400, 68

ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/"}


class ParseError(ValueError):
    pass


class Parser:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def fail(self, wanted):
        raise ParseError(f"expected {wanted} at {self.at}")

    def skip(self):
        text, at = self.text, self.at
        while at < len(text) and text[at] in " \n\t\r":
            at += 1
        self.at = at

    def expect(self, character):
        if self.text[self.at : self.at + 1] != character:
            self.fail(character)
        self.at += 1

    def value(self):
        self.skip()
        c = self.text[self.at : self.at + 1]
        match c:
            case "{":
                return self.object()
            case "[":
                return self.array()
            case '"':
                return self.string()
            case "t":
                return self.word("true", True)
            case "f":
                return self.word("false", False)
            case "n":
                return self.word("null", None)
            case _:
                return self.number()

    def word(self, word, value):
        if not self.text.startswith(word, self.at):
            self.fail(word)
        self.at += len(word)
        return value

    def number(self):
        start = self.at
        text = self.text
        is_float = False
        while self.at < len(text) and (text[self.at].isdigit() or text[self.at] in "+-.eE"):
            if text[self.at] in ".eE":
                is_float = True
            self.at += 1
        literal = text[start : self.at]
        try:
            return float(literal) if is_float else int(literal)
        except ValueError:
            self.fail("number")

    def string(self):
        self.expect('"')
        pieces = []
        start = self.at
        while True:
            c = self.text[self.at]
            if c == '"':
                pieces.append(self.text[start : self.at])
                self.at += 1
                return "".join(pieces)
            if c == "\\":
                pieces.append(self.text[start : self.at])
                pieces.append(ESCAPES[self.text[self.at + 1]])
                self.at += 2
                start = self.at
            else:
                self.at += 1

    def array(self):
        self.expect("[")
        items = []
        self.skip()
        if self.text[self.at] == "]":
            self.at += 1
            return items
        while True:
            items.append(self.value())
            self.skip()
            if self.text[self.at] == ",":
                self.at += 1
            else:
                self.expect("]")
                return items

    def object(self):
        self.expect("{")
        items = {}
        self.skip()
        if self.text[self.at] == "}":
            self.at += 1
            return items
        while True:
            self.skip()
            key = self.string()
            self.skip()
            self.expect(":")
            items[key] = self.value()
            self.skip()
            if self.text[self.at] == ",":
                self.at += 1
            else:
                self.expect("}")
                return items


def write(value, out):
    if value is None:
        out.append("null")
    elif value is True:
        out.append("true")
    elif value is False:
        out.append("false")
    elif isinstance(value, str):
        text = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        out.append(f'"{text}"')
    elif isinstance(value, (int, float)):
        out.append(repr(value))
    elif isinstance(value, list):
        out.append("[")
        for i, item in enumerate(value):
            if i:
                out.append(", ")
            write(item, out)
        out.append("]")
    else:
        out.append("{")
        for i, (key, item) in enumerate(value.items()):
            if i:
                out.append(", ")
            write(key, out)
            out.append(": ")
            write(item, out)
        out.append("}")


def document(seed):
    return {
        "id": seed,
        "name": f"item number {seed}",
        "tags": ["lock", "key", 'quo"ted', "line\nbreak"],
        "ratio": seed / 8,
        "nested": {"a": [1, 2, [3, -4, []]], "b": {}, "ok": seed % 2 == 0, "none": None},
        "points": [{"x": i, "y": i * seed, "big": 1.5e10} for i in range(5)],
    }


def main(size):
    total = errors = 0
    for seed in range(size):
        original = document(seed)
        out = []
        write(original, out)
        text = "".join(out)
        total += len(text)
        if Parser(text).value() != original:
            print("mismatch", seed)
        try:
            Parser(text[: len(text) // 3] + "!").value()
        except (ParseError, IndexError, KeyError):
            errors += 1
    print(total, errors)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
