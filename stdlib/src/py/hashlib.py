"""Hash functions: from data of any length to digests of a fixed one.

md5(), sha256() and the others make a hash object, as new(name) does. update(data) adds data,
digest() and hexdigest() tell the digest of all data so far, copy() makes a second object that goes
on from here. file_digest() hashes a file; pbkdf2_hmac() and scrypt() make keys from passwords.
"""

import _hashlib
from _blake2 import blake2b, blake2s
from _hashlib import (
    openssl_md5 as md5, openssl_sha1 as sha1, openssl_sha224 as sha224, openssl_sha256 as sha256,
    openssl_sha384 as sha384, openssl_sha512 as sha512, openssl_sha3_224 as sha3_224,
    openssl_sha3_256 as sha3_256, openssl_sha3_384 as sha3_384, openssl_sha3_512 as sha3_512,
    openssl_shake_128 as shake_128, openssl_shake_256 as shake_256,
    pbkdf2_hmac, scrypt)

_NAMES = ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'blake2b', 'blake2s', 'sha3_224',
          'sha3_256', 'sha3_384', 'sha3_512', 'shake_128', 'shake_256')

algorithms_guaranteed = set(_NAMES)
algorithms_available = algorithms_guaranteed | {'sha512_224', 'sha512_256'}

__all__ = _NAMES + ('new', 'algorithms_guaranteed', 'algorithms_available', 'file_digest',
                    'pbkdf2_hmac')

_BLAKE2 = {'blake2b': blake2b, 'blake2s': blake2s}


def __hash_new(name, *args, **kwargs):
    """new(name, data=b'') - Return a new hashing object using the named algorithm;
    optionally initialized with data (which must be a bytes-like object).
    """
    if isinstance(name, str) and name in _BLAKE2:
        return _BLAKE2[name](*args, **kwargs)
    try:
        return _hashlib.new(name, *args, **kwargs)
    except _hashlib.UnsupportedDigestmodError:
        raise ValueError('unsupported hash type ' + name)


new = __hash_new


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """Hash what is left of a file that is open for reading bytes, and return the hash object.

    digest is the name of a hash function or what makes a hash object.
    """
    hash = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, 'getbuffer'):
        hash.update(fileobj.getbuffer())
        return hash
    if not (hasattr(fileobj, 'readinto') and hasattr(fileobj, 'readable') and fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    buffer = bytearray(_bufsize)
    with memoryview(buffer) as view:
        while size := fileobj.readinto(buffer):
            hash.update(view[:size])
    if size is None:
        raise BlockingIOError('I/O operation would block.')
    return hash
