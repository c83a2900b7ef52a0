"""HMAC, the keyed-hash message authentication code of RFC 2104."""

import hashlib
import warnings

import _hashlib
from _hashlib import compare_digest

trans_5C = bytes(byte ^ 0x5C for byte in range(256))
trans_36 = bytes(byte ^ 0x36 for byte in range(256))

# HMAC has digests of the size of its hash function's.
digest_size = None


def _constructor(digestmod):
    """What makes the hash objects: digestmod may be that, a name or a module."""
    if isinstance(digestmod, str):
        return lambda data=b'': hashlib.new(digestmod, data)
    if callable(digestmod):
        return digestmod
    return lambda data=b'': digestmod.new(data)


class HMAC:
    """A message authentication code in the making; see new()."""

    blocksize = 64
    __slots__ = ('_inner', '_outer', 'block_size', 'digest_size')

    def __init__(self, key, msg=None, digestmod=''):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError(f'key: expected bytes or bytearray, but got {type(key).__name__!r}')
        if not digestmod:
            raise TypeError("Missing required argument 'digestmod'.")
        make = _constructor(digestmod)
        self._outer = make()
        self._inner = make()
        self.digest_size = self._inner.digest_size
        if not self.digest_size:
            raise ValueError('no reason supplied')
        blocksize = self._block_size()
        if len(key) > blocksize:
            key = make(key).digest()
        self.block_size = blocksize
        key = key.ljust(blocksize, b'\0')
        self._outer.update(key.translate(trans_5C))
        self._inner.update(key.translate(trans_36))
        if msg is not None:
            self.update(msg)

    def _block_size(self):
        size = getattr(self._inner, 'block_size', None)
        if size is None:
            warnings.warn(
                'No block_size attribute on given digest object; '
                f'Assuming {self.blocksize}.', RuntimeWarning, 3)
            return self.blocksize
        if size < 16:
            warnings.warn(
                f'block_size of {size} seems too small; using our '
                f'default of {self.blocksize}.', RuntimeWarning, 3)
            return self.blocksize
        return size

    @property
    def name(self):
        return f'hmac-{self._inner.name}'

    def update(self, msg):
        """Add data to the message."""
        self._inner.update(msg)

    def copy(self):
        """Return a second object that goes on from here."""
        other = HMAC.__new__(type(self))
        other.block_size = self.block_size
        other.digest_size = self.digest_size
        other._inner = self._inner.copy()
        other._outer = self._outer.copy()
        return other

    def _finished(self):
        outer = self._outer.copy()
        outer.update(self._inner.digest())
        return outer

    def digest(self):
        """Return the code of the message so far."""
        return self._finished().digest()

    def hexdigest(self):
        """Return the code of the message so far as hexadecimal digits."""
        return self._finished().hexdigest()


def new(key, msg=None, digestmod=''):
    """Return an object that makes the code of msg, and of what is added, under this key.

    digestmod, which must be given, is the name of a hash function, what makes a hash object, or a
    module with new().
    """
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    """Return the code of msg under this key: as new(key, msg, digest).digest(), but quicker."""
    if isinstance(digest, str):
        try:
            return _hashlib.hmac_digest(key, msg, digest)
        except _hashlib.UnsupportedDigestmodError:
            pass
    make = _constructor(digest)
    inner, outer = make(), make()
    blocksize = getattr(inner, 'block_size', 64)
    if len(key) > blocksize:
        key = make(key).digest()
    key = bytes(key).ljust(blocksize, b'\0')
    inner.update(key.translate(trans_36))
    inner.update(msg)
    outer.update(key.translate(trans_5C))
    outer.update(inner.digest())
    return outer.digest()
