"""The lock that decides which thread runs: the policy, its parameters, and live counters.

Takes and releases of the lock are counted from the start of the program, for each thread and by reason;
a release when the thread has the lock again, or ends. Times are measured from the first import of this module on: until then nothing reads the clock.
A time is added when it ends, so what is going on at the moment is not in it yet.

Reasons are 'start' and 'exit' of a thread, 'switch' (it was asked to give way), and the names of the
native functions that let others run while they wait or compute.
"""

import threading
from collections import namedtuple
from _hasp_lock import measure as _measure, parameters, policy, threads as _threads, total as _total

__all__ = ['Counters', 'Reason', 'policy', 'parameters', 'counters', 'threads', 'total']

_measure()

Reason = namedtuple('Reason', 'acquired released held longest_held waited longest_waited')
Reason.__doc__ = """What a thread has had of the lock for one reason."""
Reason.acquired.__doc__ = 'Times the lock was taken.'
Reason.released.__doc__ = 'Times it was released.'
Reason.held.__doc__ = 'Seconds for which it had been held before these releases.'
Reason.longest_held.__doc__ = 'The longest of these times.'
Reason.waited.__doc__ = 'Seconds for which it was waited for.'
Reason.longest_waited.__doc__ = 'The longest of these times.'

Counters = namedtuple(
    'Counters', 'acquired asked forced voluntary held longest_held waited longest_waited reasons')
Counters.__doc__ = """What a thread, or all of them, have had of the lock."""
Counters.acquired.__doc__ = 'Times the lock was taken.'
Counters.asked.__doc__ = 'Times the thread was asked to give way.'
Counters.forced.__doc__ = 'Times it gave way because it was asked.'
Counters.voluntary.__doc__ = 'Times it released the lock in a native function or at its end.'
Counters.held.__doc__ = 'Seconds for which it held the lock.'
Counters.longest_held.__doc__ = 'The longest of these times.'
Counters.waited.__doc__ = 'Seconds for which it waited for the lock.'
Counters.longest_waited.__doc__ = 'The longest of these times.'
Counters.reasons.__doc__ = 'A Reason for each reason that came up, by its name.'


def _counters(numbers):
    asked, rows = numbers
    reasons = {name: Reason(*row) for name, *row in rows}
    every = reasons.values()
    released = sum(r.released for r in every)
    forced = reasons['switch'].released if 'switch' in reasons else 0
    return Counters(
        acquired=sum(r.acquired for r in every),
        asked=asked,
        forced=forced,
        voluntary=released - forced,
        held=sum(r.held for r in every),
        longest_held=max((r.longest_held for r in every), default=0.0),
        waited=sum(r.waited for r in every),
        longest_waited=max((r.longest_waited for r in every), default=0.0),
        reasons=reasons,
    )


def threads():
    """The counters of the threads that run now, by identity (threading.get_ident())."""
    return {ident: _counters(numbers) for ident, numbers in _threads().items()}


def counters(ident=None):
    """The counters of one thread that runs now, by default the calling one."""
    if ident is None:
        ident = threading.get_ident()
    numbers = _threads().get(ident)
    if numbers is None:
        raise ValueError(f'no thread with the identity {ident!r} runs')
    return _counters(numbers)


def total():
    """The counters of all threads together, those that have ended included."""
    return _counters(_total())
