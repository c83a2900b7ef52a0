"""What stands in buffers when the program ends, by whatever way, is written."""
import atexit
import os
import sys

base = os.environ["HASP_TEST_TMP"]
p = os.path.join(base, "left.txt")


def leak():
    f = open(p, "w")
    f.write("written by the end of the function")


leak()
print(open(p).read())
kept = open(os.path.join(base, "kept.txt"), "w")
kept.write("still open")


class Late:
    def __del__(self):
        sys.stdout.write("from __del__\n")


late = Late()
del late
atexit.register(print, "from atexit", end=" ")
atexit.register(sys.stdout.write, "without a newline ")
sys.stdout.write("a ")
sys.stdout.buffer.write(b"b ")
sys.stdout.flush()
sys.stdout.buffer.write(b"c ")
sys.stdout.buffer.flush()
sys.stdout.write("d\n")
sys.stderr.write("no newline on stderr")
raise SystemExit(3)
