"""SystemExit in a thread ends only that thread, silently."""
import sys
import threading


def worker():
    sys.exit(5)


t = threading.Thread(target=worker)
t.start()
t.join()
print("still here")
