"""Messages whose text is a repr: KeyError with text, tuples and objects."""


class Key:
    def __repr__(self):
        return "Key<é>"

    def __hash__(self):
        return 1


table = {("a", 1): "x"}
for key in (("a", 2), "quote'd", 5, None, b"b", Key()):
    try:
        table[key]
    except KeyError as e:
        print(e, e.args, repr(e))
table["multi\nline"]
