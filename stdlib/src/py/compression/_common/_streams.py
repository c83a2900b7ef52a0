"""What files of compressed data have in common, whatever compresses them."""

import builtins
import io
import os

BUFFER_SIZE = io.DEFAULT_BUFFER_SIZE
_TRUNCATED = 'Compressed file ended before the end-of-stream marker was reached'


class BaseStream(io.BufferedIOBase):
    """Checks that reading, writing and seeking begin with."""

    def _check_not_closed(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')

    def _check_can_read(self):
        if not self.readable():
            raise io.UnsupportedOperation('File not open for reading')

    def _check_can_write(self):
        if not self.writable():
            raise io.UnsupportedOperation('File not open for writing')

    def _check_can_seek(self):
        if not self.readable():
            raise io.UnsupportedOperation(
                'Seeking is only supported on files open for reading')
        if not self.seekable():
            raise io.UnsupportedOperation(
                'The underlying file object does not support seeking')


class DecompressReader(io.RawIOBase):
    """A raw file that reads what a file of compressed streams, one after the other, stands for.

    factory(**arguments) makes the decompressor of the next stream; what raises one of the errors
    in trailing_error after the first stream is ignored.
    """

    def __init__(self, fp, factory, trailing_error=(), **arguments):
        self._fp = fp
        self._factory = factory
        self._arguments = arguments
        self._trailing_error = trailing_error
        self._decompressor = factory(**arguments)
        self._eof = False
        self._pos = 0
        self._size = -1

    def readable(self):
        return True

    def seekable(self):
        return self._fp.seekable()

    def close(self):
        self._decompressor = None
        return super().close()

    def readinto(self, b):
        with memoryview(b) as view, view.cast('B') as target:
            data = self.read(len(target))
            target[:len(data)] = data
        return len(data)

    def readall(self):
        parts = []
        while part := self.read(io.DEFAULT_BUFFER_SIZE * 16):
            parts.append(part)
        return b''.join(parts)

    def read(self, size=-1):
        if size < 0:
            return self.readall()
        if not size or self._eof:
            return b''
        data = b''
        while not data:
            if not self._decompressor.eof:
                more = b''
                if self._decompressor.needs_input:
                    more = self._fp.read(BUFFER_SIZE)
                    if not more:
                        raise EOFError(_TRUNCATED)
                data = self._decompressor.decompress(more, size)
            elif not (data := self._next_stream(size)):
                if self._eof:
                    return b''
        self._pos += len(data)
        return data

    def _next_stream(self, size):
        """Begin with what follows the end of a stream; nothing does at the end of the file."""
        more = self._decompressor.unused_data or self._fp.read(BUFFER_SIZE)
        if more:
            self._decompressor = self._factory(**self._arguments)
            try:
                return self._decompressor.decompress(more, size)
            except self._trailing_error:
                pass
        self._eof = True
        self._size = self._pos
        return b''

    def _rewind(self):
        self._fp.seek(0)
        self._eof = False
        self._pos = 0
        self._decompressor = self._factory(**self._arguments)

    def _skip(self, count):
        """Read count bytes, or what is left of the file if count is None."""
        while count is None or count > 0:
            step = BUFFER_SIZE if count is None else min(BUFFER_SIZE, count)
            data = self.read(step)
            if not data:
                break
            if count is not None:
                count -= len(data)

    def seek(self, offset, whence=io.SEEK_SET):
        if whence == io.SEEK_CUR:
            offset += self._pos
        elif whence == io.SEEK_END:
            if self._size < 0:
                self._skip(None)
            offset += self._size
        elif whence != io.SEEK_SET:
            raise ValueError(f'Invalid value for whence: {whence}')
        if offset < self._pos:
            self._rewind()
        self._skip(offset - self._pos)
        return self._pos

    def tell(self):
        return self._pos


class CompressedFile(BaseStream):
    """A file of compressed data, open for reading or for writing.

    Classes give _begin(mode, options), which returns a compressor, or None and the way to read.
    """

    def _open(self, filename, mode, options):
        self._fp = None
        self._closefp = False
        self._compressor = None
        self._buffer = None
        self._pos = 0
        plain = mode.replace('b', '', 1) if isinstance(mode, str) else None
        if plain not in ('r', 'w', 'a', 'x') or mode.startswith('b'):
            raise ValueError(f'Invalid mode: {mode!r}')
        writing = plain != 'r'
        compressor, reading = self._begin(writing, **options)
        if isinstance(filename, (str, bytes, os.PathLike)):
            self._fp = builtins.open(filename, plain + 'b')
            self._closefp = True
        elif hasattr(filename, 'read') or hasattr(filename, 'write'):
            self._fp = filename
        else:
            raise TypeError('filename must be a str, bytes, file or PathLike object')
        if writing:
            self._compressor = compressor
        else:
            self._buffer = io.BufferedReader(DecompressReader(self._fp, **reading))

    def close(self):
        """Write what is left to write, and close the file if it was opened here."""
        if self.closed:
            return
        try:
            if self._buffer is not None:
                self._buffer.close()
            elif self._compressor is not None:
                self._fp.write(self._compressor.flush())
        finally:
            fp, self._fp = self._fp, None
            self._buffer = self._compressor = None
            if self._closefp:
                fp.close()

    @property
    def closed(self):
        """True if this file is closed."""
        return self._fp is None

    @property
    def name(self):
        self._check_not_closed()
        return self._fp.name

    @property
    def mode(self):
        return 'wb' if self._compressor is not None else 'rb'

    def fileno(self):
        """Return the descriptor of the file below."""
        self._check_not_closed()
        return self._fp.fileno()

    def seekable(self):
        """Return whether positions can be changed."""
        return self.readable() and self._buffer.seekable()

    def readable(self):
        """Return whether the file was opened for reading."""
        self._check_not_closed()
        return self._buffer is not None

    def writable(self):
        """Return whether the file was opened for writing."""
        self._check_not_closed()
        return self._compressor is not None

    def peek(self, n=0):
        """Return data that are next without moving on: at least one byte, unless at the end."""
        self._check_can_read()
        return self._buffer.peek(n)

    def read(self, size=-1):
        """Read up to size bytes, or all that are left."""
        self._check_can_read()
        return self._buffer.read(size)

    def read1(self, size=-1):
        """Read up to size bytes with as little work as that takes; b'' at the end."""
        self._check_can_read()
        return self._buffer.read1(BUFFER_SIZE if size < 0 else size)

    def readinto(self, b):
        """Read bytes into b and return their number."""
        self._check_can_read()
        return self._buffer.readinto(b)

    def readline(self, size=-1):
        """Read a line, or size bytes of it."""
        self._check_can_read()
        return self._buffer.readline(size)

    def write(self, data):
        """Write bytes and return their number; the compressor may hold them back."""
        self._check_can_write()
        length = len(data) if isinstance(data, (bytes, bytearray)) else memoryview(data).nbytes
        self._fp.write(self._compressor.compress(data))
        self._pos += length
        return length

    def seek(self, offset, whence=io.SEEK_SET):
        """Change the position in the data; to go back, the file is read from its beginning."""
        self._check_can_seek()
        return self._buffer.seek(offset, whence)

    def tell(self):
        """Return the position in the data."""
        self._check_not_closed()
        return self._pos if self._buffer is None else self._buffer.tell()


def open_file(make, mode, encoding, errors, newline):
    """What the modules' open() does: make(mode) opens the binary file."""
    if 't' in mode:
        if 'b' in mode:
            raise ValueError(f'Invalid mode: {mode!r}')
    else:
        for name, value in (('encoding', encoding), ('errors', errors), ('newline', newline)):
            if value is not None:
                raise ValueError(f"Argument '{name}' not supported in binary mode")
    binary = make(mode.replace('t', ''))
    if 't' in mode:
        return io.TextIOWrapper(binary, io.text_encoding(encoding), errors, newline)
    return binary
