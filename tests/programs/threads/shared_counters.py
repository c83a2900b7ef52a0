"""Operations that are atomic under a lock policy: list append, dict set, deque, counters with a lock."""
import threading
from collections import deque

N, T = 3000, 4
lst, dct, dq, st = [], {}, deque(), set()
count = {"locked": 0}
lock = threading.Lock()


def work(t):
    for i in range(N):
        lst.append((t, i))
        dct[t, i] = i
        dq.append(i)
        st.add(t * N + i)
        with lock:
            count["locked"] += 1


ts = [threading.Thread(target=work, args=(t,)) for t in range(T)]
for t in ts: t.start()
for t in ts: t.join()
print(len(lst), len(dct), len(dq), len(st), count)
print(all([i for t, i in lst if t == k] == list(range(N)) for k in range(T)))


def drain(out):
    while True:
        try:
            out.append(dq.popleft())
        except IndexError:
            return


outs = [[] for _ in range(T)]
ts = [threading.Thread(target=drain, args=(o,)) for o in outs]
for t in ts: t.start()
for t in ts: t.join()
print(sum(map(len, outs)), len(dq), sum(map(sum, outs)) == T * sum(range(N)))
once = []
flag = {}


def setdefault(i):
    once.append(flag.setdefault("k", i))


ts = [threading.Thread(target=setdefault, args=(i,)) for i in range(8)]
for t in ts: t.start()
for t in ts: t.join()
print(len(set(once)), len(once))


def reader(results):
    for _ in range(300):
        snapshot = list(dct.items())
        results.append(len(snapshot) == N * T)


res = []
ts = [threading.Thread(target=reader, args=(res,)) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
print(all(res), len(res))
