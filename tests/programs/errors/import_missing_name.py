"""A missing name in a module, uncaught."""
from math import floor, no_such_thing
