"""A scheduler: calls functions at their time."""

from collections import namedtuple
from heapq import heapify, heappop, heappush
from itertools import count
from threading import RLock
from time import monotonic as _time, sleep

__all__ = ['scheduler']

Event = namedtuple('Event', 'time, priority, sequence, action, argument, kwargs')
Event.time.__doc__ = 'When the action is to be called.'
Event.priority.__doc__ = 'Of events at the same time the one with the least goes first.'
Event.sequence.__doc__ = 'A number that keeps equal events in the order they were entered.'
Event.action.__doc__ = 'What to call.'
Event.argument.__doc__ = 'The positional arguments of the call.'
Event.kwargs.__doc__ = 'The keyword arguments of the call.'

_NO_KEYWORDS = object()


class scheduler:
    """Keeps events and runs them; timefunc tells the time and delayfunc waits."""

    def __init__(self, timefunc=_time, delayfunc=sleep):
        self._queue = []
        self._lock = RLock()
        self.timefunc = timefunc
        self.delayfunc = delayfunc
        self._next_number = count().__next__

    def enterabs(self, time, priority, action, argument=(), kwargs=_NO_KEYWORDS):
        """Enter an event at a point of time; returns it, for cancel()."""
        if kwargs is _NO_KEYWORDS:
            kwargs = {}
        with self._lock:
            event = Event(time, priority, self._next_number(), action, argument, kwargs)
            heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=_NO_KEYWORDS):
        """Enter an event some time from now."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Take an event out; ValueError if it is not in."""
        with self._lock:
            self._queue.remove(event)
            heapify(self._queue)

    def empty(self):
        """Return whether there are no events."""
        with self._lock:
            return not self._queue

    def run(self, blocking=True):
        """Call the actions at their time until there are none.

        Not blocking, call those that are due and return the time till the next.
        """
        while True:
            with self._lock:
                if not self._queue:
                    return None
                event = self._queue[0]
                left = event.time - self.timefunc()
                if left <= 0:
                    heappop(self._queue)
            if left <= 0:
                event.action(*event.argument, **event.kwargs)
                # Let other threads run.
                self.delayfunc(0)
            elif blocking:
                self.delayfunc(left)
            else:
                return left

    @property
    def queue(self):
        """The events in the order in which they will run."""
        with self._lock:
            return sorted(self._queue)
