"""A syntax error in the script itself: nothing runs."""
print("never printed")
x = (1 +
y = 2
