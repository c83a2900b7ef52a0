# What socket calls say about wrong arguments, and about what the system refuses.
import copy
import io
import socket
from socket import AF_INET, AF_INET6, AF_UNIX, SOCK_DGRAM, SOCK_STREAM


def show(label, function, *args, **keywords):
    try:
        result = function(*args, **keywords)
    except OSError as error:
        print(label, type(error).__name__, error.args, error.errno, error)
    except Exception as error:
        print(label, type(error).__name__, error)
    else:
        print(label, 'gave', type(result).__name__ if isinstance(result, socket.socket) else result)


# Making them.
for args in (('a',), (1.5,), (AF_INET, 'x'), (999,), (AF_INET, 77), (AF_INET, SOCK_STREAM, 999),
             (True, SOCK_STREAM)):
    show(f'socket{args}', lambda: socket.socket(*args).close())
for fileno in ('x', 1.5, -3, 9999):
    show(f'fileno={fileno!r}', socket.socket, fileno=fileno)
with open(__file__) as file:
    show('no socket', socket.socket, fileno=file.fileno())
show('too many', socket.socket, 2, 1, 0, None, 5)
show('unknown', socket._socket.socket, foo=1)

sock = socket.socket()
for address in ((), 1, ('a',), ('127.0.0.1', 'x'), ('127.0.0.1', 70000), ('127.0.0.1', -1),
                ('127.0.0.1', 1 << 80), (1, 2), ('127.0.0.1', 0, 1), ('a\0b', 0), [('', 0)]):
    show(f'bind {address!r}', sock.bind, address)
show('bind nothing', sock.bind)
show('connect', sock.connect, 'here')
show('connect_ex', sock.connect_ex, 5)
show('connect refused', sock.connect, ('127.0.0.1', 1))
show('connect_ex refused', sock.connect_ex, ('127.0.0.1', 1))
sock.settimeout(5)
show('refused in time', sock.connect, ('127.0.0.1', 1))
sock.settimeout(None)
show('listen', sock.listen, 'x')
show('listen 2', sock.listen, 1, 2)
show('shutdown', sock.shutdown, 'x')
show('shutdown unconnected', sock.shutdown, 0)
show('peer', sock.getpeername)
for size in (-1, 'x', 1.5, 1 << 80):
    show(f'recv {size}', sock.recv, size)
    show(f'recvfrom {size}', sock.recvfrom, size)
show('recv nothing', sock.recv)
show('recv three', sock.recv, 1, 2, 3)
show('recv keyword', sock.recv, bufsize=1)
show('recv unconnected', sock.recv, 10)
show('recv none', sock.recv, 0)
for buffer, *rest in ((b'x',), (bytearray(3), 5), (bytearray(3), -5), ('x',), (bytearray(0),)):
    show(f'recv_into {buffer!r} {rest}', sock.recv_into, buffer, *rest)
    show(f'recvfrom_into {buffer!r} {rest}', sock.recvfrom_into, buffer, *rest)
show('recv_into nothing', sock.recv_into)
show('recv_into four', sock.recv_into, bytearray(3), 1, 2, 3)
show('recv_into keyword', sock.recv_into, buffer=bytearray(3), nbyte=3)
for send in (sock.send, sock.sendall):
    show('send', send)
    show('send text', send, 'x')
    show('send flags', send, b'x', 'y')
    show('send unconnected', send, b'x')
show('sendto one', sock.sendto, b'x')
show('sendto four', sock.sendto, b'x', 1, 2, 3)
show('sendto number', sock.sendto, b'x', 1)
show('sendto flags', sock.sendto, b'x', 'a', ('127.0.0.1', 0))
show('sendto text', sock.sendto, 'x', ('127.0.0.1', 0))

# Times.
for timeout in (-1, 'x', float('nan'), 1e30, [], None, 2, 0.25, True):
    show(f'settimeout {timeout!r}', sock.settimeout, timeout)
    print(sock.gettimeout(), sock.timeout, sock.getblocking())
for flag in ('x', '', 0, 1, None):
    show(f'setblocking {flag!r}', sock.setblocking, flag)
    print(sock.gettimeout(), sock.getblocking())
sock.setblocking(True)
for timeout in (-1, 'x'):
    show(f'setdefaulttimeout {timeout!r}', socket.setdefaulttimeout, timeout)
print(socket.getdefaulttimeout())
socket.setdefaulttimeout(3.5)
print(socket.getdefaulttimeout())
with socket.socket() as other:
    print(other.gettimeout())
socket.setdefaulttimeout(None)
with socket.socket(AF_INET, SOCK_STREAM | socket.SOCK_NONBLOCK) as other:
    print(other.gettimeout(), other.type)

# Options.
for args in ((1, 2), (1, 2, None), (1, 2, 'x'), (1, 2, None, 'a'), (1, 2, 1.5), ('a', 2, 1),
             (1, 2, 3, 4), (1, 2, 1), (999, 2, 1), (1, 2, 1 << 40), (1, 2, None, 4),
             (1, 2, b'\1\0\0\0')):
    show(f'setsockopt {args}', sock.setsockopt, *args)
for args in ((1, 2), (1, 2, 0), (1, 2, -1), (1, 2, 1025), (1, 2, 4), (1,), (999, 1), (1, 2, 3, 4)):
    show(f'getsockopt {args}', sock.getsockopt, *args)

# Objects.
show('attribute', setattr, sock, 'colour', 'red')
show('copy', copy.copy, sock)
show('makefile', sock.makefile, 'x')
show('makefile 2', sock.makefile, 'rt')
show('makefile 3', sock.makefile, 'r', 0)
sock.close()
show('closed', sock.recv, 1)
show('closed 2', sock.accept)
show('closed 3', sock.getsockname)
show('closed 4', sock.settimeout, 3)
show('closed 5', sock.close)
show('closed 6', sock.detach)
print(sock, sock.fileno())
print(socket._socket.socket.__repr__(sock))

# Messages.
a, b = socket.socketpair()
for args in ((), (5,), ([5],), (['x'],), ([b'x'], 5), ([b'x'], [5]), ([b'x'], [(1, 2)]),
             ([b'x'], [('a', 2, b'')]), ([b'x'], [(1, 2, 'x')]), ([b'x'], [(1, 99, b'x')]),
             ([b'x'], [], 'f'), ([b'x'], [], 0, 5), ([b'x'], None), ([b'x'] * 2000,)):
    show(f'sendmsg {str(args)[:60]}', a.sendmsg, *args)
for args in ((), (-1,), (5, -1), ('x',)):
    show(f'recvmsg {args}', b.recvmsg, *args)
for args in ((), (5,), ([b'x'],), ([5],)):
    show(f'recvmsg_into {args}', b.recvmsg_into, *args)
show('unix path', a.bind, 5)
show('long path', a.connect, 'x' * 200)
show('no path', a.connect, '/nonexistent/x')
show('no name', a.connect, b'\0hasp-nobody')
show('accept', a.accept)
for args in ((5,), (io.StringIO('x'),), (io.BytesIO(b'x'), 0, -1), (io.BytesIO(b'x'), 0, 'a')):
    show('sendfile', a.sendfile, *args)
a.setblocking(False)
show('sendfile at once', a.sendfile, io.BytesIO(b'x'))
a.setblocking(True)
b.close()
show('nobody there', a.send, b'x')
a.close()

# Functions.
show('create_connection', socket.create_connection, ('127.0.0.1', 1))
show('create_connection time', socket.create_connection, ('127.0.0.1', 1), -5)
try:
    socket.create_connection(('127.0.0.1', 1), all_errors=True)
except ExceptionGroup as group:
    print(group, group.exceptions)
show('create_server', socket.create_server, 5)
show('create_server 2', socket.create_server, ('127.0.0.1', 0), dualstack_ipv6=True)
with socket.create_server(('127.0.0.1', 0)) as server:
    port = server.getsockname()[1]
    try:
        socket.create_server(('127.0.0.1', port))
    except OSError as error:
        print(error.errno, error.strerror.replace(str(port), 'PORT'))
    server.settimeout(0.01)
    show('accept in time', server.accept)
    server.setblocking(False)
    show('accept at once', server.accept)
    show('bind again', server.bind, ('127.0.0.1', 0))
show('fromfd', socket.fromfd, -1, 2, 1)
show('close', socket.close, -1)
show('dup', socket.dup, -1)
show('socketpair', socket.socketpair, 2)
show('socketpair 2', socket.socketpair, 1, 9)
show('datagrams', socket.socket(AF_INET, SOCK_DGRAM).sendfile, io.BytesIO(b'x'))
print(issubclass(socket.gaierror, OSError), socket.timeout is TimeoutError, socket.error is OSError)
print(socket.gaierror, socket.herror, socket.gaierror(-2, 'text'), socket.SocketType)
