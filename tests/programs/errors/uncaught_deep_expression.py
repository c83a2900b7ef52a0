"""Long lines, wide characters and multi-line expressions under the markers."""


def mean(values):
    return (sum(values)
            / len(values))


class Größe:
    def __init__(self, wert):
        self.wert = wert

    def über(self, anderer):
        ergebnis = "日本語" if self.wert is None else self.wert / anderer.wert + self.wert * anderer.wert
        return ergebnis


a = Größe(5)
print(a.über(Größe(2)))
try:
    mean([])
except ZeroDivisionError as e:
    print(e, e.__traceback__.tb_next.tb_lineno)
a.über(Größe(0)); print("never")
