# TCP on this machine: servers, clients, files over sockets, times, and half-closed connections.
import errno
import io
import os
import socket
import threading
import warnings


def pair():
    """A connection: its two ends."""
    with socket.create_server(('127.0.0.1', 0)) as server:
        client = socket.create_connection(server.getsockname())
        peer, address = server.accept()
    assert address == client.getsockname() and peer.getpeername() == address
    return client, peer


# Lines that a thread sends back.
def echo(server):
    connection, _ = server.accept()
    with connection, connection.makefile('rwb') as file:
        for line in file:
            file.write(line.upper())
            file.flush()


server = socket.create_server(('127.0.0.1', 0))
print(server.family, server.type, server.proto, repr(server.family), repr(server.type))
thread = threading.Thread(target=echo, args=(server,))
thread.start()
with socket.create_connection(server.getsockname(), timeout=30) as client:
    print(client.gettimeout(), client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
    with client.makefile('rw', encoding='utf-8', newline='\n') as file:
        print(type(file).__name__, file.mode, type(file.buffer).__name__)
        for word in ('one', 'two', 'três'):
            print(word, file=file, flush=True)
            print(repr(file.readline()))
thread.join()
server.close()

# More than the system takes at once.
a, b = pair()
data = bytes(range(256)) * 20000
received = []


def drain():
    while chunk := b.recv(100_000):
        received.append(chunk)


thread = threading.Thread(target=drain)
thread.start()
print(a.sendall(data))
a.shutdown(socket.SHUT_WR)
thread.join()
print(b''.join(received) == data)
# The other direction still works.
print(b.send(b"still there"), a.recv(100))
b.close()
print(a.recv(1))
a.close()

# Parts, looking ahead, and all at once.
a, b = pair()
a.sendall(b'hello world')
print(b.recv(5, socket.MSG_PEEK), b.recv(5), b.recv(1), b.recv(5, socket.MSG_WAITALL))
buffer = bytearray(b'..........')
a.sendall(b'abcdef')
print(b.recv_into(memoryview(buffer)[2:5]), buffer, b.recv_into(buffer, 2), buffer)
print(b.recv_into(buffer), buffer)
print(a.sendmsg([b'ab', bytearray(b'cd'), memoryview(b'xefx')[1:3]]), b.recvmsg(10))
print(a.send(b'12345'), b.recvmsg_into([bytearray(2), buffer])[0], buffer)
print(a.send(b'xyz'), b.recvfrom(10))
print(a.send(b'thrown away'), len(b.recv(20, socket.MSG_TRUNC)))

# Waiting has an end.
b.settimeout(0.02)
for call in (lambda: b.recv(1), lambda: b.recvfrom(1), lambda: b.recv_into(buffer),
             lambda: b.recvmsg(1)):
    try:
        call()
    except TimeoutError as error:
        print(type(error).__name__, error, error.errno, error.args)
b.setblocking(False)
try:
    b.recv(1)
except BlockingIOError as error:
    print(error, error.errno == errno.EAGAIN)
b.settimeout(30)
a.send(b'in time')
print(b.recv(20))
# Sending ends, too, when nobody reads.
a.settimeout(0.02)
try:
    a.sendall(bytes(1 << 26))
except TimeoutError as error:
    print(error)
a.close()
b.close()

# Files over sockets.
a, b = pair()
raw = b.makefile('rb', buffering=0)
print(type(raw).__name__, raw.mode, raw.name == b.fileno(), raw.readable(), raw.writable(),
      raw.seekable(), isinstance(raw, io.RawIOBase))
a.sendall(b'first\nsecond\nthird')
print(raw.readline(), raw.read(3))
reader = b.makefile('rb')
b.close()
print('[closed]' in repr(b), b.fileno() >= 0)
a.close()
print(reader.read())
reader.close()
print(b.fileno() >= 0)
raw.close()
print(b.fileno(), raw.closed, raw.name)
for call in (raw.readable, raw.fileno, lambda: raw.readinto(bytearray(1)), lambda: raw.read(1)):
    try:
        call()
    except ValueError as error:
        print(error)
a, b = pair()
b.settimeout(0.02)
raw = b.makefile('rb', buffering=0)
for _ in range(2):
    try:
        raw.read(1)
    except OSError as error:
        print(type(error).__name__, error)
b.setblocking(False)
with b.makefile('rwb', buffering=0) as both:
    print(both.mode, both.read(1), both.write(b'z'), a.recv(5))
    try:
        b.makefile('wb', buffering=0).readinto(bytearray(3))
    except io.UnsupportedOperation as error:
        print(error)
b.setblocking(True)

# A file is sent.
path = f'/tmp/hasp-socket-{os.getpid()}'
with open(path, 'wb') as file:
    file.write(bytes(range(100)))
try:
    with open(path, 'rb') as file:
        for offset, count in ((0, None), (90, None), (10, 5), (95, 50), (200, None)):
            sent = a.sendfile(file, offset, count)
            print(sent, file.tell(), len(b.recv(1000)) if sent else '')
    with open(path, 'w') as file:
        try:
            a.sendfile(file)
        except ValueError as error:
            print(error)
    with open(path, 'rb') as file:
        print('empty', a.sendfile(file))
finally:
    os.unlink(path)
memory = io.BytesIO(b'from memory')
print(a.sendfile(memory, 5, 4), memory.tell(), b.recv(100))
print(a.sendfile(memory), memory.tell(), b.recv(100))

# Copies of a descriptor, and giving it away.
copy = a.dup()
print(copy.fileno() != a.fileno(), copy.getsockname() == a.getsockname(), copy.get_inheritable())
copy.set_inheritable(True)
print(copy.get_inheritable())
copy.close()
again = socket.fromfd(a.fileno(), socket.AF_INET, socket.SOCK_STREAM)
print(again.getpeername() == b.getsockname())
again.close()
fd = a.detach()
print(a.fileno(), a)
found = socket.socket(fileno=fd)
print(found.family, found.type, found.proto, found.fileno() == fd)
with found:
    shown = repr(found).replace(f'fd={fd}', 'fd=N')
    here, there = found.getsockname(), found.getpeername()
    print(shown.replace(str(here), 'HERE').replace(str(there), 'THERE'))
print(found.fileno(), '[closed]' in repr(found))
b.close()

# Connecting without waiting.
server = socket.create_server(('127.0.0.1', 0), backlog=5)
client = socket.socket()
client.setblocking(False)
print(client.connect_ex(server.getsockname()) in (0, errno.EINPROGRESS))
peer, _ = server.accept()
client.setblocking(True)
peer.sendall(b'welcome')
print(client.recv(100), client.connect_ex(server.getsockname()) == errno.EISCONN)
peer.close()
client.close()
with socket.create_connection(server.getsockname(), source_address=('127.0.0.1', 0)) as client:
    print(client.getpeername() == server.getsockname())
# What a server accepts waits, even if the server does not.
server.settimeout(30)
with socket.create_connection(server.getsockname()):
    peer, _ = server.accept()
    print(peer.gettimeout())
    peer.close()
server.close()

# Options.
with socket.socket() as sock:
    for name in ('SO_REUSEADDR', 'SO_KEEPALIVE', 'SO_BROADCAST'):
        option = getattr(socket, name)
        before = sock.getsockopt(socket.SOL_SOCKET, option)
        sock.setsockopt(socket.SOL_SOCKET, option, 1)
        print(name, before, sock.getsockopt(socket.SOL_SOCKET, option),
              sock.getsockopt(socket.SOL_SOCKET, option, 4))
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\5\0\0\0')
    print(sock.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8))
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
    print(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

# One socket for IPv6 and IPv4, if there is any IPv6.
good = True
if socket.has_dualstack_ipv6():
    with socket.create_server(('::', 0), family=socket.AF_INET6, dualstack_ipv6=True) as server:
        with socket.create_connection(('127.0.0.1', server.getsockname()[1])):
            peer, address = server.accept()
            good = address[0] == '::ffff:127.0.0.1' and len(address) == 4
            peer.close()
print(good)

# Sockets that nobody closed.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    sock = socket.socket()
    del sock
    a, b = socket.socketpair()
    del a
    b.close()
    del b
for warning in caught:
    print(warning.category.__name__, str(warning.message)[:25])
