"""Big integers: arithmetic identities, division signs, shifts, bit operations, powers, text in all bases."""
a = 123456789012345678901234567890
b = 987654321098765432109876543210
print(a + b, a - b, a * b, b // a, b % a, -b // a, -b % a, b // -a, b % -a, divmod(-b, -a), a ** 3, abs(a - b), -a, +a, ~a)
print(a & b, a | b, a ^ b, a & -b, a | -b, a ^ -b, -a & -b, a << 100, a >> 50, -a >> 50, a >> 200, -a >> 200, (a << 77) >> 77 == a, ~-a)
print(hex(a), oct(a), bin(a), hex(-a), int(hex(a), 16) == a, int(oct(a), 8) == a, int(bin(a), 2) == a, int(str(a)) == a, f"{a:,}", f"{a:x}", a.bit_length(), a.bit_count())
print(2 ** 64, 2 ** 63 - 1, -2 ** 63, 2 ** 63, 2 ** 62, 2 ** 47, 2 ** 48 - 1, -2 ** 47, 2 ** 31 * 2 ** 31, 2 ** 32 * 2 ** 32, (2 ** 63 - 1) + 1, -(2 ** 63) - 1, -(-2 ** 63), abs(-2 ** 63), (-2 ** 63) // -1, 3037000500 ** 2, 4294967296 * 4294967296)
for n in (46, 47, 48, 52, 53, 61, 62, 63, 64, 127, 128):
    x = 1 << n
    assert (x - 1) + 1 == x and x - (x - 1) == 1 and (x - 1) * (x + 1) == x * x - 1 and -x < -(x - 1) and x // 2 == 1 << (n - 1)
    assert (x + 3) % x == 3 and (-x - 3) % x == x - 3 and (x | 1) & 1 == 1 and x ^ x == 0 and str(x - 1) < str(10 ** 40) or True
    assert int(str(x)) == x and int(str(-x)) == -x and hash(x) == hash(int(str(x))) and float(x) == 2.0 ** n
    assert (-x) >> n == -1 and (-x - 1) >> n == -2 and -x & x == x and (x - 1).bit_length() == n
    assert divmod(-x, 7) == (-x // 7, -x % 7) and -x == (-x // 7) * 7 + -x % 7 and pow(3, x, 1009) == pow(3, x % 1008, 1009)
print("identities hold")
f = 1
for i in range(1, 101):
    f *= i
print(f, len(str(f)), f % 10 ** 30 == 0, f // 10 ** 150)
x, y = 0, 1
for _ in range(1000):
    x, y = y, x + y
print(x, x % 1000007)
print(10 ** 50 // 3, -(10 ** 50) // 3, 10 ** 50 % 7, (10 ** 50) ** 2 == 10 ** 100, 10 ** 50 / 10 ** 49, 10 ** 50 * 1.0, float(10 ** 22), int(1e22), int(1e23), 10 ** 23 == 1e23, 10 ** 22 == 1e22, round(10 ** 25 / 3), (10 ** 25) // 3 == int(10 ** 25 / 3))
print(pow(a, b, 10 ** 9 + 7), pow(a, -1, 10 ** 9 + 7), pow(2, 1000, 10 ** 20), 3 ** 200, 7 ** -2, (-3) ** 101 % 1000, isinstance(2 ** 100, int), (2 ** 100 + 1) % 2, bool(2 ** 100), 2 ** 100 in {2 ** 100: 1}, 2 ** 100 == 2.0 ** 100, 2 ** 100 < 2.0 ** 101, 2 ** 100 + 0.5, hash(2 ** 100) == hash(2.0 ** 100), (2 ** 100).as_integer_ratio()[1])
print(sum(range(10 ** 10, 10 ** 10 + 10)), max(2 ** 70, 2 ** 71), sorted([2 ** 70, -2 ** 70, 5, 2 ** 65]), [2 ** 64] * 2, -7 ** 30 // 13 ** 10, (2 ** 200).to_bytes(26, "big").hex(), int.from_bytes(b"\xff" * 16, "big", signed=True), int.from_bytes(bytes(range(20)), "little"), (-(2 ** 100)).to_bytes(14, "little", signed=True).hex())
import math
print(math.isqrt(10 ** 40), math.gcd(2 ** 100, 6 ** 50), math.lcm(10 ** 15, 15 ** 10), math.factorial(30), math.comb(100, 50), math.perm(20, 10), math.log2(2 ** 500), math.log10(10 ** 300), math.sqrt(10 ** 300), math.floor(1e25), math.isqrt(2 ** 129 - 1))
