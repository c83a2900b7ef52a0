"""Signals and exceptions reach the main thread wherever it waits; other threads are left alone."""
import _thread
import os
import queue
import signal
import threading
import time


def interrupting(wait, *args, **kwargs):
    def later():
        time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGINT)
    t = threading.Thread(target=later)
    t.start()
    try:
        wait(*args, **kwargs)
        print("not interrupted")
    except KeyboardInterrupt:
        print("interrupted")
    t.join()


def spin():
    while True:
        pass


lock = threading.Lock()
lock.acquire()
rlock = threading.RLock()
holder_has_it, let_go = threading.Event(), threading.Event()


def holder():
    with rlock:
        holder_has_it.set()
        let_go.wait()


keeper = threading.Thread(target=holder)
keeper.start()
holder_has_it.wait()
cond = threading.Condition()


def wait_on_condition():
    with cond:
        cond.wait(20)


interrupting(spin)
interrupting(time.sleep, 20)
interrupting(lock.acquire)
interrupting(lock.acquire, timeout=20)
interrupting(rlock.acquire)
interrupting(threading.Event().wait)
interrupting(threading.Event().wait, 20)
interrupting(keeper.join)
interrupting(keeper.join, 20)
interrupting(queue.Queue().get)
interrupting(threading.Semaphore(0).acquire)
interrupting(threading.Barrier(2).wait)
interrupting(wait_on_condition)
interrupting(signal.pause)
let_go.set()
keeper.join()
print(cond.acquire(False), cond.release(), lock.locked(), rlock.acquire(False))

# A handler that returns: the wait goes on.
calls = []
signal.signal(signal.SIGUSR1, lambda number, frame: calls.append(threading.current_thread().name))
t = threading.Thread(target=lambda: (time.sleep(0.05), os.kill(os.getpid(), signal.SIGUSR1)))
start = time.monotonic()
t.start()
print(lock.acquire(timeout=0.2), time.monotonic() - start >= 0.19, calls)
t.join()
t = threading.Thread(target=lambda: (time.sleep(0.05), os.kill(os.getpid(), signal.SIGUSR1)))
start = time.monotonic()
t.start()
time.sleep(0.2)
print(time.monotonic() - start >= 0.19, calls)
t.join()
# A signal that nobody handles leaves the main thread alone.
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
_thread.interrupt_main(signal.SIGUSR1)
_thread.interrupt_main(signal.SIGUSR2)
print(len(calls))
# Cleaning up on the way out.
def cleaning():
    try:
        time.sleep(20)
    finally:
        print("cleaned")


interrupting(cleaning)
