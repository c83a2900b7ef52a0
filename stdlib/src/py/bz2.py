"""Reading and writing files compressed by bzip2, and objects that work on data in pieces."""

__all__ = ['BZ2File', 'BZ2Compressor', 'BZ2Decompressor', 'open', 'compress', 'decompress']

import io

from _bz2 import BZ2Compressor, BZ2Decompressor
from compression._common import _streams


class BZ2File(_streams.CompressedFile):
    """A file of bzip2 streams.

    filename is a path, or a file that has read() or write(), which stays open when this one is
    closed. mode is 'r', 'w', 'x' or 'a'; compresslevel, from 1 to 9, counts for writing.
    """

    def __init__(self, filename, mode='r', *, compresslevel=9):
        self._fp = None
        if not 1 <= compresslevel <= 9:
            raise ValueError('compresslevel must be between 1 and 9')
        self._open(filename, 'r' if mode == '' else mode, {'compresslevel': compresslevel})

    def _begin(self, writing, compresslevel):
        if writing:
            return BZ2Compressor(compresslevel), None
        return None, {'factory': BZ2Decompressor, 'trailing_error': OSError}

    def readline(self, size=-1):
        """Read a line, or size bytes of it."""
        return super().readline(_size(size))

    def readlines(self, size=-1):
        """Read lines, at least size bytes of them or all, as a list."""
        size = _size(size)
        self._check_can_read()
        return self._buffer.readlines(size)

    def writelines(self, seq):
        """Write each of the byte strings."""
        return io.BufferedIOBase.writelines(self, seq)


def _size(size):
    if not isinstance(size, int):
        if not hasattr(size, '__index__'):
            raise TypeError('Integer argument expected')
        size = size.__index__()
    return size


def open(filename, mode='rb', compresslevel=9, encoding=None, errors=None, newline=None):
    """Open a file of bzip2 streams: a BZ2File, or a TextIOWrapper around one if mode has a 't'."""
    return _streams.open_file(
        lambda mode: BZ2File(filename, mode, compresslevel=compresslevel),
        mode, encoding, errors, newline)


def compress(data, compresslevel=9):
    """Return the data compressed."""
    compressor = BZ2Compressor(compresslevel)
    return compressor.compress(data) + compressor.flush()


def decompress(data):
    """Return the data of all streams, one after the other."""
    results = []
    while data:
        decompressor = BZ2Decompressor()
        try:
            results.append(decompressor.decompress(data))
        except OSError:
            if results:
                break
            raise
        if not decompressor.eof:
            raise ValueError(
                'Compressed data ended before the end-of-stream marker was reached')
        data = decompressor.unused_data
    return b''.join(results)
