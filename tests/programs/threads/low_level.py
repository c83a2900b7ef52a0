"""The _thread module: start_new_thread, locks, exit, idents."""
import _thread
import threading

lock = _thread.allocate_lock()
done = _thread.allocate_lock()
done.acquire()
out = []


def work(a, b, *, c=0):
    out.append((a, b, c))
    done.release()


ident = _thread.start_new_thread(work, (1, 2), {"c": 3})
done.acquire()
print(out, type(ident).__name__, ident != _thread.get_ident())


def exits():
    try:
        _thread.exit()
    finally:
        done.release()


_thread.start_new_thread(exits, ())
done.acquire()
print("exited quietly")
for f in (lambda: _thread.start_new_thread(5, ()), lambda: _thread.start_new_thread(work, 5), lambda: _thread.start_new_thread(work), lambda: _thread.start_new_thread(work, (), 5)):
    try:
        f()
    except TypeError as e:
        print(e)
print(_thread.error is RuntimeError, _thread.TIMEOUT_MAX > 1000, threading.TIMEOUT_MAX == _thread.TIMEOUT_MAX, _thread.stack_size())
names = []


def dummy():
    names.append((type(threading.current_thread()).__name__, threading.current_thread().daemon, threading.current_thread().name.startswith("Dummy-")))
    done.release()


_thread.start_new_thread(dummy, ())
done.acquire()
print(names)
print(_thread._count() >= 0, type(_thread.RLock()).__name__, threading.get_native_id() > 0, threading.stack_size())
