"""SHA-512 for the few bytes of a random seed, where speed does not matter."""

_MASK = 0xFFFF_FFFF_FFFF_FFFF


def _primes(count):
    found = []
    number = 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return found


def _root_fraction(number, degree):
    """The first 64 bits after the point of number's root of that degree."""
    scaled = number << (64 * degree)
    low, high = 0, 1 << 70
    while high - low > 1:
        middle = (low + high) // 2
        if middle ** degree <= scaled:
            low = middle
        else:
            high = middle
    return low & _MASK


# The standard takes its constants from roots of the first primes.
_ROUND = [_root_fraction(prime, 3) for prime in _primes(80)]
_START = [_root_fraction(prime, 2) for prime in _primes(8)]


def _turn(word, by):
    return (word >> by | word << (64 - by)) & _MASK


def _compress(state, block):
    words = [int.from_bytes(block[i:i + 8], 'big') for i in range(0, 128, 8)]
    for i in range(16, 80):
        x, y = words[i - 15], words[i - 2]
        small0 = _turn(x, 1) ^ _turn(x, 8) ^ x >> 7
        small1 = _turn(y, 19) ^ _turn(y, 61) ^ y >> 6
        words.append((words[i - 16] + small0 + words[i - 7] + small1) & _MASK)
    a, b, c, d, e, f, g, h = state
    for constant, word in zip(_ROUND, words):
        big1 = _turn(e, 14) ^ _turn(e, 18) ^ _turn(e, 41)
        first = h + big1 + (e & f ^ ~e & g) + constant + word
        big0 = _turn(a, 28) ^ _turn(a, 34) ^ _turn(a, 39)
        second = big0 + (a & b ^ a & c ^ b & c)
        a, b, c, d, e, f, g, h = (
            (first + second) & _MASK, a, b, c, (d + first) & _MASK, e, f, g)
    return [(old + new) & _MASK for old, new in zip(state, (a, b, c, d, e, f, g, h))]


def digest(data):
    """Return the 64 bytes of the SHA-512 digest of data."""
    data = bytes(data)
    padded = data + b'\x80' + bytes(-(len(data) + 17) % 128)
    padded += (8 * len(data)).to_bytes(16, 'big')
    state = _START
    for start in range(0, len(padded), 128):
        state = _compress(state, padded[start:start + 128])
    return b''.join([word.to_bytes(8, 'big') for word in state])
