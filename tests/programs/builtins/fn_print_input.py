"""print and its keyword arguments, input from standard input."""
import io
import sys

print()
print("a", 1, None, [2], sep="-", end="!\n")
print("x", "y", sep="")
print("x", "y", sep=None, end=None)
print(end="no newline|")
print("multi", "char", sep=" <> ", end=" END\n")
buf = io.StringIO()
print("to file", 5, file=buf, flush=True)
print("two", file=buf, end="")
print(repr(buf.getvalue()))


class Writer:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s)
    def flush(self): self.parts.append("FLUSH")


w = Writer()
print("a", "b", sep="+", file=w, flush=True)
print(w.parts)
old, sys.stdout = sys.stdout, w
print("captured")
sys.stdout = old
print(w.parts[-2:])
for args, kw in [((1,), {"sep": 5}), ((1,), {"end": b"x"}), ((1,), {"file": 5}), ((1,), {"nope": 1}), ((1,), {"sep": ["a"]})]:
    try:
        print(*args, **kw)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class BadStr:
    def __str__(self): raise ValueError("no str")


try:
    print("before", BadStr())
except ValueError as e:
    print("|", e)
sys.stdout = None
print("goes nowhere")
sys.stdout = old
print(repr(input()))
print(repr(input("prompt> ")))
print(repr(input(5)))
print(repr(sys.stdin.readline()), list(sys.stdin))
try:
    input()
except EOFError as e:
    print(type(e).__name__, e)
for args in [(1, 2), ()]:
    try:
        input(*args)
    except (TypeError, EOFError) as e:
        print(type(e).__name__, e)
print(sys.stdout.write("written\n"), sys.stdout.writable(), sys.stdin.readable(), sys.stdout.encoding, sys.stdin.name, sys.stdout.name, sys.stderr.name, sys.stdout.fileno())
print(*[], **{})
print(*range(3), *"ab", sep=",")
print("tab\té日😀", "\\", '"', "'", b"b'")
