"""Blocked signals, sigpending, sigwait."""
import signal, os, threading, time
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
hits=[]
signal.signal(signal.SIGUSR1, lambda n,f: hits.append(n))
t(lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, 12]))
signal.raise_signal(signal.SIGUSR1); print(hits, signal.sigpending())
t(lambda: signal.pthread_sigmask(signal.SIG_BLOCK, []))
t(lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, [10])); print(hits, signal.sigpending())
t(lambda: signal.pthread_sigmask(signal.SIG_SETMASK, [10]))
os.kill(os.getpid(), 10); print(hits); t(lambda: signal.sigwait([10, 12])); print(hits, signal.sigpending())
t(lambda: signal.pthread_sigmask(9, [])); t(lambda: signal.pthread_sigmask(0, [0])); t(lambda: signal.pthread_sigmask(0, [65])); t(lambda: signal.pthread_sigmask(0, 5)); t(lambda: signal.pthread_sigmask(0, ["x"])); t(lambda: signal.sigwait([0]))
signal.pthread_sigmask(signal.SIG_SETMASK, [])
threading.Thread(target=lambda:(time.sleep(0.05), os.kill(os.getpid(),10))).start()
signal.pthread_sigmask(signal.SIG_BLOCK, [10]); t(lambda: signal.sigwait({signal.SIGUSR1})); print(hits)
