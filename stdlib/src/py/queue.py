"""Queues with which threads hand things to each other."""

import threading
from _collections import deque
from _queue import Empty, SimpleQueue
from heapq import heappop, heappush
from time import monotonic as _now

__all__ = ['Empty', 'Full', 'ShutDown', 'Queue', 'PriorityQueue', 'LifoQueue', 'SimpleQueue']


class Full(Exception):
    """Raised by put() when there is no room in the queue."""


class ShutDown(Exception):
    """Raised by put() and get() on a queue that was shut down."""


class Queue:
    """A queue for threads, first in, first out; maxsize <= 0 sets no bound."""

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        # One lock for everything; the conditions only tell the waiters apart.
        self.mutex = threading.Lock()
        self.not_empty = threading.Condition(self.mutex)
        self.not_full = threading.Condition(self.mutex)
        self.all_tasks_done = threading.Condition(self.mutex)
        self.unfinished_tasks = 0
        self.is_shutdown = False

    # What a subclass changes in order to keep its items otherwise.

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def qsize(self):
        """Return about how many items are in the queue."""
        with self.mutex:
            return self._qsize()

    def empty(self):
        """Return whether the queue was empty just now."""
        with self.mutex:
            return not self._qsize()

    def full(self):
        """Return whether the queue was full just now."""
        with self.mutex:
            return 0 < self.maxsize <= self._qsize()

    def put(self, item, block=True, timeout=None):
        """Put an item in, waiting for room if block is true, at most timeout seconds."""
        with self.mutex:
            if self.is_shutdown:
                raise ShutDown
            if self.maxsize > 0:
                self._wait(self.not_full, self._has_no_room, block, timeout, Full)
            self._put(item)
            self.unfinished_tasks += 1
            if self.not_empty._waiters:
                self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Take an item out, waiting for one if block is true, at most timeout seconds."""
        with self.mutex:
            if not self._qsize():
                if self.is_shutdown:
                    raise ShutDown
                self._wait(self.not_empty, self._has_no_item, block, timeout, Empty)
            item = self._get()
            if self.not_full._waiters:
                self.not_full.notify()
            return item

    def _has_no_room(self):
        return self._qsize() >= self.maxsize

    def _has_no_item(self):
        return not self._qsize()

    def _wait(self, condition, obstacle, block, timeout, failure):
        """Wait while obstacle() holds; raise failure when that may not be (longer)."""
        if not block:
            if obstacle():
                raise failure
        elif timeout is None:
            while obstacle():
                condition.wait()
                if self.is_shutdown and (failure is Full or obstacle()):
                    raise ShutDown
        elif timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        else:
            deadline = _now() + timeout
            while obstacle():
                left = deadline - _now()
                if left <= 0.0:
                    raise failure
                condition.wait(left)
                if self.is_shutdown and (failure is Full or obstacle()):
                    raise ShutDown

    def put_nowait(self, item):
        """Put an item in if there is room now, else raise Full."""
        return self.put(item, block=False)

    def get_nowait(self):
        """Take an item out if there is one now, else raise Empty."""
        return self.get(block=False)

    def task_done(self):
        """Tell that the work on one item that get() gave is done."""
        with self.all_tasks_done:
            unfinished = self.unfinished_tasks - 1
            if unfinished < 0:
                raise ValueError('task_done() called too many times')
            if unfinished == 0:
                self.all_tasks_done.notify_all()
            self.unfinished_tasks = unfinished

    def join(self):
        """Wait until task_done() was called for every item put in."""
        with self.all_tasks_done:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    def shutdown(self, immediate=False):
        """Refuse further items; with immediate, throw away those that are in, too."""
        with self.mutex:
            self.is_shutdown = True
            if immediate:
                while self._qsize():
                    self._get()
                    if self.unfinished_tasks > 0:
                        self.unfinished_tasks -= 1
                self.all_tasks_done.notify_all()
            self.not_empty.notify_all()
            self.not_full.notify_all()

    def __class_getitem__(cls, item):
        """Queue[int] for annotations."""
        from types import GenericAlias
        return GenericAlias(cls, item)


class PriorityQueue(Queue):
    """A queue that gives its smallest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class LifoQueue(Queue):
    """A queue that gives the newest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.pop()
