# What the calls of the table are made with. FOLDER is a new, empty directory.
import binascii
import builtins
import io
import math
import os
import posix
import select
import signal
import socket
import time
import zlib

import _io
import _queue
import _signal
import _socket
import _thread

count = 0
todo = []
stop = False
done = _thread.allocate_lock()
done.acquire()
files = 0


def counting():
    """The second thread: counts, and does what it is told to do."""
    global count
    while not stop:
        count += 1
        if todo and count >= todo[0][0]:
            todo.pop(0)[1]()
    done.release()


def later(action):
    """Let the second thread do something when it has counted for a while."""
    todo.append((count + 1000, action))


def there(action):
    """Let the second thread do something now."""
    results = []
    todo.append((0, lambda: results.append(action())))
    while not results:
        time.sleep(0)
    return results[0]


def tries(function, *args):
    """A call that the system may refuse."""
    try:
        return function(*args)
    except (OSError, EOFError):
        return None


def new(data=b'some data\n' * 100):
    """The path of a new file."""
    global files
    files += 1
    path = f'{FOLDER}/{files}'
    with open(path, 'wb') as file:
        file.write(data)
    return path


def fd(flags=os.O_RDWR):
    """A descriptor of a new file."""
    return os.open(new(), flags)


def pipe(data=b''):
    """A pipe, into which the second thread writes later."""
    reader, writer = os.pipe()
    later(lambda: os.write(writer, b'data from the other end\n'))
    return reader


def talking():
    """A socket to which the second thread sends something later."""
    here, there = socket.socketpair()
    later(lambda: there.send(b'data from the other end'))
    return here


def datagrams():
    """A datagram socket that is bound, and its address."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(('127.0.0.1', 0))
    return sock, sock.getsockname()


def held(lock):
    """The lock, which the second thread has and gives back later."""
    there(lock.acquire)
    later(lock.release)
    return lock


def waiter(daemon=True):
    """A handle of a thread that ends when the second thread lets it."""
    gate = _thread.allocate_lock()
    gate.acquire()
    later(gate.release)
    return _thread.start_joinable_thread(gate.acquire, daemon=daemon)


def advanced(setup, call):
    """By how much the second thread counts while the call is made."""
    space = dict(globals())
    exec(setup, space)
    code = compile(call, '<call>', 'eval')
    before = count
    eval(code, space)
    return count - before


_thread.start_new_thread(counting, ())
while not count:
    time.sleep(0)
