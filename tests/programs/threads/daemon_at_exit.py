"""Daemon threads do not keep the program alive; other threads are joined at exit."""
import threading
import time


def forever():
    while True:
        time.sleep(0.005)


d = threading.Thread(target=forever, daemon=True)
d.start()
print(d.daemon, d.is_alive())
released = threading.Event()


def late():
    released.wait()
    time.sleep(0.02)
    print("non-daemon finished")


threading.Thread(target=late).start()


def child():
    t = threading.Thread(target=lambda: None)
    inherited.append(t.daemon)


inherited = []
c = threading.Thread(target=child, daemon=True)
c.start()
c.join()
print(inherited)
import atexit
atexit.register(print, "atexit after threads")
print("main ends")
released.set()
