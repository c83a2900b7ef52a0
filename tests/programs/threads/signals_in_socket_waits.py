# Signals reach the main thread while it waits for sockets: a handler that raises ends the wait, one
# that returns lets it go on.
import os
import select
import selectors
import signal
import socket
import threading

woken = []


class Stop(Exception):
    pass


def stop(number, frame):
    raise Stop(f'stopped by {signal.Signals(number).name}')


def soon(handler):
    signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.02)


server = socket.create_server(('127.0.0.1', 0))
a, b = socket.socketpair()
datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
datagrams.bind(('127.0.0.1', 0))
full, other = socket.socketpair()
full.setblocking(False)
try:
    while True:
        full.send(bytes(65536))
except BlockingIOError:
    full.setblocking(True)
poll = select.poll()
poll.register(a, select.POLLIN)
epoll = select.epoll()
epoll.register(a, select.EPOLLIN)
selector = selectors.DefaultSelector()
selector.register(a, selectors.EVENT_READ)
file = a.makefile('rb')
buffer = bytearray(10)
timed, feeder = socket.socketpair()
timed.settimeout(60)
waits = {
    'accept': server.accept,
    'recv': lambda: a.recv(10),
    'recv_into': lambda: a.recv_into(buffer),
    'recvfrom': lambda: datagrams.recvfrom(10),
    'recvfrom_into': lambda: datagrams.recvfrom_into(buffer),
    'recvmsg': lambda: a.recvmsg(10),
    'recvmsg_into': lambda: a.recvmsg_into([buffer]),
    'timed recv': lambda: timed.recv(10),
    'send': lambda: full.send(bytes(1000)),
    'sendall': lambda: full.sendall(bytes(1000)),
    'sendmsg': lambda: full.sendmsg([bytes(1000)]),
    'readline': file.readline,
    'select': lambda: select.select([a], [], []),
    'select 60': lambda: select.select([a], [], [], 60),
    'poll': poll.poll,
    'poll 60000': lambda: poll.poll(60000),
    'epoll': epoll.poll,
    'epoll 60': lambda: epoll.poll(60),
    'selector': selector.select,
    'selector 60': lambda: selector.select(60),
}
for name, wait in waits.items():
    soon(stop)
    try:
        print(name, wait())
    except Stop as error:
        print(name, error)

# A handler that makes ready what is waited for.
def feed(number, frame):
    woken.append(number)
    b.send(b'after the signal\n')
    feeder.send(b'in time')


for name in ('recv', 'timed recv', 'recvmsg', 'readline', 'select', 'poll', 'epoll', 'selector'):
    soon(feed)
    result = waits[name]()
    print(name, result if name in ('recv', 'timed recv', 'readline') else len(result) > 0, len(woken))
    for sock in (a, timed):
        while select.select([sock], [], [], 0)[0]:
            sock.recv(100)

# The rest of a time limit is waited for.
signal.signal(signal.SIGALRM, lambda number, frame: woken.append(number))
del woken[:]
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
timed.settimeout(0.2)
try:
    timed.recv(1)
except TimeoutError as error:
    print(error, len(woken) > 1)
print(select.select([a], [], [], 0.1), poll.poll(100), epoll.poll(0.1), selector.select(0.1))
signal.setitimer(signal.ITIMER_REAL, 0)

# Ctrl-C, from another thread, while the main one accepts.
signal.signal(signal.SIGINT, signal.default_int_handler)
thread = threading.Timer(0.02, os.kill, (os.getpid(), signal.SIGINT))
thread.start()
try:
    server.accept()
except KeyboardInterrupt:
    print('interrupted')
thread.join()

# A selector that is woken by a signal through a socket.
signal.signal(signal.SIGUSR1, lambda number, frame: woken.append(number))
reader, writer = socket.socketpair()
writer.setblocking(False)
print(signal.set_wakeup_fd(writer.fileno()))
thread = threading.Timer(0.02, os.kill, (os.getpid(), signal.SIGUSR1))
thread.start()
selector.register(reader, selectors.EVENT_READ, 'signals')
print([key.data for key, _ in selector.select()], reader.recv(10) == bytes([signal.SIGUSR1]))
print(signal.set_wakeup_fd(-1) == writer.fileno())
thread.join()
