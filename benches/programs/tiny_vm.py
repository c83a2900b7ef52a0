"""An interpreter in the language: an assembler and two bytecode loops, by if-chain and by table of methods."""

import sys

FULL, QUICK = 130_000, 2_600

PUSH, LOAD, STORE, ADD, SUB, MUL, MOD, LESS, JUMP, JUMP_IF_NOT, CALL, RETURN, DUP, HALT = range(14)
NAMES = {
    "push": PUSH, "load": LOAD, "store": STORE, "add": ADD, "sub": SUB, "mul": MUL, "mod": MOD,
    "less": LESS, "jump": JUMP, "unless": JUMP_IF_NOT, "call": CALL, "return": RETURN, "dup": DUP, "halt": HALT,
}

PROGRAM = """
        push 0
        store i
        push 1
        store total
loop:   load i
        load limit
        less
        unless done
        load i
        call scramble
        load total
        add
        push 65521
        mod
        store total
        load i
        push 1
        add
        store i
        jump loop
done:   load total
        halt
scramble: dup
        mul
        push 7
        add
        push 1013
        mod
        return
"""


def assemble(text):
    lines, labels, slots = [], {}, {}
    for line in text.strip().splitlines():
        if ":" in line:
            label, line = line.split(":")
            labels[label.strip()] = len(lines)
        lines.append(line.split())
    code = []
    for parts in lines:
        op = NAMES[parts[0]]
        argument = 0
        if len(parts) > 1:
            word = parts[1]
            if word in labels:
                argument = labels[word]
            elif word.isdigit():
                argument = int(word)
            else:
                argument = slots.setdefault(word, len(slots))
        code.append((op, argument))
    return code, slots


def run(code, slots, limit):
    variables = [0] * len(slots)
    variables[slots["limit"]] = limit
    stack, returns = [], []
    pc = steps = 0
    while True:
        op, argument = code[pc]
        pc += 1
        steps += 1
        if op == PUSH:
            stack.append(argument)
        elif op == LOAD:
            stack.append(variables[argument])
        elif op == STORE:
            variables[argument] = stack.pop()
        elif op == ADD:
            right = stack.pop()
            stack[-1] += right
        elif op == SUB:
            right = stack.pop()
            stack[-1] -= right
        elif op == MUL:
            right = stack.pop()
            stack[-1] *= right
        elif op == MOD:
            right = stack.pop()
            stack[-1] %= right
        elif op == LESS:
            right = stack.pop()
            stack[-1] = stack[-1] < right
        elif op == JUMP:
            pc = argument
        elif op == JUMP_IF_NOT:
            if not stack.pop():
                pc = argument
        elif op == CALL:
            returns.append(pc)
            pc = argument
        elif op == RETURN:
            pc = returns.pop()
        elif op == DUP:
            stack.append(stack[-1])
        else:
            return stack.pop(), steps


class Machine:
    def __init__(self, code, slots, limit):
        self.code = [(self.HANDLERS[op], argument) for op, argument in code]
        self.variables = [0] * len(slots)
        self.variables[slots["limit"]] = limit
        self.stack, self.returns = [], []
        self.pc = 0
        self.running = True

    def push(self, argument):
        self.stack.append(argument)

    def load(self, argument):
        self.stack.append(self.variables[argument])

    def store(self, argument):
        self.variables[argument] = self.stack.pop()

    def add(self, _):
        right = self.stack.pop()
        self.stack.append(self.stack.pop() + right)

    def sub(self, _):
        right = self.stack.pop()
        self.stack.append(self.stack.pop() - right)

    def mul(self, _):
        right = self.stack.pop()
        self.stack.append(self.stack.pop() * right)

    def mod(self, _):
        right = self.stack.pop()
        self.stack.append(self.stack.pop() % right)

    def less(self, _):
        right = self.stack.pop()
        self.stack.append(self.stack.pop() < right)

    def jump(self, argument):
        self.pc = argument

    def jump_if_not(self, argument):
        if not self.stack.pop():
            self.pc = argument

    def call(self, argument):
        self.returns.append(self.pc)
        self.pc = argument

    def ret(self, _):
        self.pc = self.returns.pop()

    def dup(self, _):
        self.stack.append(self.stack[-1])

    def halt(self, _):
        self.running = False

    HANDLERS = (push, load, store, add, sub, mul, mod, less, jump, jump_if_not, call, ret, dup, halt)

    def run(self):
        while self.running:
            handler, argument = self.code[self.pc]
            self.pc += 1
            handler(self, argument)
        return self.stack.pop()


def main(size):
    code, slots = assemble(PROGRAM)
    print(*run(code, slots, size), Machine(code, slots, size // 2).run())


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
