"""Sockets: connections and datagrams between programs, on one machine or on many."""

import _socket
import io
import os
from _socket import *
from enum import IntEnum, IntFlag

EBADF, EAGAIN, EWOULDBLOCK = 9, 11, 11

__all__ = ['AddressFamily', 'SocketKind', 'create_connection', 'create_server', 'fromfd',
           'has_dualstack_ipv6', 'recv_fds', 'send_fds']
__all__ += [_name for _name in dir(_socket) if not _name.startswith('_')]


def _is(prefix):
    """Tell which names of _socket belong into an enumeration."""
    return lambda name: name.startswith(prefix) and name.isupper()


IntEnum._convert_('AddressFamily', __name__, _is('AF_'), _socket)
IntEnum._convert_('SocketKind', __name__, _is('SOCK_'), _socket)
IntFlag._convert_('MsgFlag', __name__, _is('MSG_'), _socket)
IntFlag._convert_('AddressInfo', __name__, _is('AI_'), _socket)

# What stands for "no timeout was given".
_GLOBAL_DEFAULT_TIMEOUT = object()


def _member(value, kind):
    """The member of an enumeration that a number stands for, or else the number."""
    try:
        return kind(value)
    except ValueError:
        return value


class socket(_socket.socket):
    """One end of a connection, or a place where datagrams and connections arrive.

    With fileno, an open descriptor, what is not given is found out from it.
    """

    __slots__ = ['__weakref__', '_io_refs', '_closed']

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is None:
            family = AF_INET if family == -1 else family
            type = SOCK_STREAM if type == -1 else type
            proto = 0 if proto == -1 else proto
        _socket.socket.__init__(self, family, type, proto, fileno)
        # The files that makefile() gave keep the descriptor open.
        self._io_refs = 0
        self._closed = False

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if not self._closed:
            self.close()

    def __repr__(self):
        kind = self.__class__
        closed = ' [closed]' if getattr(self, '_closed', False) else ''
        parts = [f'<{kind.__module__}.{kind.__qualname__}{closed} fd={self.fileno()}'
                 f', family={self.family}, type={self.type}, proto={self.proto}']
        if not closed:
            for name, ask in (('laddr', self.getsockname), ('raddr', self.getpeername)):
                try:
                    address = ask()
                except (error, AttributeError):
                    continue
                if address:
                    parts.append(f', {name}={address}')
        return ''.join(parts) + '>'

    def __getstate__(self):
        raise TypeError(f'cannot pickle {self.__class__.__name__!r} object')

    @property
    def family(self):
        """The family of addresses."""
        return _member(super().family, AddressFamily)

    @property
    def type(self):
        """The kind of socket."""
        return _member(super().type, SocketKind)

    def dup(self):
        """Return another object with another descriptor for the same socket."""
        copy = self.__class__(self.family, self.type, self.proto, fileno=dup(self.fileno()))
        copy.settimeout(self.gettimeout())
        return copy

    def accept(self):
        """Wait for a connection; return a socket for it, and the address at its other end."""
        fd, address = self._accept()
        peer = socket(self.family, self.type, self.proto, fileno=fd)
        # The new socket waits, unless this one is not to or a default says otherwise.
        if getdefaulttimeout() is None and self.gettimeout():
            peer.setblocking(True)
        return peer, address

    def makefile(self, mode='r', buffering=None, *, encoding=None, errors=None, newline=None):
        """Return a file that reads and writes through the socket; of a mode only r, w, b count."""
        if not set(mode) <= {'r', 'w', 'b'}:
            raise ValueError(f'invalid mode {mode!r} (only r, w, b allowed)')
        writing = 'w' in mode
        reading = 'r' in mode or not writing
        raw = SocketIO(self, ('r' if reading else '') + ('w' if writing else ''))
        self._io_refs += 1
        if buffering is None or buffering < 0:
            buffering = io.DEFAULT_BUFFER_SIZE
        if buffering == 0:
            if 'b' not in mode:
                raise ValueError('unbuffered streams must be binary')
            return raw
        if reading and writing:
            buffer = io.BufferedRWPair(raw, raw, buffering)
        elif reading:
            buffer = io.BufferedReader(raw, buffering)
        else:
            buffer = io.BufferedWriter(raw, buffering)
        if 'b' in mode:
            return buffer
        text = io.TextIOWrapper(buffer, io.text_encoding(encoding), errors, newline)
        text.mode = mode
        return text

    def sendfile(self, file, offset=0, count=None):
        """Send a file, from a position on, to its end or count bytes; return how many were sent.

        The file's position is then behind what was sent.
        """
        if 'b' not in getattr(file, 'mode', 'b'):
            raise ValueError('file should be opened in binary mode')
        if not self.type & SOCK_STREAM:
            raise ValueError('only SOCK_STREAM type sockets are supported')
        if count is not None:
            if not isinstance(count, int):
                raise TypeError(f'count must be a positive integer (got {count!r})')
            if count <= 0:
                raise ValueError(f'count must be a positive integer (got {count!r})')
        if self.gettimeout() == 0:
            raise ValueError('non-blocking sockets are not supported')
        sent = self._send_by_system(file, offset, count)
        return self._send_by_hand(file, offset, count) if sent is None else sent

    def _send_by_system(self, file, offset, count):
        """Let the system copy the file; None if it cannot."""
        try:
            fd = file.fileno()
            size = os.fstat(fd).st_size
        except (AttributeError, io.UnsupportedOperation, OSError):
            return None
        if not size:
            return 0
        wanted = size - offset if count is None else count
        from select import POLLOUT, poll
        writable = poll()
        writable.register(self, POLLOUT)
        patience = self.gettimeout()
        sent = 0
        try:
            while count is None or sent < count:
                if patience and not writable.poll(patience * 1000):
                    raise TimeoutError('timed out')
                try:
                    step = os.sendfile(self.fileno(), fd, offset + sent, max(wanted - sent, 1))
                except BlockingIOError:
                    continue
                except OSError:
                    if sent:
                        raise
                    return None
                if not step:
                    break
                sent += step
            return sent
        finally:
            if sent and hasattr(file, 'seek'):
                file.seek(offset + sent)

    def _send_by_hand(self, file, offset, count):
        """Read the file and send what was read."""
        seek = getattr(file, 'seek', None)
        if offset:
            file.seek(offset)
        step = 8192 if count is None else min(count, 8192)
        sent = 0
        try:
            while True:
                if count is not None:
                    step = min(count - sent, step)
                    if step <= 0:
                        break
                data = memoryview(file.read(step))
                if not data:
                    break
                while data:
                    try:
                        taken = self.send(data)
                    except BlockingIOError:
                        continue
                    sent += taken
                    data = data[taken:]
            return sent
        finally:
            if sent and seek is not None:
                seek(offset + sent)

    def _decref_socketios(self):
        """One of the files is closed; the last closes a socket that was to be closed."""
        if self._io_refs > 0:
            self._io_refs -= 1
        if self._closed:
            self.close()

    def _real_close(self):
        _socket.socket.close(self)

    def close(self):
        """Close the socket; its descriptor stays open as long as files of makefile() need it."""
        self._closed = True
        if self._io_refs <= 0:
            self._real_close()

    def detach(self):
        """Close the object, but not the descriptor, which is returned."""
        self._closed = True
        return super().detach()

    def get_inheritable(self):
        """Return whether programs that are started inherit the descriptor."""
        return os.get_inheritable(self.fileno())

    def set_inheritable(self, inheritable):
        """Set whether programs that are started inherit the descriptor."""
        os.set_inheritable(self.fileno(), inheritable)


def fromfd(fd, family, type, proto=0):
    """Return a socket for a copy of an open descriptor."""
    return socket(family, type, proto, dup(fd))


def send_fds(sock, buffers, fds, flags=0, address=None):
    """Send descriptors, with the bytes of buffers, through a Unix socket."""
    from array import array
    rights = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array('i', fds))
    return sock.sendmsg(buffers, [rights])


def recv_fds(sock, bufsize, maxfds, flags=0):
    """Receive bytes and at most maxfds descriptors: (data, descriptors, flags, address)."""
    from array import array
    fds = array('i')
    data, ancillary, told, address = sock.recvmsg(
        bufsize, _socket.CMSG_LEN(maxfds * fds.itemsize), flags)
    for level, kind, rights in ancillary:
        if level == _socket.SOL_SOCKET and kind == _socket.SCM_RIGHTS:
            fds.frombytes(rights[:len(rights) - len(rights) % fds.itemsize])
    return data, list(fds), told, address


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    """Return two sockets that are connected with each other, Unix ones by default."""
    if family is None:
        family = AF_UNIX
    ends = _socket.socketpair(family, type, proto)
    return tuple([socket(family, type, proto, end.detach()) for end in ends])


class SocketIO(io.RawIOBase):
    """A file without a buffer that reads and writes through a socket."""

    def __init__(self, sock, mode):
        if mode not in ('r', 'w', 'rw', 'rb', 'wb', 'rwb'):
            raise ValueError(f'invalid mode: {mode!r}')
        io.RawIOBase.__init__(self)
        self._sock = sock
        self._mode = mode if 'b' in mode else mode + 'b'
        self._reading = 'r' in mode
        self._writing = 'w' in mode
        self._timeout_occurred = False

    def readinto(self, b):
        """Receive into b; return how many bytes, 0 at the end, None where it would have to wait."""
        self._checkClosed()
        self._checkReadable()
        if self._timeout_occurred:
            raise OSError('cannot read from timed out object')
        try:
            return self._sock.recv_into(b)
        except timeout:
            self._timeout_occurred = True
            raise
        except BlockingIOError:
            return None

    def write(self, b):
        """Send what b holds; return how many bytes were taken, None where it would have to wait."""
        self._checkClosed()
        self._checkWritable()
        try:
            return self._sock.send(b)
        except BlockingIOError:
            return None

    def _ask(self, answer):
        if self.closed:
            raise ValueError('I/O operation on closed socket.')
        return answer

    def readable(self):
        """Return whether it is open for reading."""
        return self._ask(self._reading)

    def writable(self):
        """Return whether it is open for writing."""
        return self._ask(self._writing)

    def seekable(self):
        """Return False."""
        return self._ask(super().seekable())

    def fileno(self):
        """Return the descriptor."""
        self._checkClosed()
        return self._sock.fileno()

    @property
    def name(self):
        """The descriptor; -1 when the file is closed."""
        return -1 if self.closed else self.fileno()

    @property
    def mode(self):
        """What it is open for."""
        return self._mode

    def close(self):
        """Close the file, and the socket if that was waiting for it."""
        if not self.closed:
            io.RawIOBase.close(self)
            self._sock._decref_socketios()
            self._sock = None


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """Return (family, type, proto, canonical name, address) of what stands for host and port."""
    return [(_member(row[0], AddressFamily), _member(row[1], SocketKind), *row[2:])
            for row in _socket.getaddrinfo(host, port, family, type, proto, flags)]


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *,
                      all_errors=False):
    """Connect to (host, port), trying all addresses of the host in turn.

    If none answers, the error of the first is raised or, with all_errors, a group of all.
    """
    host, port = address
    failures = []
    for family, kind, proto, _, target in getaddrinfo(host, port, 0, SOCK_STREAM):
        sock = None
        try:
            sock = socket(family, kind, proto)
            if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
                sock.settimeout(timeout)
            if source_address:
                sock.bind(source_address)
            sock.connect(target)
            failures.clear()
            return sock
        except error as failure:
            if not all_errors:
                failures.clear()
            failures.append(failure)
            if sock is not None:
                sock.close()
    if not failures:
        raise error('getaddrinfo returns an empty list')
    try:
        if not all_errors:
            raise failures[0]
        raise ExceptionGroup('create_connection failed', failures)
    finally:
        # The errors hold this frame, which must not hold them.
        failures.clear()


def has_dualstack_ipv6():
    """Return whether a socket can serve IPv4 and IPv6 at the same time."""
    if not has_ipv6:
        return False
    try:
        with socket(AF_INET6, SOCK_STREAM) as sock:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
        return True
    except error:
        return False


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False,
                  dualstack_ipv6=False):
    """Return a TCP socket that is bound to (host, port) and takes connections."""
    if dualstack_ipv6:
        if not has_dualstack_ipv6():
            raise ValueError('dualstack_ipv6 not supported on this platform')
        if family != AF_INET6:
            raise ValueError('dualstack_ipv6 requires AF_INET6 family')
    sock = socket(family, SOCK_STREAM)
    try:
        # A port whose last connections are still dying away may be used again.
        sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        if reuse_port:
            sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        if family == AF_INET6:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0 if dualstack_ipv6 else 1)
        try:
            sock.bind(address)
        except error as failure:
            text = f'{failure.strerror} (while attempting to bind on address {address!r})'
            raise error(failure.errno, text) from None
        if backlog is None:
            sock.listen()
        else:
            sock.listen(backlog)
        return sock
    except error:
        sock.close()
        raise
