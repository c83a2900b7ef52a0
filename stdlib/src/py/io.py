"""Streams: text, bytes in a buffer, and bytes as the system gives them."""

import _io
import abc

from _io import (BlockingIOError, BufferedRandom, BufferedReader, BufferedRWPair, BufferedWriter,
                 BytesIO, DEFAULT_BUFFER_SIZE, FileIO, IncrementalNewlineDecoder, StringIO,
                 TextIOWrapper, UnsupportedOperation, open, open_code, text_encoding)

__all__ = ['BlockingIOError', 'open', 'open_code', 'IOBase', 'RawIOBase', 'FileIO', 'BytesIO',
           'StringIO', 'BufferedIOBase', 'BufferedReader', 'BufferedWriter', 'BufferedRWPair',
           'BufferedRandom', 'TextIOBase', 'TextIOWrapper', 'UnsupportedOperation',
           'SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'DEFAULT_BUFFER_SIZE',
           'IncrementalNewlineDecoder', 'text_encoding', 'Reader', 'Writer']

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


class IOBase(_io._IOBase, metaclass=abc.ABCMeta):
    """The abstract base class of all streams."""


class RawIOBase(_io._RawIOBase, IOBase):
    """Base class of streams of bytes without a buffer."""


class BufferedIOBase(_io._BufferedIOBase, IOBase):
    """Base class of streams of bytes with a buffer."""


class TextIOBase(_io._TextIOBase, IOBase):
    """Base class of streams of text."""


RawIOBase.register(FileIO)
for _class in (BytesIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair):
    BufferedIOBase.register(_class)
TextIOBase.register(StringIO)
TextIOBase.register(TextIOWrapper)
del _class


def _defines(cls, name):
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name] is not None
    return False


class Reader(metaclass=abc.ABCMeta):
    """Whatever has a read() method."""

    __slots__ = ()

    @abc.abstractmethod
    def read(self, size=..., /):
        """Read data and return it; at most size items if that is given."""

    @classmethod
    def __subclasshook__(cls, other):
        if cls is Reader:
            return _defines(other, 'read') or NotImplemented
        return NotImplemented

    __class_getitem__ = classmethod(type(list[int]))


class Writer(metaclass=abc.ABCMeta):
    """Whatever has a write() method."""

    __slots__ = ()

    @abc.abstractmethod
    def write(self, data, /):
        """Write data and return how many items were written."""

    @classmethod
    def __subclasshook__(cls, other):
        if cls is Writer:
            return _defines(other, 'write') or NotImplemented
        return NotImplemented

    __class_getitem__ = classmethod(type(list[int]))
