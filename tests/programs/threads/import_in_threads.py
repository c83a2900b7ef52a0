"""Several threads import the same module: it is executed once."""
import sys
import threading

log = []
sys.import_log = log
gate = threading.Barrier(4)
seen = []


def importer():
    gate.wait()
    import pkg_slow.module as m
    seen.append((m.READY, id(m)))


ts = [threading.Thread(target=importer) for _ in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(log, len(set(seen)), seen[0][0])


def failing():
    gate.wait()
    try:
        import pkg_slow.fails
    except ValueError as e:
        errors.append(str(e))


errors = []
ts = [threading.Thread(target=failing) for _ in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(set(errors), len(errors), "pkg_slow.fails" in sys.modules)
