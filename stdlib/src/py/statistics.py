"""Averages, spread and relations of numbers, computed exactly and rounded once."""

from bisect import bisect_left, bisect_right
from collections import namedtuple
from fractions import Fraction
from math import (erf, erfc, exp, fabs, fsum, hypot, isfinite, isinf, isqrt, log, sqrt,
                  sumprod, tau)
from operator import itemgetter

__all__ = ['NormalDist', 'StatisticsError', 'correlation', 'covariance', 'fmean',
           'geometric_mean', 'harmonic_mean', 'linear_regression', 'mean', 'median',
           'median_grouped', 'median_high', 'median_low', 'mode', 'multimode', 'pstdev',
           'pvariance', 'quantiles', 'stdev', 'variance']


class StatisticsError(ValueError):
    """Raised for data of which the figure asked for does not exist."""


# ---------------------------------------------------------------------------
# Exact arithmetic on numbers of any type

def _common_type(a, b):
    """The type of a result made of numbers of the types a and b."""
    if a is b or b is int or b is bool:
        return a
    if a is int:
        return b
    if issubclass(b, a):
        return b
    if issubclass(a, b):
        return a
    if issubclass(a, int):
        return b
    if issubclass(b, int):
        return a
    if issubclass(a, Fraction) and issubclass(b, float):
        return b
    if issubclass(a, float) and issubclass(b, Fraction):
        return a
    raise TypeError(f"don't know how to coerce {a.__name__} and {b.__name__}")


def _ratio(x):
    """Numerator and denominator of x; (x, None) if it is infinite or no number."""
    try:
        return x.as_integer_ratio()
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' "
                        'to numerator/denominator') from None
    except (OverflowError, ValueError):
        return x, None


class _Sums:
    """The exact sum of some numbers, their count and their common type."""

    def __init__(self, data):
        by_denominator = {}
        types = set()
        self.count = 0
        for x in data:
            types.add(type(x))
            self.count += 1
            numerator, denominator = _ratio(x)
            by_denominator[denominator] = by_denominator.get(denominator, 0) + numerator
        if None in by_denominator:
            self.total = by_denominator[None]
        else:
            self.total = sum([Fraction(numerator, denominator)
                              for denominator, numerator in by_denominator.items()], Fraction())
        self.type = int
        for kind in types:
            self.type = _common_type(self.type, kind)


def _convert(value, kind):
    """An exact value as a number of that type, or as a float if it must be one."""
    if type(value) is kind:
        return value
    if issubclass(kind, int) and getattr(value, 'denominator', 1) != 1:
        kind = float
    try:
        return kind(value)
    except TypeError:
        # Decimals are not made of fractions.
        return kind(value.numerator) / kind(value.denominator)


def _squares(data, center):
    """Type, exact sum of squared deviations, and count; from center or from the mean."""
    if center is not None:
        sums = _Sums([(deviation := x - center) * deviation for x in data])
        return sums.type, sums.total, sums.count
    data = list(data)
    sums = _Sums(data)
    if not sums.count:
        return sums.type, Fraction(0), 0
    if not isinstance(sums.total, Fraction):
        return sums.type, sums.total, sums.count
    mean = sums.total / sums.count
    total = Fraction()
    by_denominator = {}
    for x in data:
        numerator, denominator = _ratio(x)
        by_denominator[denominator] = by_denominator.get(denominator, 0) + numerator * numerator
    for denominator, numerator in by_denominator.items():
        total += Fraction(numerator, denominator * denominator)
    return sums.type, total - mean * sums.total, sums.count


def _exact_root(numerator, denominator):
    """The float nearest to the square root of a fraction."""
    # Scaled so that the integer root has bits to spare; what is cut off leaves a
    # last bit set, which is all that rounding needs to know.
    shift = (numerator.bit_length() - denominator.bit_length() - 109) // 2
    if shift >= 0:
        denominator <<= 2 * shift
    else:
        numerator <<= -2 * shift
    root = isqrt(numerator // denominator)
    root |= root * root * denominator != numerator
    return float(root << shift) if shift >= 0 else root / (1 << -shift)


def _root(value, kind):
    """The square root of an exact value, for data of that type."""
    if kind.__name__ == 'Decimal':
        return _convert(value, kind).sqrt()
    if not isinstance(value, Fraction):
        raise ValueError('inf or nan encountered in data')
    return _exact_root(value.numerator, value.denominator)


def _no_negatives(values, message):
    for x in values:
        if x < 0:
            raise StatisticsError(message)
        yield x


# ---------------------------------------------------------------------------
# Averages

def mean(data):
    """Return the arithmetic mean."""
    sums = _Sums(data)
    if sums.count < 1:
        raise StatisticsError('mean requires at least one data point')
    return _convert(sums.total / sums.count, sums.type)


def fmean(data, weights=None):
    """Return the arithmetic mean as a float, fast, by weight if there are weights."""
    if weights is None:
        if not hasattr(data, '__len__'):
            data = list(data)
        count = len(data)
        total = fsum(data)
        if not count:
            raise StatisticsError('fmean requires at least one data point')
        return total / count
    if not isinstance(weights, (list, tuple)):
        weights = list(weights)
    try:
        total = sumprod(data, weights)
    except ValueError:
        raise StatisticsError('data and weights must be the same length') from None
    divisor = fsum(weights)
    if not divisor:
        raise StatisticsError('sum of weights must be non-zero')
    return total / divisor


def geometric_mean(data):
    """Return the n-th root of the product of n numbers."""
    count = 0
    found_zero = False
    logarithms = []
    for x in data:
        count += 1
        if x > 0.0 or x != x:
            logarithms.append(log(x))
        elif x == 0.0:
            found_zero = True
        else:
            raise StatisticsError('No negative inputs allowed', x)
    total = fsum(logarithms)
    if not count:
        raise StatisticsError('Must have a non-empty dataset')
    if total != total:
        return total
    if found_zero:
        return float('nan') if total == float('inf') else 0.0
    return exp(total / count)


def harmonic_mean(data, weights=None):
    """Return the reciprocal of the mean of the reciprocals, by weight if there are weights."""
    message = 'harmonic mean does not support negative values'
    data = list(data)
    count = len(data)
    if count < 1:
        raise StatisticsError('harmonic_mean requires at least one data point')
    if count == 1 and weights is None:
        x = data[0]
        if isinstance(x, (int, float, Fraction)) or hasattr(x, 'as_integer_ratio'):
            if x < 0:
                raise StatisticsError(message)
            return x
        raise TypeError('unsupported type')
    if weights is None:
        weights = [1] * count
        weight_sum = count
    else:
        weights = list(weights)
        if len(weights) != count:
            raise StatisticsError('Number of weights does not match data size')
        weight_sum = _Sums(_no_negatives(weights, message)).total
    try:
        sums = _Sums([weight / x if weight else 0
                      for weight, x in zip(weights, _no_negatives(data, message))])
    except ZeroDivisionError:
        return 0
    if sums.total <= 0:
        raise StatisticsError('Weighted sum must be positive')
    return _convert(weight_sum / sums.total, sums.type)


def _sorted_for_median(data):
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data


def median(data):
    """Return the middle number, or the mean of the two in the middle."""
    data = _sorted_for_median(data)
    middle = len(data) // 2
    if len(data) % 2:
        return data[middle]
    return (data[middle - 1] + data[middle]) / 2


def median_low(data):
    """Return the middle number, or the smaller of the two in the middle."""
    data = _sorted_for_median(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    """Return the middle number, or the larger of the two in the middle."""
    data = _sorted_for_median(data)
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    """Return the median of data that stand for intervals around them."""
    data = _sorted_for_median(data)
    count = len(data)
    middle = data[count // 2]
    below = bisect_left(data, middle)
    inside = bisect_right(data, middle, lo=below) - below
    try:
        interval = float(interval)
        middle = float(middle)
    except ValueError:
        raise TypeError('Value cannot be converted to a float') from None
    return middle - interval / 2.0 + interval * (count / 2 - below) / inside


def _counts(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    return counts


def mode(data):
    """Return what is there most often; of several the first."""
    counts = _counts(data)
    if not counts:
        raise StatisticsError('no mode for empty data')
    return max(counts, key=counts.get)


def multimode(data):
    """Return a list of all that is there most often."""
    counts = _counts(data)
    most = max(counts.values(), default=0)
    return [x for x, count in counts.items() if count == most]


def quantiles(data, *, n=4, method='exclusive'):
    """Return the n - 1 points that divide the data into n parts of equal size."""
    if n < 1:
        raise StatisticsError('n must be at least 1')
    data = sorted(data)
    count = len(data)
    if count < 2:
        if count == 1:
            return data * (n - 1)
        raise StatisticsError('must have at least one data point')
    if method not in ('inclusive', 'exclusive'):
        raise ValueError(f'Unknown method: {method!r}')
    points = []
    for i in range(1, n):
        if method == 'inclusive':
            below, part = divmod(i * (count - 1), n)
        else:
            below = min(max(i * (count + 1) // n, 1), count - 1)
            part = i * (count + 1) - below * n
            below -= 1
        points.append((data[below] * (n - part) + data[below + 1] * part) / n)
    return points


# ---------------------------------------------------------------------------
# Spread

def variance(data, xbar=None):
    """Return the variance of a sample; xbar is its mean if that is known."""
    kind, squares, count = _squares(data, xbar)
    if count < 2:
        raise StatisticsError('variance requires at least two data points')
    return _convert(squares / (count - 1), kind)


def pvariance(data, mu=None):
    """Return the variance of a whole population; mu is its mean if that is known."""
    kind, squares, count = _squares(data, mu)
    if count < 1:
        raise StatisticsError('pvariance requires at least one data point')
    return _convert(squares / count, kind)


def stdev(data, xbar=None):
    """Return the standard deviation of a sample."""
    kind, squares, count = _squares(data, xbar)
    if count < 2:
        raise StatisticsError('stdev requires at least two data points')
    return _root(squares / (count - 1), kind)


def pstdev(data, mu=None):
    """Return the standard deviation of a whole population."""
    kind, squares, count = _squares(data, mu)
    if count < 1:
        raise StatisticsError('pstdev requires at least one data point')
    return _root(squares / count, kind)


# ---------------------------------------------------------------------------
# Relations between two lists of numbers

def _check_pairs(x, y, what):
    if len(y) != len(x):
        raise StatisticsError(f'{what} requires that both inputs have same number of data points')
    if len(x) < 2:
        raise StatisticsError(f'{what} requires at least two data points')


def _centered(values):
    center = fsum(values) / len(values)
    return center, [value - center for value in values]


def covariance(x, y, /):
    """Return the covariance of two samples."""
    _check_pairs(x, y, 'covariance')
    return sumprod(_centered(x)[1], _centered(y)[1]) / (len(x) - 1)


def _ranks(data, start):
    """The place of each number among all; equal ones share the mean of their places."""
    order = sorted([(value, place) for place, value in enumerate(data)], key=itemgetter(0))
    result = [0] * len(data)
    first = 0
    while first < len(order):
        end = first + 1
        while end < len(order) and order[end][0] == order[first][0]:
            end += 1
        for _, place in order[first:end]:
            result[place] = start + first + (end - first - 1) / 2
        first = end
    return result


def _sqrt_of_product(x, y):
    """sqrt(x * y) without overflow, and one step of Newton's closer than that."""
    root = sqrt(x * y)
    if not isfinite(root):
        if isinf(root) and not isinf(x) and not isinf(y):
            scale = 2.0 ** -512
            return _sqrt_of_product(scale * x, scale * y) / scale
        return root
    if not root:
        if x and y:
            scale = 2.0 ** 537
            return _sqrt_of_product(scale * x, scale * y) / scale
        return root
    return root + sumprod((x, root), (y, -root)) / (2.0 * root)


def correlation(x, y, /, *, method='linear'):
    """Return how far y goes with x, from -1 to 1, by value or by rank."""
    _check_pairs(x, y, 'correlation')
    if method not in ('linear', 'ranked'):
        raise ValueError(f'Unknown method: {method!r}')
    if method == 'ranked':
        start = (len(x) - 1) / -2
        x = _ranks(x, start)
        y = _ranks(y, start)
    else:
        x = _centered(x)[1]
        y = _centered(y)[1]
    try:
        return sumprod(x, y) / _sqrt_of_product(sumprod(x, x), sumprod(y, y))
    except ZeroDivisionError:
        raise StatisticsError('at least one of the inputs is constant') from None


LinearRegression = namedtuple('LinearRegression', ('slope', 'intercept'))


def linear_regression(x, y, /, *, proportional=False):
    """Return slope and intercept of the line nearest to the points; through 0 if proportional."""
    _check_pairs(x, y, 'linear regression')
    if not proportional:
        x_center, x = _centered(x)
        y_center, y = _centered(y)
    try:
        slope = (sumprod(x, y) + 0.0) / sumprod(x, x)
    except ZeroDivisionError:
        raise StatisticsError('x is constant') from None
    intercept = 0.0 if proportional else y_center - slope * x_center
    return LinearRegression(slope=slope, intercept=intercept)


# ---------------------------------------------------------------------------
# The normal distribution

# Wichura's algorithm AS 241: quotients of polynomials, highest power first, for
# the middle, the sides and the far ends of the distribution.
_MIDDLE = (
    (2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
     4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
     1.3314166789178437745e+2, 3.3871328727963666080e+0),
    (5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4,
     2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2,
     4.2313330701600911252e+1, 1.0))
_SIDES = (
    (7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
     1.27045825245236838258e+0, 3.64784832476320460504e+0, 5.76949722146069140550e+0,
     4.63033784615654529590e+0, 1.42343711074968357734e+0),
    (1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
     1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e+0,
     2.05319162663775882187e+0, 1.0))
_ENDS = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
     2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e+0,
     5.46378491116411436990e+0, 6.65790464350110377720e+0),
    (2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
     7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
     5.99832206555887937690e-1, 1.0))


def _quotient(polynomials, x):
    values = []
    for coefficients in polynomials:
        value = coefficients[0]
        for coefficient in coefficients[1:]:
            value = value * x + coefficient
        values.append(value)
    return values


def _inverse_cdf(p, mu, sigma):
    q = p - 0.5
    if fabs(q) <= 0.425:
        top, bottom = _quotient(_MIDDLE, 0.180625 - q * q)
        return mu + top * q / bottom * sigma
    r = sqrt(-log(p if q <= 0.0 else 1.0 - p))
    top, bottom = _quotient(_SIDES, r - 1.6) if r <= 5.0 else _quotient(_ENDS, r - 5.0)
    x = top / bottom
    return mu + (-x if q < 0.0 else x) * sigma


class NormalDist:
    """A normal distribution with mean mu and standard deviation sigma."""

    __slots__ = {'_mu': 'Arithmetic mean of a normal distribution',
                 '_sigma': 'Standard deviation of a normal distribution'}

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError('sigma must be non-negative')
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        """Make one with the mean and standard deviation of a sample."""
        data = list(data)
        _, squares, count = _squares(data, None)
        if count < 2:
            raise StatisticsError('stdev requires at least two data points')
        finite = isinstance(squares, Fraction)
        return cls(_convert(_Sums(data).total / count, float),
                   _root(squares / (count - 1), float) if finite else float('nan'))

    def samples(self, n, *, seed=None):
        """Return n random numbers of this distribution."""
        import random
        draw = random.random if seed is None else random.Random(seed).random
        result = []
        for _ in range(n):
            p = draw()
            while not p:
                p = draw()
            result.append(_inverse_cdf(p, self._mu, self._sigma))
        return result

    def pdf(self, x):
        """Return the density at x."""
        square = self._sigma * self._sigma
        if not square:
            raise StatisticsError('pdf() not defined when sigma is zero')
        difference = x - self._mu
        return exp(difference * difference / (-2.0 * square)) / sqrt(tau * square)

    def cdf(self, x):
        """Return how likely a number not greater than x is."""
        if not self._sigma:
            raise StatisticsError('cdf() not defined when sigma is zero')
        return 0.5 * erfc((self._mu - x) / (self._sigma * sqrt(2.0)))

    def inv_cdf(self, p):
        """Return the number for which cdf() gives p."""
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError('p must be in the range 0.0 < p < 1.0')
        return _inverse_cdf(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        """Return the n - 1 points that divide the distribution into n equal parts."""
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        """Return the area that lies below both densities."""
        if not isinstance(other, NormalDist):
            raise TypeError('Expected another NormalDist instance')
        first, second = self, other
        if (second._sigma, second._mu) < (first._sigma, first._mu):
            first, second = second, first
        first_square, second_square = first.variance, second.variance
        if not first_square or not second_square:
            raise StatisticsError('overlap() not defined when sigma is zero')
        difference = second_square - first_square
        distance = fabs(second._mu - first._mu)
        if not difference:
            return 1.0 - erf(distance / (2.0 * first._sigma * sqrt(2.0)))
        # The two points where the densities cross.
        a = first._mu * second_square - second._mu * first_square
        b = first._sigma * second._sigma * sqrt(
            distance * distance + difference * log(second_square / first_square))
        left = (a + b) / difference
        right = (a - b) / difference
        return 1.0 - (fabs(second.cdf(left) - first.cdf(left))
                      + fabs(second.cdf(right) - first.cdf(right)))

    def zscore(self, x):
        """Return how many standard deviations x is above the mean."""
        if not self._sigma:
            raise StatisticsError('zscore() not defined when sigma is zero')
        return (x - self._mu) / self._sigma

    @property
    def mean(self):
        """The mean."""
        return self._mu

    @property
    def median(self):
        """The median, which is the mean."""
        return self._mu

    @property
    def mode(self):
        """The mode, which is the mean."""
        return self._mu

    @property
    def stdev(self):
        """The standard deviation."""
        return self._sigma

    @property
    def variance(self):
        """The square of the standard deviation."""
        return self._sigma * self._sigma

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, other):
        return NormalDist(self._mu * other, self._sigma * fabs(other))

    def __truediv__(self, other):
        return NormalDist(self._mu / other, self._sigma / fabs(other))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    __radd__ = __add__

    def __rsub__(self, other):
        return -(self - other)

    __rmul__ = __mul__

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f'{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})'

    def __getstate__(self):
        return self._mu, self._sigma

    def __setstate__(self, state):
        self._mu, self._sigma = state
