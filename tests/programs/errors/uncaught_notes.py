"""Notes added to an exception are printed after it."""
try:
    int("zz")
except ValueError as e:
    e.add_note("while reading line 3")
    e.add_note("a note\nof two lines")
    raise
