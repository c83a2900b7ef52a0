"""Polymorphism: one call site that meets many classes, with operators and isinstance tests."""

import sys

FULL, QUICK = 800_000, 16_000


class Shape:
    corners = 0

    def area(self):
        raise NotImplementedError

    def scaled(self, factor):
        raise NotImplementedError


class Square(Shape):
    corners = 4

    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side

    def scaled(self, factor):
        return Square(self.side * factor)


class Rectangle(Shape):
    corners = 4

    def __init__(self, width, height):
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height

    def scaled(self, factor):
        return Rectangle(self.width * factor, self.height * factor)


class Triangle(Shape):
    corners = 3

    def __init__(self, base, height):
        self.height = height
        self.base = base

    def area(self):
        return self.base * self.height // 2

    def scaled(self, factor):
        return Triangle(self.base * factor, self.height * factor)


class Disc(Shape):
    def __init__(self, radius):
        self.radius = radius

    def area(self):
        return self.radius * self.radius * 355 // 113

    def scaled(self, factor):
        return Disc(self.radius * factor)


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __len__(self):
        return 2


def main(size):
    shapes = [Square(3), Rectangle(2, 5), Triangle(6, 7), Disc(4), Square(8), Disc(2), Triangle(4, 4)]
    total = corners = round_ones = 0
    position, drift = Vector(0, 0), Vector(1, -1)
    origin = Vector(0, 0)
    returns = 0
    for i in range(size):
        shape = shapes[i % 7]
        total += shape.area()
        corners += shape.corners
        if isinstance(shape, Disc):
            round_ones += 1
        if i & 3 == 0:
            total -= shape.scaled(2).area()
        position = position + drift
        if position.x > 50:
            drift = Vector(-1, 1)
        elif position == origin:
            drift = Vector(1, -1)
            returns += len(drift)
    print(total, corners, round_ones, returns, position.x)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
