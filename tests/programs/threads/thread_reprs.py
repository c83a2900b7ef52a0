"""Names and reprs of threads in every state; numbering of automatic names."""
import threading


def clean(t):
    head, _, tail = repr(t).rpartition(" ")
    return head + " ident)>" if tail[:-2].isdigit() else repr(t)


def target_function(): gate.wait()


gate = threading.Event()
a = threading.Thread(target=target_function)
b = threading.Thread(target=target_function, name="own name", daemon=True)
c = threading.Thread()
d = threading.Thread(target=print)
print(clean(a), clean(b), clean(c), clean(d), sep="\n")
a.start()
b.start()
print(clean(a), clean(b), sep="\n")
print(sorted(t.name for t in threading.enumerate()), threading.active_count())
gate.set()
a.join()
b.join()
print(clean(a), clean(b), sep="\n")


class Sub(threading.Thread):
    pass


class Caller:
    def __call__(self): pass

    def method(self): pass


print(Sub().name, Sub(target=Caller().method).name, Sub(target=Caller()).name, Sub(target=lambda: 0).name, threading.Timer(1, print).name)
print(clean(Sub(name="s")), clean(threading.main_thread()), threading.main_thread().name)
t = threading.Thread(name=5)
print(t.name, type(t.name).__name__)
t.name = None
print(t.name)
threading.current_thread().name = "Main"
print(threading.main_thread().name, clean(threading.current_thread()))
seen = []
t = threading.Thread(target=lambda: seen.append(clean(threading.current_thread())), name="n")
t.start()
t.join()
print(seen)
