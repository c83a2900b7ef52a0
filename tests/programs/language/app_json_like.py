"""A reader and a writer of a JSON-like notation, written with generators, dispatch and recursion."""


class Reader:
    def __init__(self, s): self.s, self.i = s, 0

    def ws(self):
        while self.i < len(self.s) and self.s[self.i] in " \n\t": self.i += 1

    def peek(self):
        self.ws()
        return self.s[self.i] if self.i < len(self.s) else ""

    def take(self, c):
        if self.peek() != c: raise ValueError(f"expected {c!r} at {self.i}, found {self.peek()!r}")
        self.i += 1

    def value(self):
        match self.peek():
            case "{": return dict(self.items("{", "}", self.pair))
            case "[": return list(self.items("[", "]", self.value))
            case '"': return self.string()
            case c if c and c in "-0123456789": return self.number()
            case _:
                for word, v in (("true", True), ("false", False), ("null", None)):
                    if self.s.startswith(word, self.i):
                        self.i += len(word)
                        return v
        raise ValueError(f"bad value at {self.i}")

    def items(self, a, b, item):
        self.take(a)
        if self.peek() == b:
            self.i += 1
            return
        while True:
            yield item()
            if self.peek() != ",": break
            self.i += 1
        self.take(b)

    def pair(self):
        k = self.string()
        self.take(":")
        return k, self.value()

    def string(self):
        self.take('"')
        out = []
        while (c := self.s[self.i]) != '"':
            self.i += 1
            if c == "\\":
                c = self.s[self.i]
                self.i += 1
                if c == "u":
                    c, self.i = chr(int(self.s[self.i:self.i + 4], 16)), self.i + 4
                else:
                    c = {"n": "\n", "t": "\t"}.get(c, c)
            out.append(c)
        self.i += 1
        return "".join(out)

    def number(self):
        start = self.i
        while self.i < len(self.s) and self.s[self.i] in "+-0123456789.eE": self.i += 1
        text = self.s[start:self.i]
        return float(text) if set(text) & set(".eE") else int(text)


def dump(v, indent=None, level=0):
    nl, pad = ("\n", " " * indent * (level + 1)) if indent else ("", "")
    end = nl + (" " * indent * level if indent else "")
    match v:
        case None: return "null"
        case bool(): return str(v).lower()
        case int() | float(): return repr(v)
        case str(): return '"' + "".join({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}.get(c, c if " " <= c < "\x7f" else f"\\u{ord(c):04x}") for c in v) + '"'
        case []: return "[]"
        case [*xs]: return "[" + ",".join(nl + pad + dump(x, indent, level + 1) for x in xs) + end + "]"
        case dict(): return "{" + ",".join(nl + pad + dump(k) + ": " + dump(x, indent, level + 1) for k, x in v.items()) + (end if v else "") + "}"
        case _: raise TypeError(f"cannot dump {type(v).__name__}")


texts = ['{"a": [1, 2.5, -3e2], "b": {"c": null, "d": true}, "e": "x\\n\\u00e9\\"q\\""}', "[]", "{}", "[[[]]]", ' [ 1 , {"k" : false} ] ', '"plain"', "12", "-0.5", "[1, 2", "{1: 2}", "[1,,2]", "nul", "", '{"a" 1}', '"open', "[1 2]"]
for t in texts:
    try:
        v = Reader(t).value()
        print(v, dump(v), Reader(dump(v)).value() == v)
    except (ValueError, IndexError) as e:
        print(type(e).__name__, e)
print(dump({"k": [1, {"n": [True, None]}], "é": "日"}, 2))
deep = 1
for _ in range(100): deep = [deep]
print(Reader(dump(deep)).value() == deep)
try:
    dump({1, 2})
except TypeError as e:
    print(e)
