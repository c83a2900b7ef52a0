"""threading.local: separate values, initialisation, subclasses, deletion."""
import threading

data = threading.local()
data.x = "main"
out = {}


def worker(n):
    out[n] = [hasattr(data, "x")]
    data.x = n
    data.y = n * 2
    barrier.wait()
    out[n] += [data.x, data.y, sorted(data.__dict__)]


barrier = threading.Barrier(3)
ts = [threading.Thread(target=worker, args=(i,)) for i in range(3)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(out.items()), data.x, data.__dict__, hasattr(data, "y"))


class My(threading.local):
    number = 2

    def __init__(self, *args, **kw):
        self.args = args
        self.log = ["init in " + threading.current_thread().name]

    def squared(self):
        return self.number ** 2


my = My(1, k=2)
print(my.args, my.log, my.squared())
my.number = 5
res = []
t = threading.Thread(target=lambda: res.append((my.log, my.number, my.squared(), my.args)), name="other")
t.start()
t.join()
print(res, my.number)
try:
    data.nope
except AttributeError as e:
    print(e)
del data.x
try:
    del data.x
except AttributeError as e:
    print(e)
try:
    threading.local(1)
except TypeError as e:
    print(e)


class Dies:
    def __del__(self): freed.append(1)


freed = []


def make():
    data.obj = Dies()


t = threading.Thread(target=make)
t.start()
t.join()
print(freed)
