"""Big ints: digits of pi and e, factorials, Fibonacci, modular powers and conversion to decimal text."""

import sys

FULL, QUICK = 6_900, 980


def pi_digits(count):
    """Machin's formula in fixed point: 16 atan(1/5) - 4 atan(1/239)."""
    unit = 10 ** (count + 10)

    def arctan(inverse):
        power = unit // inverse
        total, sign, divisor = power, -1, 3
        square = inverse * inverse
        while power:
            power //= square
            total += sign * (power // divisor)
            sign = -sign
            divisor += 2
        return total

    return (4 * (4 * arctan(5) - arctan(239))) // 10**10


def spigot(count):
    """Digits of e, one at a time, from its mixed-radix expansion."""
    cells = [1] * (count + 12)
    digits = []
    for _ in range(count):
        carry = 0
        for i in range(len(cells) - 1, -1, -1):
            value = cells[i] * 10 + carry
            carry, cells[i] = divmod(value, i + 2)
        digits.append(carry)
    return digits


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def is_probable_prime(n):
    if n % 2 == 0:
        return n == 2
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for base in (2, 3, 5, 7, 11, 13):
        x = pow(base, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def main(size):
    sys.set_int_max_str_digits(0)
    pi = str(pi_digits(size))
    e = spigot(size // 4)
    factorial = 1
    for i in range(2, size):
        factorial *= i
    fib = fibonacci(size * 8)
    primes = [n for n in range(2**89 + 1, 2**89 + size // 2, 2) if is_probable_prime(n)]
    text = str(factorial)
    again = int(text[: size * 2])
    digits = sum(map(int, str(fib)))
    shifted = (fib << 67) ^ (factorial >> 13)
    print(pi[-6:], e[-4:], len(text), again % 9973, digits, len(primes), shifted % 1000003)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
