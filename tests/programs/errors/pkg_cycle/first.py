from pkg_cycle.second import second_value

first_value = 1
