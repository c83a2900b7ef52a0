"""Threads and the objects with which they wait for each other."""

import sys as _sys
import _thread
from _thread import (
    RLock as _RLock,
    TIMEOUT_MAX,
    _ExceptHookArgs as ExceptHookArgs,
    _excepthook as excepthook,
    _get_main_thread_ident,
    _local as local,
    _make_thread_handle,
    allocate_lock as _allocate_lock,
    error as ThreadError,
    get_ident,
    get_native_id,
    lock as Lock,
    set_name as _set_os_name,
    stack_size,
    start_joinable_thread as _start_joinable_thread,
)
from _collections import deque as _deque
from itertools import count as _count
from time import monotonic as _now

__all__ = [
    'get_ident', 'active_count', 'Condition', 'current_thread', 'enumerate',
    'main_thread', 'TIMEOUT_MAX', 'Event', 'Lock', 'RLock', 'Semaphore',
    'BoundedSemaphore', 'Thread', 'Barrier', 'BrokenBarrierError', 'Timer',
    'ThreadError', 'setprofile', 'settrace', 'local', 'stack_size',
    'excepthook', 'ExceptHookArgs', 'gettrace', 'getprofile',
    'setprofile_all_threads', 'settrace_all_threads', 'get_native_id',
]

# Guards the three registries below: running threads by ident, threads whose
# start() has not been answered yet, and what to call when the program ends.
_active_limbo_lock = _RLock()
_active = {}
_limbo = {}
_threading_atexits = []
_SHUTTING_DOWN = False

_next_number = _count(1).__next__

_profile_hook = None
_trace_hook = None


def _deprecated(old, instead):
    import warnings
    warnings.warn(f'{old}() is deprecated, {instead} instead', DeprecationWarning, stacklevel=3)


# ---------------------------------------------------------------------------
# Trace and profile functions for threads that are still to start

def _set_hook(setter, func):
    if func is not None and not hasattr(_sys, setter):
        raise NotImplementedError(f'sys.{setter} is not supported')


def setprofile(func):
    """Have every thread started from now on call sys.setprofile(func) first."""
    global _profile_hook
    _set_hook('setprofile', func)
    _profile_hook = func


def setprofile_all_threads(func):
    """Set the profile function of new threads and of those running already."""
    setprofile(func)
    if hasattr(_sys, '_setprofileallthreads'):
        _sys._setprofileallthreads(func)
    elif func is not None:
        raise NotImplementedError('profiling of running threads is not supported')


def getprofile():
    """Return the profile function that setprofile() installed."""
    return _profile_hook


def settrace(func):
    """Have every thread started from now on call sys.settrace(func) first."""
    global _trace_hook
    _set_hook('settrace', func)
    _trace_hook = func


def settrace_all_threads(func):
    """Set the trace function of new threads and of those running already."""
    settrace(func)
    if hasattr(_sys, '_settraceallthreads'):
        _sys._settraceallthreads(func)
    elif func is not None:
        raise NotImplementedError('tracing of running threads is not supported')


def gettrace():
    """Return the trace function that settrace() installed."""
    return _trace_hook


# ---------------------------------------------------------------------------
# Waiting

def RLock(*args, **kwargs):
    """Return a new lock that its owner may take again and again."""
    if args or kwargs:
        import warnings
        warnings.warn('Passing arguments to RLock is deprecated and will be removed in 3.15',
                      DeprecationWarning, stacklevel=2)
    return _RLock()


class Condition:
    """A lock together with a queue of threads that wait to be notified."""

    def __init__(self, lock=None):
        if lock is None:
            lock = _RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        if hasattr(lock, 'locked'):
            self.locked = lock.locked
        # A reentrant lock knows how to be given up entirely and whose it is;
        # for anything else the simple methods below do.
        if hasattr(lock, '_release_save'):
            self._release_save = lock._release_save
        if hasattr(lock, '_acquire_restore'):
            self._acquire_restore = lock._acquire_restore
        if hasattr(lock, '_is_owned'):
            self._is_owned = lock._is_owned
        elif type(lock) is Lock:
            # Nobody owns a plain lock: that it is taken must do.
            self._is_owned = lock.locked
        self._waiters = _deque()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *exc_info):
        return self._lock.__exit__(*exc_info)

    def __repr__(self):
        return f'<Condition({self._lock}, {len(self._waiters)})>'

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Give up the lock, wait to be notified, and take the lock again.

        Returns False if the timeout came first.
        """
        if not self._is_owned():
            raise RuntimeError('cannot wait on un-acquired lock')
        # Each waiter sleeps on a lock of its own, which the notifier opens.
        gate = _allocate_lock()
        gate.acquire()
        self._waiters.append(gate)
        state = self._release_save()
        notified = False
        try:
            if timeout is None:
                gate.acquire()
                notified = True
            elif timeout > 0:
                notified = gate.acquire(True, timeout)
            else:
                notified = gate.acquire(False)
            return notified
        finally:
            self._acquire_restore(state)
            if not notified:
                try:
                    self._waiters.remove(gate)
                except ValueError:
                    pass

    def wait_for(self, predicate, timeout=None):
        """Wait until predicate() is true and return what it gave last."""
        if timeout is None:
            while not (result := predicate()):
                self.wait()
            return result
        deadline = None
        while not (result := predicate()):
            if deadline is None:
                deadline = _now() + timeout
                left = timeout
            else:
                left = deadline - _now()
            if left <= 0:
                break
            self.wait(left)
        return result

    def notify(self, n=1):
        """Wake up to n of the threads waiting on this condition."""
        if not self._is_owned():
            raise RuntimeError('cannot notify on un-acquired lock')
        waiters = self._waiters
        while n > 0 and waiters:
            waiters.popleft().release()
            n -= 1

    def notify_all(self):
        """Wake all the threads waiting on this condition."""
        self.notify(len(self._waiters))

    def notifyAll(self):
        """Deprecated name of notify_all()."""
        _deprecated('notifyAll', 'use notify_all()')
        self.notify_all()


class Semaphore:
    """A counter of permits: acquire() takes one, waiting while there is none."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('semaphore initial value must be >= 0')
        self._cond = Condition(Lock())
        self._value = value

    def __repr__(self):
        cls = type(self)
        return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>'

    def acquire(self, blocking=True, timeout=None):
        """Take a permit; False if there was none in time."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        cond = self._cond
        deadline = None
        with cond:
            while self._value == 0:
                if not blocking:
                    return False
                if timeout is None:
                    cond.wait()
                    continue
                if deadline is None:
                    deadline = _now() + timeout
                    left = timeout
                else:
                    left = deadline - _now()
                if left <= 0:
                    return False
                cond.wait(left)
            self._value -= 1
            return True

    def __enter__(self, blocking=True, timeout=None):
        return self.acquire(blocking, timeout)

    def __exit__(self, *exc_info):
        self.release()

    def release(self, n=1):
        """Give n permits back, waking as many waiters."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            self._value += n
            self._cond.notify(n)


class BoundedSemaphore(Semaphore):
    """A semaphore that refuses to hold more permits than it began with."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = type(self)
        return (f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}:'
                f' value={self._value}/{self._initial_value}>')

    def release(self, n=1):
        """Give n permits back; ValueError if that makes too many."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError('Semaphore released too many times')
            self._value += n
            self._cond.notify(n)


class Event:
    """A flag that threads can wait for."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def __repr__(self):
        cls = type(self)
        state = 'set' if self._flag else 'unset'
        return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {state}>'

    def is_set(self):
        """Return whether the flag is up."""
        return self._flag

    def isSet(self):
        """Deprecated name of is_set()."""
        _deprecated('isSet', 'use is_set()')
        return self.is_set()

    def set(self):
        """Raise the flag and wake all who wait for it."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        """Lower the flag."""
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Wait until the flag is up; False if the timeout came first."""
        with self._cond:
            return self._flag or self._cond.wait(timeout)


class BrokenBarrierError(RuntimeError):
    """Raised by a barrier that was broken or reset while threads waited."""


class _Round:
    """One filling of a barrier; threads of a round leave it together."""

    __slots__ = ('waiting', 'over', 'failed')

    def __init__(self):
        self.waiting = 0
        self.over = False
        self.failed = False


class Barrier:
    """A meeting point at which a fixed number of threads wait for each other."""

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError('parties must be >= 1')
        self._cond = Condition(Lock())
        self._parties = parties
        self._action = action
        self._timeout = timeout
        self._round = _Round()

    def __repr__(self):
        cls = type(self)
        head = f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}'
        if self.broken:
            return f'{head}: broken>'
        return f'{head}: waiters={self.n_waiting}/{self.parties}>'

    def wait(self, timeout=None):
        """Wait until all parties are here; returns this thread's number among them."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            current = self._round
            if current.failed:
                raise BrokenBarrierError
            number = current.waiting
            current.waiting += 1
            try:
                if current.waiting == self._parties:
                    self._open(current)
                else:
                    self._sleep(current, timeout)
            finally:
                current.waiting -= 1
            return number

    def _open(self, current):
        try:
            if self._action is not None:
                self._action()
        except BaseException:
            self._fail(current)
            raise
        current.over = True
        self._round = _Round()
        self._cond.notify_all()

    def _sleep(self, current, timeout):
        if not self._cond.wait_for(lambda: current.over or current.failed, timeout):
            self._fail(current)
            raise BrokenBarrierError
        if current.failed:
            raise BrokenBarrierError

    def _fail(self, current):
        current.failed = True
        self._cond.notify_all()

    def reset(self):
        """Empty the barrier; whoever waits in it gets BrokenBarrierError."""
        with self._cond:
            self._fail(self._round)
            self._round = _Round()

    def abort(self):
        """Break the barrier for those who wait and those who come, until reset()."""
        with self._cond:
            self._fail(self._round)

    @property
    def parties(self):
        """How many threads it takes to open the barrier."""
        return self._parties

    @property
    def n_waiting(self):
        """How many threads are waiting now."""
        current = self._round
        return 0 if current.failed else current.waiting

    @property
    def broken(self):
        """Whether the barrier is broken."""
        return self._round.failed


# ---------------------------------------------------------------------------
# Threads

class _Gate:
    """Opened once, by a thread that has begun, for the one that started it."""

    __slots__ = ('_lock', '_open')

    def __init__(self):
        self._lock = _allocate_lock()
        self._lock.acquire()
        self._open = False

    def is_set(self):
        return self._open

    def set(self):
        self._open = True
        self._lock.release()

    def wait(self):
        with self._lock:
            pass


class Thread:
    """A flow of control of its own, which calls run()."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None,
                 *, daemon=None, context=None):
        assert group is None, 'group argument must be None for now'
        if name is not None:
            name = str(name)
        else:
            name = f'Thread-{_next_number()}'
            if target is not None:
                try:
                    name = f'{name} ({target.__name__})'
                except AttributeError:
                    pass
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._context = context
        self._ident = None
        self._native_id = None
        self._os_thread_handle = None
        self._started = _Gate()
        self._initialized = True

    def __repr__(self):
        assert self._initialized, 'Thread.__init__() was not called'
        if not self._started.is_set():
            status = 'initial'
        elif self.is_alive():
            status = 'started'
        else:
            status = 'stopped'
        if self._daemonic:
            status += ' daemon'
        if self._ident is not None:
            status += f' {self._ident}'
        return f'<{type(self).__name__}({self._name}, {status})>'

    def start(self):
        """Start the thread: run() begins in it before this call returns."""
        if not self._initialized:
            raise RuntimeError('thread.__init__() not called')
        if self._os_thread_handle is not None:
            raise RuntimeError('threads can only be started once')
        with _active_limbo_lock:
            if self._os_thread_handle is not None:
                raise RuntimeError('threads can only be started once')
            handle = self._os_thread_handle = _thread._ThreadHandle()
            _limbo[self] = self
        try:
            _start_joinable_thread(self._bootstrap, handle=handle, daemon=self._daemonic)
        except BaseException:
            with _active_limbo_lock:
                del _limbo[self]
            self._os_thread_handle = None
            raise
        self._started.wait()

    def run(self):
        """What the thread does: call the target with its arguments."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # The thread object may outlive its work for long; what the work
            # was done on should not.
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        ident = get_ident()
        self._ident = ident
        self._native_id = get_native_id()
        _set_os_name(self._name)
        with _active_limbo_lock:
            _active[ident] = self
            _limbo.pop(self, None)
        self._started.set()
        try:
            self._bootstrap_inner()
        finally:
            with _active_limbo_lock:
                _active.pop(ident, None)

    def _bootstrap_inner(self):
        try:
            if _trace_hook is not None:
                _sys.settrace(_trace_hook)
            if _profile_hook is not None:
                _sys.setprofile(_profile_hook)
            if self._context is None:
                self.run()
            else:
                self._context.run(self.run)
        except BaseException:
            _report(self)

    def join(self, timeout=None):
        """Wait until the thread ends, or the timeout in seconds is over."""
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if not self._started.is_set():
            raise RuntimeError('cannot join thread before it is started')
        if self is current_thread():
            raise RuntimeError('cannot join current thread')
        if timeout is None:
            self._os_thread_handle.join()
        else:
            self._os_thread_handle.join(max(timeout, 0))

    def is_alive(self):
        """Return whether the thread has been started and has not ended."""
        assert self._initialized, 'Thread.__init__() not called'
        return self._started.is_set() and not self._os_thread_handle.is_done()

    @property
    def name(self):
        """The thread's name; it need not be unique."""
        assert self._initialized, 'Thread.__init__() not called'
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, 'Thread.__init__() not called'
        self._name = str(name)

    @property
    def ident(self):
        """The thread's identifier, None before it is started."""
        assert self._initialized, 'Thread.__init__() not called'
        return self._ident

    @property
    def native_id(self):
        """The operating system's number of the thread, None before it is started."""
        assert self._initialized, 'Thread.__init__() not called'
        return self._native_id

    @property
    def daemon(self):
        """Whether the program may end while this thread runs."""
        assert self._initialized, 'Thread.__init__() not called'
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if self._started.is_set():
            raise RuntimeError('cannot set daemon status of active thread')
        self._daemonic = daemonic

    def getName(self):
        """Deprecated way to read the name attribute."""
        _deprecated('getName', 'get the name attribute')
        return self.name

    def setName(self, name):
        """Deprecated way to set the name attribute."""
        _deprecated('setName', 'set the name attribute')
        self.name = name

    def isDaemon(self):
        """Deprecated way to read the daemon attribute."""
        _deprecated('isDaemon', 'get the daemon attribute')
        return self.daemon

    def setDaemon(self, daemonic):
        """Deprecated way to set the daemon attribute."""
        _deprecated('setDaemon', 'set the daemon attribute')
        self.daemon = daemonic


class Timer(Thread):
    """A thread that calls a function once after some seconds, unless cancelled."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        """Stop the timer if it has not called the function yet."""
        self.finished.set()

    def run(self):
        """Wait for the interval, then call the function."""
        if not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _AdoptedThread(Thread):
    """A thread that something else started: made known as running already."""

    def __init__(self, name, ident, daemon):
        super().__init__(name=name, daemon=daemon)
        self._ident = ident
        self._os_thread_handle = _make_thread_handle(ident)
        self._started.set()
        if ident == get_ident():
            self._native_id = get_native_id()
        with _active_limbo_lock:
            _active[ident] = self


class _MainThread(_AdoptedThread):
    """The thread in which the program began."""

    def __init__(self):
        super().__init__('MainThread', _get_main_thread_ident(), False)


class _DummyThread(_AdoptedThread):
    """Stands for a thread that was not started by this module."""

    def __init__(self):
        super().__init__(f'Dummy-{_next_number()}', get_ident(), True)
        _foreign.sentinel = _Sentinel(self)

    def join(self, timeout=None):
        """Refused: nothing tells when a foreign thread ends."""
        raise RuntimeError('cannot join a dummy thread')


class _Sentinel:
    """Lives in a foreign thread's locals; dies with it and strikes it off the list."""

    __slots__ = ('thread',)

    def __init__(self, thread):
        self.thread = thread

    def __del__(self, active=_active, guard=_active_limbo_lock):
        thread = self.thread
        with guard:
            if active.get(thread._ident) is thread:
                del active[thread._ident]


_foreign = local()


def current_thread():
    """Return the Thread object of the thread that calls."""
    try:
        return _active[get_ident()]
    except KeyError:
        return _DummyThread()


def currentThread():
    """Deprecated name of current_thread()."""
    _deprecated('currentThread', 'use current_thread()')
    return current_thread()


def main_thread():
    """Return the Thread object of the thread in which the program began."""
    return _main_thread


def active_count():
    """Return how many threads are alive."""
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


def activeCount():
    """Deprecated name of active_count()."""
    _deprecated('activeCount', 'use active_count()')
    return active_count()


def enumerate():
    """Return a list of the threads that are alive."""
    with _active_limbo_lock:
        return [*_active.values(), *_limbo.values()]


# ---------------------------------------------------------------------------
# Exceptions that nobody caught

__excepthook__ = excepthook


def _report(thread):
    """Pass the exception being handled to the hook, and the hook's own to sys's."""
    hook = excepthook
    if hook is None:
        hook = __excepthook__
    try:
        kind, value, traceback = _sys.exc_info()
        try:
            hook(ExceptHookArgs((kind, value, traceback, thread)))
        finally:
            # The frames hold the thread, which should not hold them in turn.
            kind = value = traceback = None
    except Exception as failure:
        failure.__suppress_context__ = True
        out = _sys.stderr
        if out is not None:
            out.write('Exception in threading.excepthook:\n')
            out.flush()
        _sys.excepthook(type(failure), failure, failure.__traceback__)


# ---------------------------------------------------------------------------
# The end of the program

def _register_atexit(func, *args, **kwargs):
    """Have func called when the program ends, before its threads are joined."""
    if _SHUTTING_DOWN:
        raise RuntimeError("can't register atexit after shutdown")
    _threading_atexits.append((func, args, kwargs))


def _shutdown():
    """Called by the VM when the main thread is done: wait for the others."""
    global _SHUTTING_DOWN
    if _SHUTTING_DOWN:
        return
    _SHUTTING_DOWN = True
    while _threading_atexits:
        func, args, kwargs = _threading_atexits.pop()
        func(*args, **kwargs)
    if get_ident() == _main_thread._ident:
        _main_thread._os_thread_handle._set_done()
    _thread._shutdown()


_main_thread = _MainThread()
