# Addresses as text and bytes, numbers in the network's order, names of hosts and services.
import socket


def show(label, function, *args):
    try:
        print(label, repr(function(*args)))
    except Exception as error:
        print(label, type(error).__name__, error.args)


for text in ('127.0.0.1', '1.2', '1.2.3', '1', '0x7f.1', '010.1', '1.2.3.256', '1.2.3.4.5', '',
             '1.2.3.4 x', '1..2', 'a', '4294967295', '4294967296', '1.16777215', '1.16777216',
             '1.2.3.4\n', '0x', '08.1', ' 1'):
    show(f'inet_aton {text!r}', socket.inet_aton, text)
show('inet_aton', socket.inet_aton, 5)
for packed in (b'abc', b'abcd', 'abcd', bytearray(4), memoryview(b'\xff\xfe\xfd\xfc')):
    show('inet_ntoa', socket.inet_ntoa, packed)
for family, text in ((2, '1.2.3'), (2, '1.2.3.4'), (2, '01.2.3.4'), (10, '::1'), (10, '::g'),
                     (10, '1::2::3'), (10, '::ffff:1.2.3.4'), (10, '::1.2.3.4'), (99, '::1'),
                     (10, 'fe80::1%lo'), (10, '1:2:3:4:5:6:7:8'), (2, 5)):
    show(f'inet_pton {family} {text!r}', socket.inet_pton, family, text)
for packed in (bytes(16), bytes(15) + b'\1', bytes(14) + b'\1\2', bytes(12) + b'\1\2\3\4',
               bytes(10) + b'\xff\xff\1\2\3\4', bytes(range(16)), b'\x20\1' + bytes(13) + b'\1',
               b'\0\1' + bytes(4) + b'\0\2' + bytes(8), bytes(15), b'\xfe\x80' + bytes(14),
               b'\0\1\0\0\0\2\0\3\0\4\0\5\0\6\0\7'):
    show('inet_ntop', socket.inet_ntop, socket.AF_INET6, packed)
show('inet_ntop 2', socket.inet_ntop, socket.AF_INET, b'\1\2\3\4')
show('inet_ntop 3', socket.inet_ntop, socket.AF_INET, b'\1\2\3')
show('inet_ntop 4', socket.inet_ntop, 99, b'')
show('inet_ntop 5', socket.inet_ntop, 2)
for function in (socket.htons, socket.ntohs, socket.htonl, socket.ntohl):
    for number in (0, 1, 258, 65535, 65536, 1 << 31, (1 << 32) - 1, 1 << 32, 1 << 80, -1, 'x', 1.5,
                   True):
        show(f'{function.__name__} {number!r}', function, number)
show('htons', socket.htons)
for function in (socket.CMSG_LEN, socket.CMSG_SPACE):
    for length in (0, 1, 4, 8, 9, -1, 1 << 40, 'x'):
        show(function.__name__, function, length)

# The resolver, for what needs no network.
SOCK = socket.SOCK_STREAM
show('numbers', socket.getaddrinfo, '127.0.0.1', 80)
show('bytes', socket.getaddrinfo, b'127.0.0.1', b'80', socket.AF_INET, socket.SOCK_DGRAM)
show('six', socket.getaddrinfo, '::1', 80, 0, SOCK)
show('canonical', socket.getaddrinfo, '127.0.0.1', 80, 0, SOCK, 0, socket.AI_CANONNAME)
show('no port', socket.getaddrinfo, '127.0.0.1', None, 0, SOCK)
show('nothing', socket.getaddrinfo, None, None)
show('float', socket.getaddrinfo, '127.0.0.1', 1.5)
show('number', socket.getaddrinfo, 5, 80)
show('family', socket.getaddrinfo, '127.0.0.1', 80, 999)
show('flags', socket.getaddrinfo, 'localhost', 80, 0, 0, 0, socket.AI_NUMERICHOST)
show('large', socket.getaddrinfo, '127.0.0.1', 70000, 2, SOCK)
show('huge', socket.getaddrinfo, '127.0.0.1', 1 << 70, 2, SOCK)
show('passive', socket.getaddrinfo, None, 80, 2, SOCK, 0, socket.AI_PASSIVE)
show('not passive', socket.getaddrinfo, None, 80, 2, SOCK)
both = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV
show('nameinfo', socket.getnameinfo, ('127.0.0.1', 80), both)
show('nameinfo 2', socket.getnameinfo, ('::1', 80), both)
show('nameinfo 3', socket.getnameinfo, ('::1', 80, 1, 0), both)
for given in (5, ('no such', 0), ('127.0.0.1',), ('127.0.0.1', 80, 1, 2), ('::1', 80, 1 << 21),
              ('127.0.0.1', 'x'), (5, 6), (1, 2, 3, 4, 5)):
    show(f'nameinfo {given}', socket.getnameinfo, given, both)
show('nameinfo none', socket.getnameinfo)
for host in ('127.0.0.1', b'127.0.0.1', '', '<broadcast>', '255.255.255.255', 5, None, 'a\0b'):
    show(f'gethostbyname {host!r}', socket.gethostbyname, host)
show('gethostbyname', socket.gethostbyname)
show('getprotobyname', socket.getprotobyname, 'no such protocol')
show('getservbyname', socket.getservbyname, 'no such service')
show('getservbyport', socket.getservbyport, -1)
show('getservbyport 2', socket.getservbyport, 70000)
print(type(socket.gethostname()), socket.if_indextoname(socket.if_nametoindex('lo')))
show('interface', socket.if_nametoindex, 'none such')
show('interface 2', socket.if_indextoname, 99999)

# Numbers with names.
print(repr(socket.AF_INET), repr(socket.SOCK_DGRAM), repr(socket.SOCK_STREAM | 2048))
print(repr(socket.MSG_PEEK | socket.MSG_OOB), repr(socket.AI_PASSIVE), repr(socket.SHUT_RDWR))
print(socket.AF_INET, f'{socket.AF_INET}', str(socket.AF_UNIX), socket.AF_INET6 == 10)
print(list(socket.SocketKind))
print(list(socket.AddressInfo))
print(len(socket.AddressFamily), socket.AddressFamily(2), socket.MsgFlag(6))
print(socket.has_ipv6, socket.SO_REUSEADDR, socket.IPPROTO_TCP, socket.TCP_NODELAY, socket.SOMAXCONN)
print(socket.EAI_NONAME, socket.INADDR_LOOPBACK, socket.NI_MAXHOST)
