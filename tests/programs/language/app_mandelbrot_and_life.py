"""Floats at work: a character Mandelbrot set, a planet orbit, least squares, a random walk, statistics."""
rows = []
for y in range(-8, 9):
    row = ""
    for x in range(-30, 11):
        c, z, n = complex(x / 15, y / 8), 0j, 0
        while abs(z) <= 2 and n < 40: z, n = z * z + c, n + 1
        row += " .:-=+*#%@"[min(n // 4, 9)]
    rows.append(row.rstrip())
print(*rows, sep="\n")
px, py, vx, vy = 1.0, 0.0, 0.0, 1.0
for step in range(2000):
    r3 = (px * px + py * py) ** 1.5
    vx, vy = vx - px / r3 * 0.005, vy - py / r3 * 0.005
    px, py = px + vx * 0.005, py + vy * 0.005
print(px, py, (vx * vx + vy * vy) / 2 - 1 / (px * px + py * py) ** 0.5)
xs = [i / 7 for i in range(20)]
ys = [3 * x - 2 + ((i * 37 % 11) - 5) / 50 for i, x in enumerate(xs)]
n, sx, sy = len(xs), sum(xs), sum(ys)
sxx, sxy = sum(x * x for x in xs), sum(x * y for x, y in zip(xs, ys))
slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
print(slope, (sy - slope * sx) / n)
seed, pos, far = 42, 0, 0
for _ in range(5000):
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    pos += 1 if seed >> 16 & 1 else -1
    far = max(far, abs(pos))
print(pos, far, seed)
mean = sum(ys) / n
var = sum((y - mean) ** 2 for y in ys) / (n - 1)
print(mean, var, var ** 0.5, sorted(ys)[n // 2], max(ys) - min(ys))
e, term = 0.0, 1.0
for k in range(1, 25): e, term = e + term, term / k
print(e, sum(1 / k ** 2 for k in range(1, 1001)) * 6)
f = lambda v: v ** 3 - 2 * v - 5
lo, hi = 2.0, 3.0
for _ in range(60):
    mid = (lo + hi) / 2
    lo, hi = (mid, hi) if f(mid) < 0 else (lo, mid)
x = 2.0
for _ in range(8): x -= f(x) / (3 * x * x - 2)
print(lo, x, abs(lo - x) < 1e-12)
h, acc = 0.001, 0.0
for i in range(1000): acc += (4 / (1 + (i * h) ** 2) + 4 / (1 + ((i + 1) * h) ** 2)) * h / 2
print(acc, [round(v * 0.1, 10) for v in range(12)], [v * 0.1 for v in range(12)])
a = [[2.0, 1.0, -1.0, 8.0], [-3.0, -1.0, 2.0, -11.0], [-2.0, 1.0, 2.0, -3.0]]
for i in range(3):
    p = max(range(i, 3), key=lambda r: abs(a[r][i]))
    a[i], a[p] = a[p], a[i]
    for r in range(3):
        if r != i:
            k = a[r][i] / a[i][i]
            a[r] = [u - k * w for u, w in zip(a[r], a[i])]
print([a[i][3] / a[i][i] for i in range(3)])
temps = {c: c * 9 / 5 + 32 for c in range(-40, 101, 20)}
print(temps, {k: f"{v:.1f}" for k, v in temps.items() if v > 50}, 5 // 0.3, 5 % 0.3, divmod(-5, 0.3), 1e16 + 1 - 1e16, 0.1 * 3, 1.1 * 1.1, 2 / 3 * 3, 1 - 0.9)
