"""An interpreter for a tiny tape language, and one for a stack language with words and loops."""


def run_tape(program, data=""):
    jumps, stack = {}, []
    for i, c in enumerate(program):
        if c == "[": stack.append(i)
        elif c == "]":
            j = stack.pop()
            jumps[i], jumps[j] = j, i
    tape, p, pc, out, data = [0], 0, 0, [], iter(data)
    while pc < len(program):
        match program[pc]:
            case ">":
                p += 1
                if p == len(tape): tape.append(0)
            case "<": p -= 1
            case "+": tape[p] = (tape[p] + 1) % 256
            case "-": tape[p] = (tape[p] - 1) % 256
            case ".": out.append(chr(tape[p]))
            case ",": tape[p] = ord(next(data, "\0"))
            case "[" if not tape[p]: pc = jumps[pc]
            case "]" if tape[p]: pc = jumps[pc]
        pc += 1
    return "".join(out)


print(run_tape("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+."))
print(run_tape(",[.,]", "echo"), run_tape(">,[>,]<[.<]", "reversed"))


class Forth:
    def __init__(self):
        self.stack, self.words, self.out = [], {}, []
        pop, push = self.stack.pop, self.stack.append
        def binary(f):
            def op():
                b, a = pop(), pop()
                push(f(a, b))
            return op
        self.prims = {"+": binary(lambda a, b: a + b), "-": binary(lambda a, b: a - b), "*": binary(lambda a, b: a * b), "/": binary(lambda a, b: a // b), "<": binary(lambda a, b: -(a < b)), "=": binary(lambda a, b: -(a == b)),
                      "dup": lambda: push(self.stack[-1]), "drop": pop, "swap": lambda: self.stack.extend([pop(), pop()]), "over": lambda: push(self.stack[-2]), ".": lambda: self.out.append(str(pop()))}

    def run(self, text):
        self.exec(text.split())
        result, self.out = " ".join(self.out), []
        return result

    def exec(self, tokens):
        i = 0
        while i < len(tokens):
            t = tokens[i].lower()
            if t == ":":
                end = tokens.index(";", i)
                self.words[tokens[i + 1]] = tokens[i + 2:end]
                i = end
            elif t == "if":
                depth, j, other = 1, i + 1, None
                while depth:
                    depth += {"if": 1, "then": -1}.get(tokens[j], 0)
                    if tokens[j] == "else" and depth == 1: other = j
                    j += 1
                self.exec(tokens[i + 1:other or j - 1] if self.stack.pop() else tokens[other + 1:j - 1] if other else [])
                i = j - 1
            elif t == "begin":
                end = tokens.index("until", i)
                while True:
                    self.exec(tokens[i + 1:end])
                    if self.stack.pop(): break
                i = end
            elif t in self.words: self.exec(self.words[t])
            elif t in self.prims: self.prims[t]()
            else:
                try:
                    self.stack.append(int(t))
                except ValueError:
                    raise NameError(f"{t} ?") from None
            i += 1


f = Forth()
print(f.run("1 2 + . 7 2 / . 5 dup * . 1 2 swap . ."))
f.run(": sq dup * ; : fact dup 2 < if drop 1 else dup 1 - fact * then ;")
print(f.run("7 sq . 20 fact . 30 fact ."), f.run("5 begin dup . 1 - dup 0 = until drop"), f.stack)
for bad in ("+", "nope", "1 0 / .", ": open"):
    try:
        Forth().run(bad)
    except Exception as e:
        print(type(e).__name__, e)
