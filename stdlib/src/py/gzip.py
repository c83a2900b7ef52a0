"""Reading and writing files that gzip compresses."""

__all__ = ['BadGzipFile', 'GzipFile', 'open', 'compress', 'decompress']

import builtins
import errno
import io
import os
import struct
import time
import warnings
import weakref
import zlib

from compression._common import _streams

FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16
READ, WRITE = 'rb', 'wb'

_COMPRESS_LEVEL_FAST = 1
_COMPRESS_LEVEL_TRADEOFF = 6
_COMPRESS_LEVEL_BEST = 9

READ_BUFFER_SIZE = 128 * 1024
_WRITE_BUFFER_SIZE = 4 * io.DEFAULT_BUFFER_SIZE

_TRUNCATED = 'Compressed file ended before the end-of-stream marker was reached'


class BadGzipFile(OSError):
    """What should be a gzip file is none."""


def open(filename, mode='rb', compresslevel=_COMPRESS_LEVEL_BEST, encoding=None, errors=None,
         newline=None):
    """Open a gzip file: a GzipFile, or a TextIOWrapper around one if mode has a 't'.

    filename is a path, or a file that has read() or write().
    """
    def make(mode):
        if isinstance(filename, (str, bytes, os.PathLike)):
            return GzipFile(filename, mode, compresslevel)
        if hasattr(filename, 'read') or hasattr(filename, 'write'):
            return GzipFile(None, mode, compresslevel, filename)
        raise TypeError('filename must be a str or bytes object, or a file')
    return _streams.open_file(make, mode, encoding, errors, newline)


class _WriteBufferStream(io.RawIOBase):
    """The raw file below the buffer of a GzipFile that is written."""

    def __init__(self, gzip_file):
        # The GzipFile has the buffer, which has this file: a count of one would keep all three.
        self._file = weakref.ref(gzip_file)

    def writable(self):
        return True

    def seekable(self):
        return False

    def write(self, data):
        gzip_file = self._file()
        if gzip_file is None:
            raise RuntimeError('lost gzip_file')
        return gzip_file._write_raw(data)


class GzipFile(_streams.BaseStream):
    """A gzip file that is read or written as if it held the data themselves.

    filename is a path, which fileobj, an open file, can stand for; then filename is only the name
    in the header. mtime is the time in the header: None for now.
    """

    myfileobj = None

    def __init__(self, filename=None, mode=None, compresslevel=_COMPRESS_LEVEL_BEST, fileobj=None,
                 mtime=None):
        self.fileobj = None
        self._buffer = None
        if mode and ('t' in mode or 'U' in mode):
            raise ValueError(f'Invalid mode: {mode!r}')
        if mode and 'b' not in mode:
            mode += 'b'
        try:
            if fileobj is None:
                fileobj = self.myfileobj = builtins.open(filename, mode or 'rb')
            if filename is None:
                filename = getattr(fileobj, 'name', '')
                if not isinstance(filename, (str, bytes)):
                    filename = ''
            else:
                filename = os.fspath(filename)
            given = mode
            if mode is None:
                mode = getattr(fileobj, 'mode', 'rb')
            self.name = filename
            if mode.startswith('r'):
                self.mode = READ
                self._buffer = io.BufferedReader(_GzipReader(fileobj))
            elif mode.startswith(('w', 'a', 'x')):
                if given is None:
                    warnings.warn(
                        'GzipFile was opened for writing, but this will change in future Python '
                        'releases.  Specify the mode argument for opening it for writing.',
                        FutureWarning, 2)
                self.mode = WRITE
                self.crc = zlib.crc32(b'')
                self.size = 0
                self.offset = 0
                self._write_mtime = mtime
                self.compress = zlib.compressobj(
                    compresslevel, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, 0)
                self._buffer_size = _WRITE_BUFFER_SIZE
                self._buffer = io.BufferedWriter(_WriteBufferStream(self), _WRITE_BUFFER_SIZE)
            else:
                raise ValueError(f'Invalid mode: {mode!r}')
            self.fileobj = fileobj
            if self.mode == WRITE:
                self._write_gzip_header(compresslevel)
        except:
            self._close()
            raise

    def __repr__(self):
        inner = repr(self.fileobj)[1:-1]
        return f'<gzip {inner} {hex(id(self))}>'

    def _write_gzip_header(self, compresslevel):
        name = os.path.basename(self.name)
        try:
            if not isinstance(name, bytes):
                name = name.encode('latin-1')
            name = name.removesuffix(b'.gz')
        except UnicodeEncodeError:
            name = b''
        mtime = time.time() if self._write_mtime is None else self._write_mtime
        effort = {_COMPRESS_LEVEL_BEST: 2, _COMPRESS_LEVEL_FAST: 4}.get(compresslevel, 0)
        self.fileobj.write(struct.pack(
            '<2sBBLBB', b'\x1f\x8b', 8, FNAME if name else 0, int(mtime), effort, 255))
        if name:
            self.fileobj.write(name + b'\0')

    @property
    def mtime(self):
        """The time in the header that was read last, as seconds; None before that."""
        return self._buffer.raw._last_mtime

    # ---- writing --------------------------------------------------------------------------

    def write(self, data):
        self._check_not_closed()
        if self.mode != WRITE:
            raise OSError(errno.EBADF, 'write() on read-only GzipFile object')
        if self.fileobj is None:
            raise ValueError('write() on closed GzipFile object')
        return self._buffer.write(data)

    def _write_raw(self, data):
        """Compress data that the buffer gives."""
        data = bytes(data)
        if data:
            self.fileobj.write(self.compress.compress(data))
            self.size += len(data)
            self.crc = zlib.crc32(data, self.crc)
            self.offset += len(data)
        return len(data)

    def flush(self, zlib_mode=zlib.Z_SYNC_FLUSH):
        self._check_not_closed()
        if self.mode == WRITE:
            self._buffer.flush()
            self.fileobj.write(self.compress.flush(zlib_mode))
            self.fileobj.flush()

    # ---- reading --------------------------------------------------------------------------

    def _check_read(self, method):
        self._check_not_closed()
        if self.mode != READ:
            raise OSError(errno.EBADF, f'{method}() on write-only GzipFile object')

    def read(self, size=-1):
        self._check_read('read')
        return self._buffer.read(size)

    def read1(self, size=-1):
        """Read up to size bytes with as little work as that takes; b'' at the end."""
        self._check_read('read1')
        return self._buffer.read1(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def readinto(self, b):
        self._check_read('readinto')
        return self._buffer.readinto(b)

    def readinto1(self, b):
        self._check_read('readinto1')
        return self._buffer.readinto1(b)

    def peek(self, n):
        self._check_read('peek')
        return self._buffer.peek(n)

    def readline(self, size=-1):
        self._check_not_closed()
        return self._buffer.readline(size)

    # ---- both -----------------------------------------------------------------------------

    @property
    def closed(self):
        return self.fileobj is None

    def close(self):
        fileobj = self.fileobj
        if fileobj is None or self._buffer.closed:
            return
        try:
            if self.mode == WRITE:
                self._buffer.flush()
                fileobj.write(self.compress.flush())
                fileobj.write(struct.pack('<LL', self.crc, self.size & 0xFFFF_FFFF))
            elif self.mode == READ:
                self._buffer.close()
        finally:
            self._close()

    def _close(self):
        self.fileobj = None
        mine = self.myfileobj
        if mine is not None:
            self.myfileobj = None
            mine.close()

    def fileno(self):
        """Return the descriptor of the file below."""
        return self.fileobj.fileno()

    def rewind(self):
        """Go back to the beginning of a file that is read."""
        if self.mode != READ:
            raise OSError("Can't rewind in write mode")
        self._buffer.seek(0)

    def readable(self):
        return self.mode == READ

    def writable(self):
        return self.mode == WRITE

    def seekable(self):
        return True

    def seek(self, offset, whence=io.SEEK_SET):
        self._check_not_closed()
        if self.mode == READ:
            return self._buffer.seek(offset, whence)
        self._buffer.flush()
        if whence == io.SEEK_CUR:
            offset += self.offset
        elif whence != io.SEEK_SET:
            raise ValueError('Seek from end not supported')
        if offset < self.offset:
            raise OSError('Negative seek in write mode')
        missing = offset - self.offset
        while missing > 0:
            missing -= self.write(bytes(min(missing, self._buffer_size)))
        return self.offset

    def __del__(self):
        if getattr(self, 'mode', None) == WRITE and not self.closed:
            warnings.warn('unclosed GzipFile', ResourceWarning, 2, self)
        super().__del__()


def _read_exact(fp, n):
    """n bytes from the file; EOFError if it has less."""
    data = fp.read(n)
    while len(data) < n:
        more = fp.read(n - len(data))
        if not more:
            raise EOFError(_TRUNCATED)
        data += more
    return data


def _read_gzip_header(fp):
    """Read a member's header and return its time; None at the end of the file."""
    magic = fp.read(2)
    if magic == b'':
        return None
    if magic != b'\x1f\x8b':
        raise BadGzipFile(f'Not a gzipped file ({magic!r})')
    method, flags, mtime = struct.unpack('<BBIxx', _read_exact(fp, 8))
    if method != 8:
        raise BadGzipFile('Unknown compression method')
    if flags & FEXTRA:
        length, = struct.unpack('<H', _read_exact(fp, 2))
        _read_exact(fp, length)
    for text in (FNAME, FCOMMENT):
        while flags & text:
            byte = fp.read(1)
            if not byte or byte == b'\0':
                break
    if flags & FHCRC:
        _read_exact(fp, 2)
    return mtime


def _check_trailer(trailer, crc, size, tell=True):
    stored_crc, stored_size = struct.unpack('<II', trailer)
    if stored_crc != crc:
        both = f' {hex(stored_crc)} != {hex(crc)}' if tell else ''
        raise BadGzipFile(f'CRC check failed{both}')
    if stored_size != size & 0xFFFF_FFFF:
        raise BadGzipFile('Incorrect length of data produced')


class _Ahead:
    """A file with bytes that were read too early before it."""

    def __init__(self, fp):
        self._fp = fp
        self._ahead = b''

    def read(self, n):
        if not self._ahead:
            return self._fp.read(n)
        data, self._ahead = self._ahead[:n], self._ahead[n:]
        return data if len(data) == n else data + self._fp.read(n - len(data))

    def prepend(self, data):
        self._ahead = data + self._ahead

    def seekable(self):
        return self._fp.seekable()

    def seek(self, offset):
        self._ahead = b''
        return self._fp.seek(offset)


class _GzipReader(_streams.DecompressReader):
    """A raw file that reads what the members of a gzip file stand for."""

    def __init__(self, fp):
        super().__init__(_Ahead(fp), zlib._ZlibDecompressor, wbits=-zlib.MAX_WBITS)
        self._new_member = True
        self._last_mtime = None

    def _start(self):
        self._crc = zlib.crc32(b'')
        self._stream_size = 0

    def read(self, size=-1):
        if size < 0:
            return self.readall()
        if not size:
            return b''
        while True:
            if self._new_member:
                self._start()
                mtime = _read_gzip_header(self._fp)
                if mtime is None:
                    self._size = self._pos
                    return b''
                self._last_mtime = mtime
                self._new_member = False
            more = b''
            if self._decompressor.needs_input:
                more = self._fp.read(READ_BUFFER_SIZE)
                if not more:
                    raise EOFError(_TRUNCATED)
            data = self._decompressor.decompress(more, size)
            self._crc = zlib.crc32(data, self._crc)
            self._stream_size += len(data)
            self._pos += len(data)
            if self._decompressor.eof:
                self._fp.prepend(self._decompressor.unused_data)
                self._end_member()
            if data:
                return data

    def _end_member(self):
        self._new_member = True
        self._decompressor = self._factory(**self._arguments)
        _check_trailer(_read_exact(self._fp, 8), self._crc, self._stream_size)
        # Members may be followed by zeros.
        byte = b'\0'
        while byte == b'\0':
            byte = self._fp.read(1)
        if byte:
            self._fp.prepend(byte)

    def _rewind(self):
        super()._rewind()
        self._new_member = True


def compress(data, compresslevel=_COMPRESS_LEVEL_BEST, *, mtime=0):
    """Return the data as a gzip file; mtime is the time in its header, None for now."""
    packed = zlib.compress(data, compresslevel, 31)
    if mtime is None:
        mtime = time.time()
    return struct.pack('<4sLBB', packed[:4], int(mtime), packed[8], 255) + packed[10:]


def decompress(data):
    """Return the data of all members of a gzip file."""
    results = []
    while True:
        fp = io.BytesIO(data)
        if _read_gzip_header(fp) is None:
            return b''.join(results)
        decompressor = zlib.decompressobj(-zlib.MAX_WBITS)
        plain = decompressor.decompress(data[fp.tell():])
        if not decompressor.eof or len(decompressor.unused_data) < 8:
            raise EOFError(_TRUNCATED)
        _check_trailer(decompressor.unused_data[:8], zlib.crc32(plain), len(plain),
                       tell=False)
        results.append(plain)
        data = decompressor.unused_data[8:].lstrip(b'\0')
