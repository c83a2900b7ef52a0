# Which objects of native classes can be referred to weakly.
import array
import collections
import functools
import itertools
import queue
import re
import select
import socket
import threading
import weakref

a, b = socket.socketpair()
for thing in (collections.deque(), threading.Lock(), threading.RLock(), threading.local(),
              queue.SimpleQueue(), array.array('i'), re.compile('x'), functools.partial(print),
              functools.lru_cache(print), a, set(), int, memoryview(b''), list[int], print,
              select.poll(), select.epoll(), socket._socket.socket(), itertools.count(), 5, 'x', [], {}, ()):
    try:
        print(type(thing).__name__, weakref.ref(thing)() is thing)
    except TypeError as error:
        print(error)
a.close()
b.close()
