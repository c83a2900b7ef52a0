# UDP, Unix sockets by path and by name, pairs, and descriptors sent through sockets.
import os
import socket
import threading

# UDP.
a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
a.bind(('127.0.0.1', 0))
b.bind(('', 0))
print(b.getsockname()[0], a.type, repr(a.type))
target = ('127.0.0.1', b.getsockname()[1])
for text in (b'one', b'', b'three'):
    print(a.sendto(text, target))
for _ in range(3):
    data, sender = b.recvfrom(100)
    print(data, sender == a.getsockname())
print(a.sendto(b'flags', 0, target), b.recvfrom(3)[0])
buffer = bytearray(8)
print(a.sendto(b'into', target), b.recvfrom_into(buffer)[0], buffer)
print(a.sendto(b'longer', target), b.recvfrom_into(buffer, 3)[0], buffer)
print(a.sendmsg([b'mes', b'sage'], [], 0, target))
data, ancillary, flags, sender = b.recvmsg(100)
print(data, ancillary, flags, sender == a.getsockname())
print(a.sendto(b'too long for it', target))
data, ancillary, flags, sender = b.recvmsg(7)
print(data, flags == socket.MSG_TRUNC, flags)
a.connect(target)
print(a.send(b'connected'), b.recv(100), a.getpeername() == target)
try:
    a.send(bytes(70000))
except OSError as error:
    print(error)
try:
    a.sendto(b'x', ('127.0.0.1', 0))
except OSError as error:
    print(error)
b.setblocking(False)
try:
    b.recvfrom(1)
except BlockingIOError as error:
    print(error)
b.settimeout(0.02)
try:
    b.recvfrom(1)
except TimeoutError as error:
    print(error)
a.close()
b.close()

# Unix sockets by path.
path = f'/tmp/hasp-unix-{os.getpid()}'
server = socket.socket(socket.AF_UNIX)
print(repr(server.getsockname()), repr(server.family))
server.bind(path)
server.listen()
print(server.getsockname() == path)


def serve():
    peer, address = server.accept()
    with peer:
        print('from', repr(address))
        peer.sendall(peer.recv(100)[::-1])


thread = threading.Thread(target=serve)
thread.start()
with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
    client.connect(path.encode())
    print(client.getpeername() == path, repr(client.getsockname()))
    client.sendall(b'stressed')
    print(client.recv(100))
    shown = repr(client).replace(f'fd={client.fileno()}', 'fd=N').replace(path, 'PATH')
    print(shown)
thread.join()
server.close()
try:
    socket.socket(socket.AF_UNIX).connect(path)
except ConnectionRefusedError as error:
    print(error)
os.unlink(path)
try:
    socket.socket(socket.AF_UNIX).connect(path)
except FileNotFoundError as error:
    print(error)

# Names in no directory.
name = f'\0hasp-{os.getpid()}'
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
    receiver.bind(name)
    print(receiver.getsockname() == name.encode())
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        print(sender.sendto(b'by name', name), receiver.recvfrom(100))
        sender.bind(name + '-2')
        sender.sendto(b'again', bytearray(name.encode()))
        data, address = receiver.recvfrom(100)
        print(data, address == (name + '-2').encode())
        try:
            sender.sendto(b'x', name + '-3')
        except ConnectionRefusedError as error:
            print(error)
with socket.socket(socket.AF_UNIX) as sock:
    sock.bind('')
    print(type(sock.getsockname()), len(sock.getsockname()))
    try:
        sock.bind('y' * 108)
    except OSError as error:
        print(error)

# Pairs.
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
    a, b = socket.socketpair(socket.AF_UNIX, kind)
    with a, b:
        print(type(a).__name__, repr(a.family), repr(a.type), repr(a.getsockname()))
        a.send(b'12')
        a.send(b'34')
        print(b.recv(10), b.recv(10, socket.MSG_DONTWAIT) if kind != socket.SOCK_STREAM else '')
a, b = socket.socketpair()
print(a.send(b'x'), b.recvfrom(5))

# Descriptors.
reader, writer = os.pipe()
print(socket.send_fds(a, [b'take ', b'it'], [reader, writer]))
data, fds, flags, address = socket.recv_fds(b, 100, 5)
print(data, len(fds), flags, address)
os.write(fds[1], b'through the pipe')
print(os.read(fds[0], 100))
for fd in [reader, writer, *fds]:
    os.close(fd)
socket.send_fds(a, [b'x'], [0, 1, 2])
data, fds, flags, address = socket.recv_fds(b, 100, 1)
print(data, 1 <= len(fds) < 3, flags == socket.MSG_CTRUNC)
for fd in fds:
    os.close(fd)
a.sendmsg([b'credentials'], [])
b.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
a.send(b' more')
data, ancillary, flags, address = b.recvmsg(100, socket.CMSG_SPACE(12))
level, kind, credentials = ancillary[0]
print(data, len(ancillary), level == socket.SOL_SOCKET, kind == socket.SCM_CREDENTIALS)
print(len(credentials), int.from_bytes(credentials[:4], 'little') == os.getpid())
a.close()
print(b.recvmsg(10)[0])
b.close()
