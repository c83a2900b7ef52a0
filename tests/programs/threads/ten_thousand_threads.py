"""Ten thousand threads are started and end; a thousand are there at once."""
import threading

done = []


def work(i):
    done.append(i)


for start in range(0, 10000, 100):
    threads = [threading.Thread(target=work, args=(i,)) for i in range(start, start + 100)]
    for t in threads: t.start()
    for t in threads: t.join()
print(len(done), sorted(done) == list(range(10000)), threading.active_count())

threading.stack_size(256 * 1024)
gate, inside = threading.Event(), threading.Semaphore(0)
total = 0
lock = threading.Lock()


def wait():
    global total
    inside.release()
    gate.wait()
    with lock:
        total += 1


threads = [threading.Thread(target=wait) for _ in range(1000)]
for t in threads: t.start()
for _ in threads: inside.acquire()
print(threading.active_count())
gate.set()
for t in threads: t.join()
print(total, threading.active_count())
