from pkg_circ.bad_b import B
A = 1
