"""Ray tracer: vector objects with operator methods, spheres and a floor, shadows and reflection."""

import math
import sys

FULL, QUICK = 220, 31


class Vec:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vec(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vec(self.x * factor, self.y * factor, self.z * factor)

    def __neg__(self):
        return Vec(-self.x, -self.y, -self.z)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / math.sqrt(self.dot(self)))

    def mirrored(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Sphere:
    def __init__(self, centre, radius, colour, shine):
        self.centre = centre
        self.radius = radius
        self.colour = colour
        self.shine = shine

    def hit(self, origin, direction):
        offset = origin - self.centre
        b = offset.dot(direction)
        c = offset.dot(offset) - self.radius * self.radius
        square = b * b - c
        if square < 0.0:
            return None
        root = math.sqrt(square)
        for distance in (-b - root, -b + root):
            if distance > 1e-6:
                return distance
        return None

    def normal(self, point):
        return (point - self.centre) * (1.0 / self.radius)

    def colour_at(self, point):
        return self.colour


class Floor:
    shine = 0.15

    def hit(self, origin, direction):
        if direction.y > -1e-9:
            return None
        return -origin.y / direction.y

    def normal(self, point):
        return UP

    def colour_at(self, point):
        if (math.floor(point.x) + math.floor(point.z)) % 2 == 0:
            return Vec(0.9, 0.9, 0.9)
        return Vec(0.1, 0.1, 0.3)


UP = Vec(0.0, 1.0, 0.0)


class Scene:
    def __init__(self, things, light):
        self.things = things
        self.light = light

    def nearest(self, origin, direction):
        best = None
        for thing in self.things:
            distance = thing.hit(origin, direction)
            if distance is not None and (best is None or distance < best[0]):
                best = distance, thing
        return best

    def trace(self, origin, direction, depth):
        found = self.nearest(origin, direction)
        if found is None:
            return Vec(0.4, 0.6, 1.0) * (0.5 + 0.5 * direction.y)
        distance, thing = found
        point = origin + direction * distance
        normal = thing.normal(point)
        start = point + normal * 1e-5
        to_light = (self.light - point).unit()
        brightness = 0.15
        if self.nearest(start, to_light) is None:
            brightness += 0.85 * max(0.0, normal.dot(to_light))
        colour = thing.colour_at(point) * brightness
        if depth and thing.shine:
            reflected = self.trace(start, direction.mirrored(normal), depth - 1)
            colour = colour * (1.0 - thing.shine) + reflected * thing.shine
        return colour


def main(size):
    things = [Floor()]
    for i in range(5):
        centre = Vec(i * 1.4 - 2.8, 0.8 + 0.3 * (i % 2), 4.0 + i % 3)
        things.append(Sphere(centre, 0.7, Vec(0.2 * i, 1.0 - 0.2 * i, 0.5), 0.3))
    scene = Scene(things, Vec(-5.0, 8.0, -3.0))
    eye = Vec(0.0, 1.2, -3.0)
    total = Vec(0.0, 0.0, 0.0)
    for row in range(size):
        for column in range(size):
            direction = Vec(2.0 * column / size - 1.0, 1.0 - 2.0 * row / size, 1.8).unit()
            total = total + scene.trace(eye, direction, 2)
    print(f"{total.x:.6f} {total.y:.6f} {total.z:.6f}")


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
