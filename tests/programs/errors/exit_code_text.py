"""sys.exit with text prints it to standard error and ends with status 1."""
import sys

print("out")
sys.exit("a message for stderr")
