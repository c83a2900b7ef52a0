"""Exact fractions of integers."""

import math
import numbers
import operator
import sys

__all__ = ['Fraction']

# Hashing works modulo this prime, so that equal numbers of all types hash alike.
_PRIME = sys.hash_info.modulus
_HASH_INF = sys.hash_info.inf


def _digits_end(text, place):
    """Where the digits at place end; single underscores may stand between them."""
    end = place
    while end < len(text):
        if text[end].isdecimal():
            end += 1
        elif text[end] == '_' and end > place and text[end + 1:end + 2].isdecimal():
            end += 1
        else:
            break
    return end


def _parse(text):
    """The numerator and denominator of text such as '-3/4' or '1.5e3'; None if it is none."""
    text = text.strip()
    place = 0
    negative = text.startswith('-')
    if text[:1] in ('-', '+'):
        place = 1
    end = _digits_end(text, place)
    whole = text[place:end]
    numerator = int(whole) if whole else 0
    denominator = 1
    # Blanks may stand around the line of a fraction.
    slash = end
    while slash < len(text) and text[slash].isspace():
        slash += 1
    if whole and text.startswith('/', slash):
        place = slash + 1
        while place < len(text) and text[place].isspace():
            place += 1
        end = _digits_end(text, place)
        if end == place:
            return None
        denominator = int(text[place:end])
    else:
        if text.startswith('.', end):
            place = end + 1
            end = _digits_end(text, place)
            decimals = text[place:end].replace('_', '')
            if not whole and not decimals:
                return None
            if decimals:
                denominator = 10 ** len(decimals)
                numerator = numerator * denominator + int(decimals)
        elif not whole:
            return None
        if text[end:end + 1] in ('e', 'E'):
            place = end + 1
            first = place + (text[place:place + 1] in ('-', '+'))
            end = _digits_end(text, first)
            if end == first:
                return None
            exponent = int(text[place:end])
            if exponent >= 0:
                numerator *= 10 ** exponent
            else:
                denominator *= 10 ** -exponent
    if end != len(text):
        return None
    return -numerator if negative else numerator, denominator


def _round_to_exponent(numerator, denominator, exponent, no_neg_zero=False):
    """The sign and the integer nearest to n / d in units of 10 ** exponent; ties to even."""
    if exponent >= 0:
        denominator *= 10 ** exponent
    else:
        numerator *= 10 ** -exponent
    quotient, rest = divmod(numerator + (denominator >> 1), denominator)
    if rest == 0 and denominator & 1 == 0:
        quotient &= -2
    negative = quotient < 0 if no_neg_zero else numerator < 0
    return negative, abs(quotient)


def _round_to_figures(numerator, denominator, figures):
    """The same to a number of significant figures, with the exponent that it takes."""
    if numerator == 0:
        return False, 0, 1 - figures
    top = str(abs(numerator))
    bottom = str(denominator)
    magnitude = len(top) - len(bottom) + (bottom <= top)
    exponent = magnitude - figures
    negative, significand = _round_to_exponent(numerator, denominator, exponent)
    if len(str(significand)) == figures + 1:
        significand //= 10
        exponent += 1
    return negative, significand, exponent


class _Spec:
    """A format specification, taken apart; ValueError if it is none."""

    def __init__(self, text):
        self.fill, self.align = ' ', None
        if text[1:2] in ('<', '>', '=', '^'):
            self.fill, self.align, text = text[0], text[1], text[2:]
        elif text[:1] in ('<', '>', '=', '^'):
            self.align, text = text[0], text[1:]
        self.sign = '-'
        if text[:1] in ('-', '+', ' '):
            self.sign, text = text[0], text[1:]
        self.no_neg_zero, text = self._flag(text, 'z')
        self.alternate, text = self._flag(text, '#')
        # A zero pads only if it is followed by a width; alone it is a width itself.
        self.zero_pad = text[:1] == '0' and text[1:2].isdecimal() and text[1:2].isascii()
        if self.zero_pad:
            text = text[1:]
        self.width, text = self._number(text)
        self.thousands = ''
        if text[:1] in (',', '_'):
            self.thousands, text = text[0], text[1:]
        self.precision = None
        self.decimal_separator = ''
        if text[:1] == '.':
            self.precision, text = self._number(text[1:])
            if text[:1] in (',', '_'):
                self.decimal_separator, text = text[0], text[1:]
            elif self.precision is None:
                raise ValueError
        self.kind = text
        if text and text not in ('e', 'E', 'f', 'F', 'g', 'G', '%'):
            raise ValueError

    @staticmethod
    def _flag(text, letter):
        return (True, text[1:]) if text.startswith(letter) else (False, text)

    @staticmethod
    def _number(text):
        end = 0
        while end < len(text) and '0' <= text[end] <= '9':
            end += 1
        return (int(text[:end]) if end else None), text[end:]

    def padded(self, sign, body):
        """Fill up to the width."""
        padding = self.fill * ((self.width or 0) - len(sign) - len(body))
        align = self.align or '>'
        if align == '>':
            return padding + sign + body
        if align == '<':
            return sign + body + padding
        if align == '^':
            half = len(padding) // 2
            return padding[:half] + sign + body + padding[half:]
        return sign + padding + body


def _group(digits, separator):
    """Put separator between groups of three digits, counted from the right."""
    if not separator:
        return digits
    first = len(digits) % 3 or 3
    return separator.join([digits[:first],
                           *[digits[at:at + 3] for at in range(first, len(digits), 3)]])


class Fraction(numbers.Rational):
    """A fraction in lowest terms, made of two rationals, a float, a decimal or text."""

    __slots__ = ('_numerator', '_denominator')

    def __new__(cls, numerator=0, denominator=None):
        if denominator is None:
            if type(numerator) is int:
                return cls._from_coprime_ints(numerator, 1)
            if isinstance(numerator, numbers.Rational):
                return cls._from_coprime_ints(numerator.numerator, numerator.denominator)
            if isinstance(numerator, float) or (
                    not isinstance(numerator, (str, type))
                    and hasattr(numerator, 'as_integer_ratio')):
                return cls._from_coprime_ints(*numerator.as_integer_ratio())
            if not isinstance(numerator, str):
                raise TypeError('argument should be a string or a Rational instance or '
                                'have the as_integer_ratio() method')
            parsed = _parse(numerator)
            if parsed is None:
                raise ValueError(f'Invalid literal for Fraction: {numerator!r}')
            numerator, denominator = parsed
        elif type(numerator) is int is type(denominator):
            pass
        elif (isinstance(numerator, numbers.Rational)
              and isinstance(denominator, numbers.Rational)):
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        else:
            raise TypeError('both arguments should be Rational instances')
        if denominator == 0:
            raise ZeroDivisionError(f'Fraction({numerator}, 0)')
        common = math.gcd(numerator, denominator)
        if denominator < 0:
            common = -common
        return cls._from_coprime_ints(numerator // common, denominator // common)

    @classmethod
    def _from_coprime_ints(cls, numerator, denominator, /):
        """Make one of integers known to be in lowest terms, the second positive."""
        self = super().__new__(cls)
        self._numerator = numerator
        self._denominator = denominator
        return self

    @classmethod
    def from_number(cls, number):
        """Make one of a number that is a rational or knows its integer ratio."""
        if type(number) is int:
            return cls._from_coprime_ints(number, 1)
        if isinstance(number, numbers.Rational):
            return cls._from_coprime_ints(number.numerator, number.denominator)
        if isinstance(number, float) or (
                not isinstance(number, type) and hasattr(number, 'as_integer_ratio')):
            return cls._from_coprime_ints(*number.as_integer_ratio())
        raise TypeError('argument should be a Rational instance or '
                        'have the as_integer_ratio() method')

    @classmethod
    def from_float(cls, f):
        """Make one that is exactly a float or integer."""
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(f'{cls.__name__}.from_float() only takes floats, '
                            f'not {f!r} ({type(f).__name__})')
        return cls._from_coprime_ints(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """Make one that is exactly a decimal or integer."""
        if isinstance(dec, numbers.Integral):
            dec = int(dec)
        elif type(dec).__name__ != 'Decimal':
            raise TypeError(f'{cls.__name__}.from_decimal() only takes Decimals, '
                            f'not {dec!r} ({type(dec).__name__})')
        return cls._from_coprime_ints(*dec.as_integer_ratio())

    def is_integer(self):
        """Return whether it is a whole number."""
        return self._denominator == 1

    def as_integer_ratio(self):
        """Return numerator and denominator."""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """Return the nearest fraction whose denominator is not above max_denominator."""
        if max_denominator < 1:
            raise ValueError('max_denominator should be at least 1')
        if self._denominator <= max_denominator:
            return Fraction(self)
        # The convergents of the continued fraction, as long as they are allowed.
        before_n, before_d, last_n, last_d = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            term = n // d
            next_d = before_d + term * last_d
            if next_d > max_denominator:
                break
            before_n, before_d, last_n, last_d = last_n, last_d, before_n + term * last_n, next_d
            n, d = d, n - term * d
        # Of the last convergent and the best fraction on the other side the nearer one.
        k = (max_denominator - before_d) // last_d
        if 2 * d * (before_d + k * last_d) <= self._denominator:
            return Fraction._from_coprime_ints(last_n, last_d)
        return Fraction._from_coprime_ints(before_n + k * last_n, before_d + k * last_d)

    @property
    def numerator(self):
        """What is above the line."""
        return self._numerator

    @property
    def denominator(self):
        """What is below the line; it is positive."""
        return self._denominator

    def __repr__(self):
        return f'{self.__class__.__name__}({self._numerator}, {self._denominator})'

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f'{self._numerator}/{self._denominator}'

    # -- formatting

    def __format__(self, format_spec, /):
        try:
            spec = _Spec(format_spec)
        except ValueError:
            spec = None
        if spec is not None and spec.kind:
            if not (spec.align and spec.zero_pad):
                return self._format_number(spec)
        elif spec is not None and not (spec.no_neg_zero or spec.zero_pad
                                       or spec.precision is not None
                                       or spec.decimal_separator):
            return self._format_fraction(spec)
        raise ValueError(f'Invalid format specifier {format_spec!r} '
                         f'for object of type {type(self).__name__!r}')

    def _format_fraction(self, spec):
        body = _group(str(abs(self._numerator)), spec.thousands)
        if spec.alternate or self._denominator > 1:
            body += '/' + _group(str(self._denominator), spec.thousands)
        return spec.padded(self._sign(spec, self._numerator < 0), body)

    @staticmethod
    def _sign(spec, negative):
        if negative:
            return '-'
        return '' if spec.sign == '-' else spec.sign

    def _format_number(self, spec):
        kind = spec.kind
        precision = 6 if spec.precision is None else spec.precision
        trim = kind in 'gG' and not spec.alternate
        if kind in 'fF%':
            exponent = -precision
            if kind == '%':
                exponent -= 2
            negative, significand = _round_to_exponent(
                self._numerator, self._denominator, exponent, spec.no_neg_zero)
            scientific = False
            point = precision
        else:
            figures = max(precision, 1) if kind in 'gG' else precision + 1
            negative, significand, exponent = _round_to_figures(
                self._numerator, self._denominator, figures)
            scientific = kind in 'eE' or exponent > 0 or exponent + figures <= -4
            point = figures - 1 if scientific else -exponent
        suffix = ''
        if kind == '%':
            suffix = '%'
        elif scientific:
            suffix = f'{"E" if kind.isupper() else "e"}{exponent + point:+03d}'
        digits = f'{significand:0{point + 1}d}'
        whole = digits[:len(digits) - point]
        decimals = digits[len(digits) - point:]
        if trim:
            decimals = decimals.rstrip('0')
        dot = '' if not decimals and not spec.alternate else '.'
        if spec.decimal_separator:
            decimals = spec.decimal_separator.join(
                [decimals[at:at + 3] for at in range(0, len(decimals), 3)])
        sign = self._sign(spec, negative)
        tail = dot + decimals + suffix
        if spec.zero_pad or spec.fill == '0' and spec.align == '=':
            room = (spec.width or 0) - len(sign) - len(tail)
            # Zeros count as digits, so that separators may come between them, too.
            if spec.thousands:
                room = 3 * room // 4 + 1
            whole = whole.zfill(room)
        return spec.padded(sign, _group(whole, spec.thousands) + tail)

    # -- arithmetic

    def _arithmetic(exact, fallback, for_complex=True):
        """The method and its mirror image for an operation on two fractions."""

        def forward(a, b):
            if isinstance(b, Fraction):
                return exact(a, b)
            if isinstance(b, int):
                return exact(a, Fraction(b))
            if isinstance(b, float):
                return fallback(float(a), b)
            if for_complex and isinstance(b, complex):
                return fallback(float(a), b)
            return NotImplemented

        def reverse(b, a):
            if isinstance(a, numbers.Rational):
                return exact(Fraction(a), b)
            if isinstance(a, numbers.Real):
                return fallback(float(a), float(b))
            if for_complex and isinstance(a, numbers.Complex):
                return fallback(complex(a), float(b))
            return NotImplemented

        forward.__name__ = f'__{fallback.__name__}__'
        reverse.__name__ = f'__r{fallback.__name__}__'
        forward.__doc__ = exact.__doc__
        reverse.__doc__ = exact.__doc__
        return forward, reverse

    def _add(a, b):
        """a + b"""
        return Fraction(a._numerator * b._denominator + b._numerator * a._denominator,
                        a._denominator * b._denominator)

    def _sub(a, b):
        """a - b"""
        return Fraction(a._numerator * b._denominator - b._numerator * a._denominator,
                        a._denominator * b._denominator)

    def _mul(a, b):
        """a * b"""
        return Fraction(a._numerator * b._numerator, a._denominator * b._denominator)

    def _div(a, b):
        """a / b"""
        if b._numerator == 0:
            raise ZeroDivisionError(f'Fraction({b._denominator}, 0)')
        return Fraction(a._numerator * b._denominator, a._denominator * b._numerator)

    def _floordiv(a, b):
        """a // b"""
        return (a._numerator * b._denominator) // (a._denominator * b._numerator)

    def _divmod(a, b):
        """(a // b, a % b)"""
        common = a._denominator * b._denominator
        quotient, rest = divmod(a._numerator * b._denominator, a._denominator * b._numerator)
        return quotient, Fraction(rest, common)

    def _mod(a, b):
        """a % b"""
        common = a._denominator * b._denominator
        return Fraction((a._numerator * b._denominator) % (b._numerator * a._denominator), common)

    __add__, __radd__ = _arithmetic(_add, operator.add)
    __sub__, __rsub__ = _arithmetic(_sub, operator.sub)
    __mul__, __rmul__ = _arithmetic(_mul, operator.mul)
    __truediv__, __rtruediv__ = _arithmetic(_div, operator.truediv)
    __floordiv__, __rfloordiv__ = _arithmetic(_floordiv, operator.floordiv, False)
    __divmod__, __rdivmod__ = _arithmetic(_divmod, divmod, False)
    __mod__, __rmod__ = _arithmetic(_mod, operator.mod, False)
    del _arithmetic

    def __pow__(a, b, modulo=None):
        """a ** b; exact if b is a whole number"""
        if modulo is not None:
            return NotImplemented
        if isinstance(b, numbers.Rational):
            if b.denominator != 1:
                return float(a) ** float(b)
            power = b.numerator
            if power >= 0:
                return Fraction._from_coprime_ints(a._numerator ** power,
                                                   a._denominator ** power)
            if a._numerator == 0:
                raise ZeroDivisionError(f'Fraction({a._denominator ** -power}, 0)')
            top, bottom = a._denominator ** -power, a._numerator ** -power
            if bottom < 0:
                top, bottom = -top, -bottom
            return Fraction._from_coprime_ints(top, bottom)
        if isinstance(b, (float, complex)):
            return float(a) ** b
        return NotImplemented

    def __rpow__(b, a, modulo=None):
        """a ** b"""
        if modulo is not None:
            return NotImplemented
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        if b._denominator == 1:
            return a ** b._numerator
        return a ** float(b)

    def __pos__(self):
        return Fraction._from_coprime_ints(self._numerator, self._denominator)

    def __neg__(self):
        return Fraction._from_coprime_ints(-self._numerator, self._denominator)

    def __abs__(self):
        return Fraction._from_coprime_ints(abs(self._numerator), self._denominator)

    def __int__(self):
        if self._numerator < 0:
            return -(-self._numerator // self._denominator)
        return self._numerator // self._denominator

    __trunc__ = __int__

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            twice = 2 * rest
            if twice > self._denominator or twice == self._denominator and whole & 1:
                whole += 1
            return whole
        unit = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * unit), unit)
        return Fraction(round(self / unit) * unit)

    # -- comparison

    def __hash__(self):
        try:
            inverse = pow(self._denominator, -1, _PRIME)
        except ValueError:
            value = _HASH_INF
        else:
            value = hash(hash(abs(self._numerator)) * inverse)
        value = value if self._numerator >= 0 else -value
        return -2 if value == -1 else value

    def __eq__(self, other):
        if type(other) is int:
            return self._numerator == other and self._denominator == 1
        if isinstance(other, numbers.Rational):
            return (self._numerator == other.numerator
                    and self._denominator == other.denominator)
        if isinstance(other, numbers.Complex) and other.imag == 0:
            other = other.real
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return other == 0.0
            return self == self.from_float(other)
        return NotImplemented

    def _compare(self, other, compare):
        if isinstance(other, numbers.Rational):
            return compare(self._numerator * other.denominator,
                           self._denominator * other.numerator)
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return compare(0.0, other)
            return compare(self, self.from_float(other))
        return NotImplemented

    def __lt__(self, other):
        return self._compare(other, operator.lt)

    def __gt__(self, other):
        return self._compare(other, operator.gt)

    def __le__(self, other):
        return self._compare(other, operator.le)

    def __ge__(self, other):
        return self._compare(other, operator.ge)

    def __bool__(self):
        return bool(self._numerator)

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        if type(self) is Fraction:
            return self
        return self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()
