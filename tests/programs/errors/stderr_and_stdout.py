"""Output to both streams, print to stderr, writing after an error was printed."""
import sys
import traceback

print("to stdout")
print("to stderr", file=sys.stderr)
try:
    1 / 0
except ZeroDivisionError:
    traceback.print_exc()
sys.stderr.write("raw\n")
print("done")
sys.stderr.flush()
sys.stdout.flush()
raise SystemExit
