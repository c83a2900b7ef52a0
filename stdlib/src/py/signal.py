"""Signals: their numbers, and what the program does when one arrives."""

import _signal
from _signal import ItimerError, NSIG, alarm, default_int_handler, raise_signal
from _signal import getitimer, pause, pthread_kill, set_wakeup_fd, setitimer, siginterrupt
from _signal import strsignal
from enum import IntEnum as _IntEnum

_IntEnum._convert_('Signals', __name__,
                   lambda name: name.startswith('SIG') and not name.startswith('SIG_'),
                   _signal)
_IntEnum._convert_('Handlers', __name__, lambda name: name in ('SIG_DFL', 'SIG_IGN'), _signal)
_IntEnum._convert_('Sigmasks', __name__,
                   lambda name: name in ('SIG_BLOCK', 'SIG_UNBLOCK', 'SIG_SETMASK'), _signal)

for _name in ('ITIMER_REAL', 'ITIMER_VIRTUAL', 'ITIMER_PROF'):
    globals()[_name] = getattr(_signal, _name)
del _name


def _member(value, kind):
    """The member of an enumeration that a number stands for; anything else as it is."""
    if not isinstance(value, int):
        return value
    try:
        return kind(value)
    except ValueError:
        return value


def _number(value):
    """The plain number of a member of Handlers."""
    return int(value) if isinstance(value, int) else value


def signal(signalnum, handler):
    """Set what happens when a signal arrives, and return what happened before.

    The handler is SIG_DFL, SIG_IGN or a function that takes the number and the frame that was
    interrupted. Only the main thread may do this.
    """
    return _member(_signal.signal(signalnum, _number(handler)), Handlers)


def getsignal(signalnum):
    """Return what happens when a signal arrives: a function, SIG_DFL, SIG_IGN, or None."""
    return _member(_signal.getsignal(signalnum), Handlers)


def pthread_sigmask(how, mask):
    """Change which signals wait until they are let in again; return what was so before."""
    return {_member(number, Signals) for number in _signal.pthread_sigmask(how, mask)}


def sigpending():
    """Return the set of the signals that have arrived and wait to be let in."""
    return {_member(number, Signals) for number in _signal.sigpending()}


def sigwait(sigset):
    """Wait until one of the signals arrives and return it; its handler is not called."""
    return _member(_signal.sigwait(sigset), Signals)


def valid_signals():
    """Return the set of the signals that this system has."""
    return {_member(number, Signals) for number in _signal.valid_signals()}
