from pkg_cycle.first import first_value

second_value = 2
