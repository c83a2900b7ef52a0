import pkg_circ.attr_a
pkg_circ.attr_a.A
