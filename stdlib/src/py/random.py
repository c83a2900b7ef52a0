"""Pseudo-random numbers, choices and samples, from one Mersenne Twister or several."""

from _random import Random as _Twister
from bisect import bisect as _bisect
from itertools import accumulate as _accumulate, repeat as _repeat
from math import (acos as _acos, ceil as _ceil, cos as _cos, e as _e, exp as _exp,
                  fabs as _fabs, floor as _floor, isfinite as _isfinite,
                  lgamma as _lgamma, log as _log, log2 as _log2, pi as _pi,
                  sin as _sin, sqrt as _sqrt, tau as TWOPI)
from operator import index as _index

__all__ = [
    'Random', 'SystemRandom', 'betavariate', 'binomialvariate', 'choice', 'choices',
    'expovariate', 'gammavariate', 'gauss', 'getrandbits', 'getstate', 'lognormvariate',
    'normalvariate', 'paretovariate', 'randbytes', 'randint', 'random', 'randrange',
    'sample', 'seed', 'setstate', 'shuffle', 'triangular', 'uniform',
    'vonmisesvariate', 'weibullvariate',
]

NV_MAGICCONST = 4 * _exp(-0.5) / _sqrt(2.0)
LOG4 = _log(4.0)
SG_MAGICCONST = 1.0 + _log(4.5)
BPF = 53
RECIP_BPF = 2 ** -BPF

# The very object that stands as randrange()'s default step.
_ONE = 1

# Types known to be sequences, so that the abstract class need not be loaded.
_PLAIN_SEQUENCES = (list, tuple, range, str)


def _is_sequence(population):
    if isinstance(population, _PLAIN_SEQUENCES):
        return True
    from collections.abc import Sequence
    return isinstance(population, Sequence)


class Random(_Twister):
    """A generator of random numbers with a state of its own."""

    VERSION = 3

    def __init__(self, x=None):
        self.seed(x)

    def __init_subclass__(cls, /, **kwargs):
        """Find out whether the subclass makes bits or only floats."""
        for base in cls.__mro__:
            attributes = base.__dict__
            if '_randbelow' in attributes:
                break
            if 'getrandbits' in attributes:
                cls._randbelow = cls._randbelow_with_getrandbits
                break
            if 'random' in attributes:
                cls._randbelow = cls._randbelow_without_getrandbits
                break

    # -- state

    def seed(self, a=None, version=2):
        """Start the sequence that belongs to a; None stands for the system's entropy."""
        if version == 1 and isinstance(a, (str, bytes)):
            a = _old_text_hash(a)
        elif isinstance(a, (str, bytes, bytearray)) and version == 2:
            from _hashlib import openssl_sha512
            data = a.encode() if isinstance(a, str) else bytes(a)
            a = int.from_bytes(data + openssl_sha512(data).digest(), 'big')
        elif not isinstance(a, (type(None), int, float, str, bytes, bytearray)):
            raise TypeError('The only supported seed types are:\n'
                            'None, int, float, str, bytes, and bytearray.')
        if isinstance(a, int):
            a = abs(int(a))
        elif a is not None:
            a = hash(a) & 0xFFFF_FFFF_FFFF_FFFF
        super().seed(a)
        self.gauss_next = None

    def getstate(self):
        """Return what setstate() needs to come back to this point."""
        return self.VERSION, super().getstate(), self.gauss_next

    def setstate(self, state):
        """Go back to the point where getstate() returned state."""
        version = state[0]
        if version == 3:
            version, internal, self.gauss_next = state
        elif version == 2:
            version, internal, self.gauss_next = state
            # Written by programs that let signed numbers in.
            try:
                internal = tuple([word % (1 << 32) for word in internal])
            except ValueError as problem:
                raise TypeError from problem
        else:
            raise ValueError(f'state with version {version} passed to '
                             f'Random.setstate() of version {self.VERSION}')
        super().setstate(internal)

    def __getstate__(self):
        return self.getstate()

    def __setstate__(self, state):
        self.setstate(state)

    def __reduce__(self):
        return self.__class__, (), self.getstate()

    # -- integers

    def _randbelow_with_getrandbits(self, n):
        """An int in range(n), for n > 0: draw as many bits as n has till it fits."""
        getrandbits = self.getrandbits
        bits = n.bit_length()
        drawn = getrandbits(bits)
        while drawn >= n:
            drawn = getrandbits(bits)
        return drawn

    def _randbelow_without_getrandbits(self, n, maxsize=1 << BPF):
        """An int in range(n), for n > 0, made from random() alone."""
        random = self.random
        if n >= maxsize:
            from warnings import warn
            warn('Underlying random() generator does not supply \n'
                 'enough bits to choose from a population range this large.\n'
                 'To remove the range limitation, add a getrandbits() method.')
            return _floor(random() * n)
        # What is left over when maxsize is divided by n would favour small numbers.
        limit = (maxsize - maxsize % n) / maxsize
        drawn = random()
        while drawn >= limit:
            drawn = random()
        return _floor(drawn * maxsize) % n

    _randbelow = _randbelow_with_getrandbits

    def randbytes(self, n):
        """Return n random bytes."""
        return self.getrandbits(n * 8).to_bytes(n, 'little')

    def randrange(self, start, stop=None, step=_ONE):
        """Return an element of range(start, stop, step)."""
        first = _index(start)
        if stop is None:
            if step is not _ONE:
                raise TypeError('Missing a non-None stop argument')
            if first > 0:
                return self._randbelow(first)
            raise ValueError('empty range for randrange()')
        last = _index(stop)
        width = last - first
        stride = _index(step)
        if stride == 1:
            if width > 0:
                return first + self._randbelow(width)
            raise ValueError(f'empty range in randrange({start}, {stop})')
        if stride > 0:
            size = (width + stride - 1) // stride
        elif stride < 0:
            size = (width + stride + 1) // stride
        else:
            raise ValueError('zero step for randrange()')
        if size <= 0:
            raise ValueError(f'empty range in randrange({start}, {stop}, {step})')
        return first + stride * self._randbelow(size)

    def randint(self, a, b):
        """Return an int from a to b, both included."""
        low = _index(a)
        high = _index(b)
        if high < low:
            raise ValueError(f'empty range in randint({a}, {b})')
        return low + self._randbelow(high - low + 1)

    # -- sequences

    def choice(self, seq):
        """Return one element of a sequence that is not empty."""
        size = len(seq)
        if not size:
            raise IndexError('Cannot choose from an empty sequence')
        return seq[self._randbelow(size)]

    def shuffle(self, x):
        """Put the elements of the list x in a random order."""
        randbelow = self._randbelow
        for last in range(len(x) - 1, 0, -1):
            other = randbelow(last + 1)
            x[last], x[other] = x[other], x[last]

    def sample(self, population, k, *, counts=None):
        """Return k elements of a sequence, none taken twice.

        counts says how often each element is there.
        """
        if not _is_sequence(population):
            raise TypeError('Population must be a sequence.  '
                            'For dicts or sets, use sorted(d).')
        size = len(population)
        if counts is not None:
            return self._sample_counted(population, size, k, counts)
        if not 0 <= k <= size:
            raise ValueError('Sample larger than population or is negative')
        randbelow = self._randbelow
        result = [None] * k
        # A small population is copied and its elements used up; from a large
        # one it is cheaper to remember which have been taken.
        worth_copying = 21
        if k > 5:
            worth_copying += 4 ** _ceil(_log(k * 3, 4))
        if size <= worth_copying:
            pool = list(population)
            for i in range(k):
                left = size - i
                chosen = randbelow(left)
                result[i] = pool[chosen]
                pool[chosen] = pool[left - 1]
        else:
            taken = set()
            for i in range(k):
                chosen = randbelow(size)
                while chosen in taken:
                    chosen = randbelow(size)
                taken.add(chosen)
                result[i] = population[chosen]
        return result

    def _sample_counted(self, population, size, k, counts):
        bounds = list(_accumulate(counts))
        if len(bounds) != size:
            raise ValueError('The number of counts does not match the population')
        total = bounds.pop() if bounds else 0
        if not isinstance(total, int):
            raise TypeError('Counts must be integers')
        if total < 0:
            raise ValueError('Counts must be non-negative')
        return [population[_bisect(bounds, place)] for place in self.sample(range(total), k)]

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        """Return a list of k elements, each chosen anew, by weight if there are weights."""
        random = self.random
        size = len(population)
        if cum_weights is None:
            if weights is None:
                scale = size + 0.0
                return [population[_floor(random() * scale)] for _ in _repeat(None, k)]
            try:
                cum_weights = list(_accumulate(weights))
            except TypeError:
                if not isinstance(weights, int):
                    raise
                k = weights
                raise TypeError(
                    f'The number of choices must be a keyword argument: {k=}') from None
        elif weights is not None:
            raise TypeError('Cannot specify both weights and cumulative weights')
        if len(cum_weights) != size:
            raise ValueError('The number of weights does not match the population')
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError('Total of weights must be greater than zero')
        if not _isfinite(total):
            raise ValueError('Total of weights must be finite')
        last = size - 1
        return [population[_bisect(cum_weights, random() * total, 0, last)]
                for _ in _repeat(None, k)]

    # -- distributions

    def uniform(self, a, b):
        """Return a float between a and b."""
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        """Return a float between low and high, most likely near mode."""
        drawn = self.random()
        try:
            peak = 0.5 if mode is None else (mode - low) / (high - low)
        except ZeroDivisionError:
            return low
        if drawn > peak:
            drawn = 1.0 - drawn
            peak = 1.0 - peak
            low, high = high, low
        return low + (high - low) * _sqrt(drawn * peak)

    def normalvariate(self, mu=0.0, sigma=1.0):
        """Normal distribution with mean mu and standard deviation sigma."""
        # Kinderman and Monahan's ratio of uniforms.
        random = self.random
        while True:
            upper = random()
            lower = 1.0 - random()
            z = NV_MAGICCONST * (upper - 0.5) / lower
            if z * z / 4.0 <= -_log(lower):
                return mu + z * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        """Normal distribution, faster, but not for several threads at once."""
        # Box and Muller's method gives two numbers; the second is kept.
        z = self.gauss_next
        self.gauss_next = None
        if z is None:
            random = self.random
            angle = random() * TWOPI
            radius = _sqrt(-2.0 * _log(1.0 - random()))
            z = _cos(angle) * radius
            self.gauss_next = _sin(angle) * radius
        return mu + z * sigma

    def lognormvariate(self, mu=0.0, sigma=1.0):
        """The distribution whose logarithm is normal."""
        return _exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd=1.0):
        """Exponential distribution with mean 1 / lambd."""
        return -_log(1.0 - self.random()) / lambd

    def vonmisesvariate(self, mu, kappa):
        """Angles around mu, the closer the greater kappa is."""
        # Best and Fisher's wrapped Cauchy envelope.
        random = self.random
        if kappa <= 1e-6:
            return TWOPI * random()
        s = 0.5 / kappa
        r = s + _sqrt(1.0 + s * s)
        while True:
            z = _cos(_pi * random())
            d = z / (r + z)
            test = random()
            if test < 1.0 - d * d or test <= (1.0 - d) * _exp(d):
                break
        q = 1.0 / r
        f = (q + z) / (1.0 + q * z)
        if random() > 0.5:
            return (mu + _acos(f)) % TWOPI
        return (mu - _acos(f)) % TWOPI

    def gammavariate(self, alpha, beta):
        """Gamma distribution of shape alpha and scale beta."""
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError('gammavariate: alpha and beta must be > 0.0')
        random = self.random
        if alpha == 1.0:
            return -_log(1.0 - random()) * beta
        if alpha > 1.0:
            # Cheng's method of 1977.
            width = _sqrt(2.0 * alpha - 1.0)
            offset = alpha - LOG4
            slope = alpha + width
            while True:
                first = random()
                if not 1e-7 < first < 0.9999999:
                    continue
                second = 1.0 - random()
                v = _log(first / (1.0 - first)) / width
                x = alpha * _exp(v)
                z = first * first * second
                r = offset + slope * v - x
                if r + SG_MAGICCONST - 4.5 * z >= 0.0 or r >= _log(z):
                    return x * beta
        # Kennedy and Gentle's statement of Ahrens and Dieter's method.
        while True:
            b = (_e + alpha) / _e
            p = b * random()
            if p <= 1.0:
                x = p ** (1.0 / alpha)
            else:
                x = -_log((b - p) / alpha)
            test = random()
            if test <= (x ** (alpha - 1.0) if p > 1.0 else _exp(-x)):
                return x * beta

    def betavariate(self, alpha, beta):
        """Beta distribution: floats between 0 and 1."""
        y = self.gammavariate(alpha, 1.0)
        if y:
            return y / (y + self.gammavariate(beta, 1.0))
        return 0.0

    def paretovariate(self, alpha):
        """Pareto distribution of shape alpha."""
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        """Weibull distribution of scale alpha and shape beta."""
        return alpha * (-_log(1.0 - self.random())) ** (1.0 / beta)

    def binomialvariate(self, n=1, p=0.5):
        """How many of n tries succeed, each with probability p."""
        if n < 0:
            raise ValueError('n must be non-negative')
        if p <= 0.0 or p >= 1.0:
            if p == 0.0:
                return 0
            if p == 1.0:
                return n
            raise ValueError('p must be in the range 0.0 <= p <= 1.0')
        if n == 1:
            return _index(self.random() < p)
        if p > 0.5:
            return n - self.binomialvariate(n, 1.0 - p)
        if n * p < 10.0:
            return self._binomial_by_gaps(n, p)
        return self._binomial_by_rejection(n, p)

    def _binomial_by_gaps(self, n, p):
        """Devroye's method: add up the tries from one success to the next."""
        random = self.random
        successes = tries = 0
        c = _log2(1.0 - p)
        if not c:
            return 0
        while True:
            try:
                tries += _floor(_log2(random()) / c) + 1
            except ValueError:
                continue  # zero was drawn, which has no logarithm
            if tries > n:
                return successes
            successes += 1

    def _binomial_by_rejection(self, n, p):
        """Hormann's transformed rejection with squeeze, for n * p >= 10 and p <= 0.5."""
        random = self.random
        deviation = _sqrt(n * p * (1.0 - p))
        b = 1.15 + 2.53 * deviation
        a = -0.0873 + 0.0248 * b + 0.01 * p
        c = n * p + 0.5
        squeeze = 0.92 - 4.2 / b
        odds = None
        while True:
            u = random() - 0.5
            us = 0.5 - _fabs(u)
            try:
                k = _floor((2.0 * a / us + b) * u + c)
            except ZeroDivisionError:
                continue
            if k < 0 or k > n:
                continue
            v = random()
            if us >= 0.07 and v <= squeeze:
                return k
            if odds is None:
                alpha = (2.83 + 5.1 / b) * deviation
                odds = _log(p / (1.0 - p))
                mode = _floor((n + 1) * p)
                h = _lgamma(mode + 1) + _lgamma(n - mode + 1)
            v *= alpha / (a / (us * us) + b)
            if _log(v) <= h - _lgamma(k + 1) - _lgamma(n - k + 1) + (k - mode) * odds:
                return k


def _old_text_hash(text):
    """The number that seeding with version=1 makes of text."""
    codes = list(text) if isinstance(text, bytes) else [ord(char) for char in text]
    value = codes[0] << 7 if codes else 0
    for code in codes:
        value = (1000003 * value ^ code) & 0xFFFF_FFFF_FFFF_FFFF
    return value ^ len(codes)


class SystemRandom(Random):
    """The same methods over the operating system's random numbers; it has no state."""

    def random(self):
        """Return a float from 0.0 up to, not including, 1.0."""
        from posix import urandom
        return (int.from_bytes(urandom(7), 'big') >> 3) * RECIP_BPF

    def getrandbits(self, k):
        """Return an int of k random bits."""
        if k < 0:
            raise ValueError('number of bits must be non-negative')
        from posix import urandom
        size = (k + 7) // 8
        return int.from_bytes(urandom(size), 'big') >> (size * 8 - k)

    def randbytes(self, n):
        """Return n random bytes."""
        from posix import urandom
        return urandom(n)

    def seed(self, *args, **kwds):
        """Accepted and ignored."""
        self.gauss_next = None

    def _notimplemented(self, *args, **kwds):
        raise NotImplementedError('System entropy source does not have state.')

    getstate = setstate = _notimplemented


# The functions of this module are the methods of one hidden generator.
_inst = Random()
seed = _inst.seed
random = _inst.random
uniform = _inst.uniform
triangular = _inst.triangular
randint = _inst.randint
choice = _inst.choice
randrange = _inst.randrange
sample = _inst.sample
shuffle = _inst.shuffle
choices = _inst.choices
normalvariate = _inst.normalvariate
lognormvariate = _inst.lognormvariate
expovariate = _inst.expovariate
vonmisesvariate = _inst.vonmisesvariate
gammavariate = _inst.gammavariate
gauss = _inst.gauss
betavariate = _inst.betavariate
binomialvariate = _inst.binomialvariate
paretovariate = _inst.paretovariate
weibullvariate = _inst.weibullvariate
getstate = _inst.getstate
setstate = _inst.setstate
getrandbits = _inst.getrandbits
randbytes = _inst.randbytes
