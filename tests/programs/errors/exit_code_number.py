"""sys.exit with a number: no message, cleanup runs."""
import atexit
import sys

atexit.register(print, "atexit runs")


class D:
    def __del__(self):
        print("del runs")


d = D()
try:
    sys.exit(3)
finally:
    print("finally runs")
