"""exit(None), caught SystemExit, quit, exit codes that wrap."""
import sys

for arg in (None, 0, 5, "text", True, 1.5):
    try:
        sys.exit(arg)
    except SystemExit as e:
        print(repr(e), e.code)
try:
    exit(7)
except SystemExit as e:
    print(e.code)
try:
    quit()
except SystemExit as e:
    print(e.code)
print(repr(exit), repr(quit))
sys.exit()
