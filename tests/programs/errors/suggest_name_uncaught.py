"""Suggestions for misspelt names, as the interpreter prints them for uncaught errors."""
import traceback

counter = 1


def tries():
    local_value = 5
    for source in ["countr", "pritn", "local_valu", "lenght", "Exceptoin", "time.time", "Nonee", "x_y_z"]:
        try:
            eval(source)
        except NameError as e:
            yield traceback.format_exception(e)[-1].strip()


print(*tries(), sep="\n")


class Shape:
    sides = 4

    def area(self):
        return sides * 2


def total(items):
    summe = 0
    for item in items:
        summe += item
    try:
        Shape().area()
    except NameError as e:
        print(traceback.format_exception(e)[-1].strip())
    return sume


total([1])
