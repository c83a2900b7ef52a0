"""Waiting for many files and sockets at once, by whatever the system does best."""

import math
import select
from abc import ABCMeta, abstractmethod
from collections import namedtuple
from collections.abc import Mapping

EVENT_READ = 1
EVENT_WRITE = 2
_BOTH = EVENT_READ | EVENT_WRITE

SelectorKey = namedtuple('SelectorKey', ['fileobj', 'fd', 'events', 'data'])
SelectorKey.__doc__ = """What is registered: the file, its descriptor, the events, and data of one's own."""


def _descriptor(fileobj):
    """The descriptor of a file, or of a number the number."""
    if isinstance(fileobj, int):
        fd = fileobj
    else:
        try:
            fd = int(fileobj.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f'Invalid file object: {fileobj!r}') from None
    if fd < 0:
        raise ValueError(f'Invalid file descriptor: {fd}')
    return fd


class _Registered(Mapping):
    """What a selector knows, by file or descriptor."""

    def __init__(self, selector):
        self._selector = selector

    def __len__(self):
        return len(self._selector._keys)

    def get(self, fileobj, default=None):
        return self._selector._keys.get(self._selector._find(fileobj), default)

    def __getitem__(self, fileobj):
        key = self._selector._keys.get(self._selector._find(fileobj))
        if key is None:
            raise KeyError(f'{fileobj!r} is not registered')
        return key

    def __iter__(self):
        return iter(self._selector._keys)


class BaseSelector(metaclass=ABCMeta):
    """What all selectors can do."""

    @abstractmethod
    def register(self, fileobj, events, data=None):
        """Watch a file for events; return its key."""
        raise NotImplementedError

    @abstractmethod
    def unregister(self, fileobj):
        """Watch a file no longer; return the key that it had."""
        raise NotImplementedError

    def modify(self, fileobj, events, data=None):
        """Change what a file is watched for, or its data; return its key."""
        self.unregister(fileobj)
        return self.register(fileobj, events, data)

    @abstractmethod
    def select(self, timeout=None):
        """Wait for events, at most timeout seconds; return a list of (key, events)."""
        raise NotImplementedError

    def close(self):
        """Give back what the system keeps for the selector."""

    def get_key(self, fileobj):
        """Return the key of a registered file."""
        known = self.get_map()
        if known is None:
            raise RuntimeError('Selector is closed')
        try:
            return known[fileobj]
        except KeyError:
            raise KeyError(f'{fileobj!r} is not registered') from None

    @abstractmethod
    def get_map(self):
        """Return a mapping from files to keys, or None when the selector is closed."""
        raise NotImplementedError

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class _Selector(BaseSelector):
    """Keeps the keys; a subclass tells the system about them."""

    def __init__(self):
        self._keys = {}
        self._map = _Registered(self)

    def _find(self, fileobj):
        """The descriptor of a file, also of one that has been closed since it was registered."""
        try:
            return _descriptor(fileobj)
        except ValueError:
            for key in self._keys.values():
                if key.fileobj is fileobj:
                    return key.fd
            raise

    def register(self, fileobj, events, data=None):
        if not events or events & ~_BOTH:
            raise ValueError(f'Invalid events: {events!r}')
        key = SelectorKey(fileobj, self._find(fileobj), events, data)
        if key.fd in self._keys:
            raise KeyError(f'{fileobj!r} (FD {key.fd}) is already registered')
        self._keys[key.fd] = key
        try:
            self._watch(key)
        except BaseException:
            del self._keys[key.fd]
            raise
        return key

    def unregister(self, fileobj):
        try:
            key = self._keys.pop(self._find(fileobj))
        except KeyError:
            raise KeyError(f'{fileobj!r} is not registered') from None
        self._forget(key)
        return key

    def modify(self, fileobj, events, data=None):
        try:
            key = self._keys[self._find(fileobj)]
        except KeyError:
            raise KeyError(f'{fileobj!r} is not registered') from None
        if events != key.events:
            key = self._change(key, fileobj, events, data)
        elif data != key.data:
            key = self._keys[key.fd] = key._replace(data=data)
        return key

    def _change(self, key, fileobj, events, data):
        self.unregister(fileobj)
        return self.register(fileobj, events, data)

    def close(self):
        self._keys.clear()
        self._map = None

    def get_map(self):
        return self._map

    def _ready(self, fd, events):
        """The entry of a result, or None for what is not registered (any longer)."""
        key = self._keys.get(fd)
        if key and events & key.events:
            return key, events & key.events


class SelectSelector(_Selector):
    """By select()."""

    def __init__(self):
        super().__init__()
        self._readers = set()
        self._writers = set()

    def _watch(self, key):
        if key.events & EVENT_READ:
            self._readers.add(key.fd)
        if key.events & EVENT_WRITE:
            self._writers.add(key.fd)

    def _forget(self, key):
        self._readers.discard(key.fd)
        self._writers.discard(key.fd)

    def select(self, timeout=None):
        if timeout is not None:
            timeout = max(timeout, 0)
        try:
            readers, writers, _ = select.select(self._readers, self._writers, [], timeout)
        except InterruptedError:
            return []
        readers, writers = frozenset(readers), frozenset(writers)
        found = [self._ready(fd, (fd in readers) * EVENT_READ | (fd in writers) * EVENT_WRITE)
                 for fd in readers | writers]
        return [entry for entry in found if entry]


class _Polling(_Selector):
    """By an object of the module select that keeps what is watched."""

    def __init__(self):
        super().__init__()
        self._selector = self._make()

    def _mask(self, events):
        return ((self._READ if events & EVENT_READ else 0)
                | (self._WRITE if events & EVENT_WRITE else 0))

    def _watch(self, key):
        self._selector.register(key.fd, self._mask(key.events))

    def _forget(self, key):
        try:
            self._selector.unregister(key.fd)
        except OSError:
            # The file may have been closed, and the system knows it no more.
            pass

    def _change(self, key, fileobj, events, data):
        try:
            self._selector.modify(key.fd, self._mask(events))
        except BaseException:
            super().unregister(fileobj)
            raise
        key = self._keys[key.fd] = key._replace(events=events, data=data)
        return key

    def _entries(self, pairs):
        ready = []
        for fd, answer in pairs:
            # What is neither reading nor writing (an error, a hang-up) is told as both.
            events = ((EVENT_READ if answer & ~self._WRITE else 0)
                      | (EVENT_WRITE if answer & ~self._READ else 0))
            entry = self._ready(fd, events)
            if entry:
                ready.append(entry)
        return ready


class PollSelector(_Polling):
    """By poll()."""

    _make = staticmethod(select.poll)
    _READ = select.POLLIN
    _WRITE = select.POLLOUT

    def select(self, timeout=None):
        if timeout is not None:
            timeout = math.ceil(timeout * 1e3) if timeout > 0 else 0
        try:
            pairs = self._selector.poll(timeout)
        except InterruptedError:
            return []
        return self._entries(pairs)


class EpollSelector(_Polling):
    """By epoll."""

    _make = select.epoll
    _READ = select.EPOLLIN
    _WRITE = select.EPOLLOUT

    def fileno(self):
        """Return the descriptor of the system's set."""
        return self._selector.fileno()

    def select(self, timeout=None):
        if timeout is None:
            timeout = -1
        else:
            # Whole milliseconds, so that a short time is not none at all.
            timeout = math.ceil(timeout * 1e3) * 1e-3 if timeout > 0 else 0
        try:
            pairs = self._selector.poll(timeout, max(len(self._keys), 1))
        except InterruptedError:
            return []
        return self._entries(pairs)

    def close(self):
        self._selector.close()
        super().close()


DefaultSelector = EpollSelector
