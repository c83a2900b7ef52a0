"""threading.excepthook: what it receives, replacing it, errors in threads."""
import threading


def hook(args):
    print("hook:", args.exc_type.__name__, args.exc_value, args.thread.name, args.exc_traceback.tb_next is not None, type(args).__name__)


threading.excepthook = hook


def fail(kind):
    raise kind("failed")


for i, kind in enumerate([ValueError, KeyError, SystemExit, ZeroDivisionError]):
    t = threading.Thread(target=fail, args=(kind,), name=f"t{i}")
    t.start()
    t.join()
    print(t.is_alive())


class Catching(threading.Thread):
    def run(self):
        try:
            super().run()
        except Exception as e:
            self.error = e


t = Catching(target=fail, args=(LookupError,))
t.start()
t.join()
print(repr(t.error))
print(callable(threading.__excepthook__))
results = []


def future(f, *args):
    box = {}

    def run():
        try:
            box["value"] = f(*args)
        except BaseException as e:
            box["error"] = e
    t = threading.Thread(target=run)
    t.start()

    def get():
        t.join()
        if "error" in box:
            raise box["error"]
        return box["value"]
    return get


g1, g2 = future(divmod, 7, 2), future(divmod, 7, 0)
print(g1())
try:
    g2()
except ZeroDivisionError as e:
    print(e)
