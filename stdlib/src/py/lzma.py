"""Reading and writing files compressed by LZMA, and objects that work on data in pieces."""

__all__ = [
    'CHECK_NONE', 'CHECK_CRC32', 'CHECK_CRC64', 'CHECK_SHA256', 'CHECK_ID_MAX', 'CHECK_UNKNOWN',
    'FILTER_LZMA1', 'FILTER_LZMA2', 'FILTER_DELTA', 'FILTER_X86', 'FILTER_IA64', 'FILTER_ARM',
    'FILTER_ARMTHUMB', 'FILTER_POWERPC', 'FILTER_SPARC',
    'FORMAT_AUTO', 'FORMAT_XZ', 'FORMAT_ALONE', 'FORMAT_RAW',
    'MF_HC3', 'MF_HC4', 'MF_BT2', 'MF_BT3', 'MF_BT4', 'MODE_FAST', 'MODE_NORMAL',
    'PRESET_DEFAULT', 'PRESET_EXTREME',
    'LZMACompressor', 'LZMADecompressor', 'LZMAFile', 'LZMAError',
    'open', 'compress', 'decompress', 'is_check_supported',
]

from _lzma import *
from _lzma import _encode_filter_properties, _decode_filter_properties
from compression._common import _streams


class LZMAFile(_streams.CompressedFile):
    """A file of LZMA streams.

    filename is a path, or a file that has read() or write(), which stays open when this one is
    closed. mode is 'r', 'w', 'x' or 'a'. format, check, preset and filters are those of
    LZMACompressor; for reading, only format and filters count.
    """

    def __init__(self, filename=None, mode='r', *, format=None, check=-1, preset=None,
                 filters=None):
        self._fp = None
        self._open(filename, mode, {
            'format': format, 'check': check, 'preset': preset, 'filters': filters})

    def _begin(self, writing, format, check, preset, filters):
        if writing:
            if format is None:
                format = FORMAT_XZ
            return LZMACompressor(format, check, preset, filters), None
        if check != -1:
            raise ValueError(
                'Cannot specify an integrity check when opening a file for reading')
        if preset is not None:
            raise ValueError(
                'Cannot specify a preset compression level when opening a file for reading')
        return None, {
            'factory': LZMADecompressor, 'trailing_error': LZMAError,
            'format': FORMAT_AUTO if format is None else format, 'filters': filters}


def open(filename, mode='rb', *, format=None, check=-1, preset=None, filters=None,
         encoding=None, errors=None, newline=None):
    """Open a file of LZMA streams: an LZMAFile, or a TextIOWrapper around one if mode has a 't'."""
    return _streams.open_file(
        lambda mode: LZMAFile(filename, mode, format=format, check=check, preset=preset,
                              filters=filters),
        mode, encoding, errors, newline)


def compress(data, format=FORMAT_XZ, check=-1, preset=None, filters=None):
    """Return the data compressed; the other arguments are those of LZMACompressor."""
    compressor = LZMACompressor(format, check, preset, filters)
    return compressor.compress(data) + compressor.flush()


def decompress(data, format=FORMAT_AUTO, memlimit=None, filters=None):
    """Return the data of all streams; the other arguments are those of LZMADecompressor."""
    results = []
    while data or not results:
        decompressor = LZMADecompressor(format, memlimit, filters)
        try:
            results.append(decompressor.decompress(data))
        except LZMAError:
            if results:
                break
            raise
        if not decompressor.eof:
            raise LZMAError(
                'Compressed data ended before the end-of-stream marker was reached')
        data = decompressor.unused_data
    return b''.join(results)
