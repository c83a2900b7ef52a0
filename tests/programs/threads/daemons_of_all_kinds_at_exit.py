"""The program ends though daemon threads compute, sleep, wait for locks and queues, or hold them."""
import atexit
import queue
import threading
import time

started = threading.Semaphore(0)
held = threading.Lock()
q = queue.Queue()


def computes():
    started.release()
    i = 0
    while True: i += 1


def sleeps():
    started.release()
    while True: time.sleep(0.0001)


def waits_for_lock():
    started.release()
    with held: pass


def waits_for_queue():
    started.release()
    q.get()


def holds():
    with threading.Lock():
        started.release()
        time.sleep(1000)


def fills():
    started.release()
    table = {}
    while True:
        for i in range(100): table[i] = [i, table]
        table.clear()




held.acquire()
kinds = [computes, sleeps, waits_for_lock, waits_for_queue, holds, fills]
for kind in kinds * 3:
    threading.Thread(target=kind, daemon=True).start()
for _ in kinds * 3: started.acquire()
atexit.register(print, "at exit")
print("main ends")
