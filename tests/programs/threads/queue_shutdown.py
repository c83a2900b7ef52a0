# Queues that are shut down: who is woken, what may still be taken, what join() waits for.
import queue
import threading
import time


def show(label, function, *args, **keywords):
    try:
        print(label, function(*args, **keywords))
    except Exception as error:
        print(label, type(error).__name__, repr(str(error)))


def waiting(threads):
    """Start threads and give them time to wait."""
    for thread in threads:
        thread.start()
    time.sleep(0.02)
    return threads


for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
    print(kind.__name__, issubclass(queue.ShutDown, Exception), queue.ShutDown.__module__)
    q = kind(3)
    for n in range(3):
        q.put(n)
    print(q.shutdown(), q.is_shutdown, q.qsize(), q.full(), q.unfinished_tasks)
    for args in ((9,), (9, False), (9, True, 0.01), (9, True, -1)):
        show(f'put {args}', q.put, *args)
    show('put_nowait', q.put_nowait, 9)
    print(sorted([q.get(), q.get(False), q.get_nowait()]), q.qsize())
    for args in ((), (False,), (True, 0.01), (True, -1)):
        show(f'get {args}', q.get, *args)
    for _ in range(4):
        show('task_done', q.task_done)
    print(q.join(), q.shutdown(), q.shutdown(immediate=True))

    # At once: what is in is thrown away.
    q = kind()
    for n in range(5):
        q.put(n)
    q.get()
    print(q.unfinished_tasks, q.shutdown(True), q.unfinished_tasks, q.qsize(), q.empty())
    show('get', q.get)
    print(q.task_done(), q.join(), q.unfinished_tasks)
    show('task_done', q.task_done)

    # Getters wake up.
    q = kind()
    told = []

    def get():
        try:
            told.append(q.get())
        except queue.ShutDown:
            told.append('shut down')

    threads = waiting([threading.Thread(target=get) for _ in range(3)])
    q.put(7)
    q.shutdown()
    for thread in threads:
        thread.join()
    print(sorted(map(str, told)))

    # Putters wake up, too, even if there is room again.
    q = kind(1)
    q.put(1)
    told = []

    def put(n):
        try:
            q.put(n)
            told.append('put')
        except queue.ShutDown:
            told.append('shut down')

    threads = waiting([threading.Thread(target=put, args=(n,)) for n in range(3)])
    q.shutdown()
    for thread in threads:
        thread.join()
    print(told, q.get(), q.qsize())

    # So do those that wait for the work to be done.
    q = kind()
    q.put(1)
    threads = waiting([threading.Thread(target=q.join)])
    q.shutdown(immediate=True)
    threads[0].join()
    print(threads[0].is_alive(), q.unfinished_tasks)

    # Workers that work off what is there.
    q = kind()
    results = []

    def work():
        while True:
            try:
                n = q.get()
            except queue.ShutDown:
                return
            results.append(n * n)
            q.task_done()

    workers = waiting([threading.Thread(target=work) for _ in range(3)])
    for n in range(50):
        q.put(n)
    q.shutdown()
    for worker in workers:
        worker.join()
    print(sorted(results) == [n * n for n in range(50)], q.unfinished_tasks)
show('SimpleQueue', getattr, queue.SimpleQueue(), 'shutdown')
