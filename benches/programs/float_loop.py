"""Float loop: additions, multiplications, divisions and comparisons of floats in local variables."""

import sys

FULL, QUICK = 2_600_000, 52_000


def logistic_orbit(steps):
    x, r, total, peaks = 0.31, 3.71, 0.0, 0
    previous = x
    for _ in range(steps):
        x = r * x * (1.0 - x)
        if x > 0.9:
            peaks += 1
        total += (x - previous) / (1.0 + x * previous)
        previous = x
    return x, total, peaks


def oscillator(steps):
    position, velocity, dt = 1.0, 0.0, 0.001
    i = 0
    while i < steps:
        acceleration = -4.0 * position - 0.001 * velocity
        velocity += acceleration * dt
        position += velocity * dt
        i += 1
    return position, velocity


def main(size):
    x, total, peaks = logistic_orbit(size)
    position, velocity = oscillator(size)
    print(f"{x:.9f} {total:.6f} {peaks} {position:.9e} {velocity:.9e}")


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
