# select.select, poll and epoll over pipes and sockets, and what they say about wrong arguments.
import os
import select
import socket
import threading


def show(label, function, *args, **keywords):
    try:
        print(label, function(*args, **keywords))
    except OSError as error:
        print(label, type(error).__name__, error.args)
    except Exception as error:
        print(label, type(error).__name__, error)


class File:
    def __init__(self, fd, name):
        self.fd, self.name = fd, name

    def fileno(self):
        return self.fd

    def __repr__(self):
        return self.name


r, w = os.pipe()
reader, writer = File(r, 'reader'), File(w, 'writer')

# select
print(select.select([reader], [writer], [], 0))
print(select.select([reader], [], [], 0.01), select.select((), [writer, writer], {}, None))
os.write(w, b'x')
print(select.select([reader], [writer], [reader]), select.select(iter([reader]), [], [], 5))
os.read(r, 10)
for args in ((), ([], []), ([], [], [], 1, 2), (5, [], []), (['x'], [], []), ([1.5], [], []),
             ([-1], [], []), ([5000], [], []), ([1 << 70], [], []), ([], [], [], -1),
             ([], [], [], 'x'), ([], [], [], float('nan')), ([], [], [], 1e30),
             ([File('x', '')], [], []), ([File(-3, '')], [], []), ([], [], [], 0)):
    show(f'select{args}', select.select, *args)
show('keyword', select.select, rlist=[])

# A thread makes it ready.
thread = threading.Thread(target=os.write, args=(w, b'later'))
thread.start()
print(select.select([reader], [], []), os.read(r, 10))
thread.join()

# poll
p = select.poll()
print(type(p), repr(p)[:22])
show('type', type(p))
show('poll', select.poll, 1)
print(p.register(r), p.register(writer, select.POLLOUT), p.poll() == [(w, select.POLLOUT)])
os.write(w, b'x')
print(p.poll(0) == [(r, select.POLLIN), (w, select.POLLOUT)], p.poll(-1) == p.poll(1.5) == p.poll())
print(p.modify(w, 0), p.poll(5) == [(r, select.POLLIN)])
os.read(r, 10)
print(p.poll(0), p.poll(5), p.unregister(w), len(p.poll(1)))
for args in ((), ('x',), (-1,), (r, 'x'), (r, 70000), (r, -1), (r, 1, 2)):
    show(f'register {args[1:]}', p.register, *args)
for timeout in ('x', 1e30, float('nan'), 1 << 70, 1 << 40, 1 << 31):
    show(f'poll {timeout!r}', p.poll, timeout)
show('modify', p.modify, 999, 1)
show('unregister', p.unregister, 999)
show('attribute', setattr, p, 'x', 1)
p.register(r, select.POLLIN)
q = select.poll()
a, b = socket.socketpair()
q.register(a, select.POLLIN | select.POLLRDHUP)
b.close()
print(q.poll() == [(a.fileno(), select.POLLIN | select.POLLHUP | select.POLLRDHUP)])
fd = a.fileno()
a.close()
print(q.poll() == [(fd, select.POLLNVAL)])


# Two threads may not wait with one object.
def wait():
    while True:
        try:
            woken = p.poll()
            break
        except RuntimeError:
            pass  # the other thread is in it
    print('woken', len(woken))


thread = threading.Thread(target=wait)
thread.start()
while True:
    try:
        p.poll(1)
    except RuntimeError as error:
        print(error)
        break
os.write(w, b'x')
thread.join()
os.read(r, 1)

# epoll
for args in (('x',), (0,), (-2,), (-1, 5), (1, 2, 3)):
    show(f'epoll{args}', select.epoll, *args)
show('keyword', select.epoll, foo=1)
e = select.epoll(10, select.EPOLL_CLOEXEC)
print(type(e), e.closed, e.fileno() > 0, repr(e)[:21], os.get_inheritable(e.fileno()))
print(e.register(r), e.register(fd=writer, eventmask=select.EPOLLOUT), len(e.poll()))
show('again', e.register, r)
print(e.poll(0) == [(w, select.EPOLLOUT)], e.modify(w, select.EPOLLOUT | select.EPOLLET))
print(len(e.poll()), e.poll(0), e.poll(0.01), e.poll(timeout=0, maxevents=1))
os.write(w, b'x')
print(e.poll(maxevents=1) == [(r, select.EPOLLIN)] or e.poll(), len(e.poll(-1)))
for args in ((), ('x',), (-1,), (999,), (r, 'x')):
    show(f'register {args}', e.register, *args) if args[:1] != (r,) else show('mask', e.register, *args)
show('modify', e.modify, 999, 1)
show('modify 2', e.modify, r)
show('unregister', e.unregister, 999)
print(e.unregister(r))
show('unregister 2', e.unregister, r)
for timeout, most in (('x', 1), (0, 0), (0, -2), (0, 'x'), (1e30, 1), (float('nan'), 1), (1e10, 1)):
    show(f'poll {timeout!r} {most!r}', e.poll, timeout, most)
with open(__file__) as file:
    show('plain file', e.register, file)
copy = select.epoll.fromfd(os.dup(e.fileno()))
print(type(copy), copy.fileno() != e.fileno())
with copy as same:
    print(same is copy)
print(copy.closed)
for call in (copy.fileno, copy.poll, copy.__enter__, lambda: copy.register(r),
             lambda: copy.modify(r, 1), lambda: copy.unregister(r), copy.close):
    show('closed', call)
show('attribute', setattr, e, 'x', 1)
fd = e.fileno()
del e
show('gone', os.fstat, fd)
show('subclass', type, 'E', (select.epoll,), {})
once = select.epoll()
once.register(w, select.EPOLLOUT | select.EPOLLONESHOT)
print(len(once.poll(0)), len(once.poll(0)))
once.close()
print(select.error, select.POLLIN, select.EPOLLET, select.PIPE_BUF)
os.close(r)
os.close(w)
