"""signal: handlers, timers, interrupted waits, errors, enumerations."""
import signal, time, threading, os
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
print(signal.SIGINT, repr(signal.SIGINT), signal.getsignal(signal.SIGINT), signal.getsignal(2) is signal.default_int_handler)
print(repr(signal.SIG_DFL), repr(signal.SIG_IGN), repr(signal.getsignal(signal.SIGTERM)), repr(signal.getsignal(signal.SIGPIPE)), repr(signal.getsignal(25)), repr(signal.getsignal(32)),repr(signal.getsignal(64)))
hits=[]
def h(n, f): hits.append((n, type(n).__name__, f.f_lineno if f else None, f.f_code.co_name if f else None))
print(signal.signal(signal.SIGUSR1, h), signal.getsignal(signal.SIGUSR1) is h)
signal.raise_signal(signal.SIGUSR1); print(hits)
os.kill(os.getpid(), signal.SIGUSR1); print(len(hits))
print(repr(signal.signal(10, signal.SIG_IGN)) [:11]); signal.raise_signal(10); print(len(hits))
print(repr(signal.signal(10, signal.SIG_DFL)))
for f in (lambda: signal.signal(0, h), lambda: signal.signal(65, h), lambda: signal.signal(9, h), lambda: signal.signal(10, 5), lambda: signal.signal(10,None), lambda: signal.signal("x", h), lambda: signal.signal(10), lambda: signal.getsignal(0), lambda: signal.getsignal(100), lambda: signal.raise_signal(0), lambda: signal.raise_signal(100), lambda:signal.raise_signal("x"), lambda: signal.strsignal(2), lambda: signal.strsignal(64), lambda: signal.strsignal(0), lambda: signal.strsignal(100), lambda: signal.strsignal(34), lambda: signal.strsignal(11), lambda: len(signal.valid_signals()), lambda: sorted(signal.valid_signals())[:4], lambda: type(signal.valid_signals()), lambda: signal.set_wakeup_fd(-1), lambda: signal.set_wakeup_fd(99999), lambda: signal.set_wakeup_fd("x"), lambda: signal.alarm(-1), lambda: signal.alarm(0), lambda: signal.setitimer(5, 1), lambda: signal.setitimer(signal.ITIMER_REAL, -1), lambda: signal.setitimer(signal.ITIMER_REAL, 0), lambda: signal.getitimer(signal.ITIMER_REAL), lambda: signal.getitimer(9), lambda: signal.default_int_handler(2, None), lambda: signal.default_int_handler(), lambda: signal.Signals(3), lambda: signal.Signals(100), lambda: list(signal.Signals)[:3], lambda: len(list(signal.Signals)), lambda: signal.Signals.SIGCLD, lambda: signal.Handlers.SIG_DFL, lambda: list(signal.Handlers), lambda: signal.NSIG, lambda: signal.ITIMER_PROF, lambda: signal.ItimerError, lambda: signal.SIGRTMIN, lambda: signal.siginterrupt(10, False), lambda: signal.siginterrupt(0,False), lambda: signal.pthread_kill(threading.get_ident(), 0), lambda: signal.set_wakeup_fd(-1, warn_on_full_buffer=False)):
    t(f)
print([ (s.name, s.value) for s in signal.Signals])
def inthread():
    t(lambda: signal.signal(10, h)); t(lambda: signal.set_wakeup_fd(-1)); t(lambda: signal.getsignal(2))
th=threading.Thread(target=inthread); th.start(); th.join()
signal.signal(signal.SIGALRM, lambda n,f: hits.append("alarm"))
print(signal.alarm(1), signal.alarm(1)); s=time.time(); signal.pause(); print(hits[-1], 0.9<time.time()-s<1.5)
print(signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)); s=time.time()
n=len(hits)
time.sleep(0.32)
print(4<=len(hits)-n<=7, time.time()-s>=0.32); print(signal.setitimer(signal.ITIMER_REAL,0)[1])
def boom(n,f): raise ValueError("from handler")
signal.signal(signal.SIGALRM, boom); signal.setitimer(signal.ITIMER_REAL,0.05)
try:
    while True: pass
except ValueError as e: print(e)
signal.setitimer(signal.ITIMER_REAL,0.05)
l=threading.Lock(); l.acquire()
try: l.acquire()
except ValueError as e: print(e)
signal.setitimer(signal.ITIMER_REAL,0.05)
try: threading.Event().wait()
except ValueError as e: print(e)
r,w=os.pipe()
signal.setitimer(signal.ITIMER_REAL,0.05)
try: os.read(r,1)
except ValueError as e: print(e)
os.set_blocking(w, False); print(signal.set_wakeup_fd(w)); signal.signal(10,h); signal.raise_signal(10); print(os.read(r,5), signal.set_wakeup_fd(-1)==w)
signal.signal(signal.SIGVTALRM, boom); signal.setitimer(signal.ITIMER_VIRTUAL,0.05)
try:
    while True: pass
except ValueError as e: print(e)
def fromthread(): time.sleep(0.05); os.kill(os.getpid(), 10)
k=len(hits); th=threading.Thread(target=fromthread); th.start(); th.join(); print(len(hits)-k, hits[-1][3] is not None)
import _thread
_thread.interrupt_main(10); print(len(hits)-k)
