"""A syntax error in an imported module: traceback to the import, then the error."""
print("starting")
import pkg_bad.broken
