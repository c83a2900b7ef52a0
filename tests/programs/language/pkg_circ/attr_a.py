import pkg_circ.attr_b
A = 1
