"""An exception in a thread is reported and the program goes on."""
import threading


def worker(n):
    values = [1, 2]
    return values[n]


t = threading.Thread(target=worker, args=(9,), name="reader")
t.start()
t.join()
print("main goes on", t.is_alive())
