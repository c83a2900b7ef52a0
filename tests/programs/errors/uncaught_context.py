"""An exception raised while another is handled: the implicit context is printed."""


class Store:
    def __init__(self):
        self.items = {"a": 1}

    def get(self, key):
        try:
            return self.items[key]
        except KeyError:
            return self.defaults[key]


s = Store()
print(s.get("a"))
s.get("b")
