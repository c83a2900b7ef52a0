from . import two
two_name = two.NAME
ONE = "one"
