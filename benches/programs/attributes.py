"""Attribute access: instance and class attributes, __slots__, properties, getattr and __getattr__."""

import sys

FULL, QUICK = 1_200_000, 24_000


class Body:
    drag = 3

    def __init__(self):
        self.x = 0
        self.y = 0
        self.vx = 1
        self.vy = 2
        self.owner = None


class Slotted:
    __slots__ = ("left", "right", "weight")

    def __init__(self, left, right):
        self.left = left
        self.right = right
        self.weight = left + right


class Celsius:
    def __init__(self, degrees):
        self._degrees = degrees

    @property
    def kelvin(self):
        return self._degrees + 273

    @kelvin.setter
    def kelvin(self, value):
        self._degrees = value - 273


class Proxy:
    def __init__(self, target):
        self.target = target

    def __getattr__(self, name):
        return getattr(self.target, name)


def main(size):
    body, slotted, celsius = Body(), Slotted(1, 2), Celsius(20)
    body.owner = slotted
    proxy = Proxy(body)
    for i in range(size):
        body.x += body.vx
        body.y += body.vy
        if body.x > 1000:
            body.vx = -body.vx - body.drag + 3
        elif body.x < 0:
            body.vx = -body.vx
        slotted.left = slotted.right
        slotted.right = slotted.weight & 7
        slotted.weight = body.owner.left + i
        body.owner.weight += Body.drag
        celsius.kelvin = celsius.kelvin + 1
        if i & 7 == 0:
            body.y -= proxy.vy
            setattr(body, "vy", getattr(body, "vx", 0) & 3)
            if hasattr(body, "missing"):
                body.y += 1
    print(body.x, body.y, slotted.weight, celsius.kelvin)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
