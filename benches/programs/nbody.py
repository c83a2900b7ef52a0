"""N-body: gravity among bodies as objects with float attributes, leapfrog integration."""

import math
import sys

FULL, QUICK = 80_000, 1_600


class Planet:
    def __init__(self, mass, distance, angle):
        speed = math.sqrt(1.0 / distance) if distance else 0.0
        self.mass = mass
        self.x = distance * math.cos(angle)
        self.y = distance * math.sin(angle)
        self.z = 0.01 * distance
        self.vx = -speed * math.sin(angle)
        self.vy = speed * math.cos(angle)
        self.vz = 0.0


def kick(pairs, dt):
    for a, b in pairs:
        dx = a.x - b.x
        dy = a.y - b.y
        dz = a.z - b.z
        square = dx * dx + dy * dy + dz * dz
        pull = dt / (square * math.sqrt(square))
        from_b = b.mass * pull
        from_a = a.mass * pull
        a.vx -= dx * from_b
        a.vy -= dy * from_b
        a.vz -= dz * from_b
        b.vx += dx * from_a
        b.vy += dy * from_a
        b.vz += dz * from_a


def drift(planets, dt):
    for p in planets:
        p.x += dt * p.vx
        p.y += dt * p.vy
        p.z += dt * p.vz


def energy(planets, pairs):
    total = 0.0
    for p in planets:
        total += 0.5 * p.mass * (p.vx**2 + p.vy**2 + p.vz**2)
    for a, b in pairs:
        total -= a.mass * b.mass / math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2)
    return total


def main(size):
    planets = [Planet(1.0, 0.0, 0.0)]
    for i in range(1, 6):
        planets.append(Planet(0.001 / i, 0.7 * i, 1.3 * i))
    pairs = [(a, b) for i, a in enumerate(planets) for b in planets[i + 1 :]]
    before = energy(planets, pairs)
    for _ in range(size):
        kick(pairs, 0.002)
        drift(planets, 0.002)
    print(f"{before:.9f} {energy(planets, pairs):.9f} {planets[1].x:.6f}")


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
