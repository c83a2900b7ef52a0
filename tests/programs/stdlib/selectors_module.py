# Selectors: an echo server in one thread, and what each kind of selector keeps and refuses.
import os
import selectors
import socket
import threading
from selectors import EVENT_READ, EVENT_WRITE


def show(label, function, *args, **keywords):
    try:
        print(label, function(*args, **keywords))
    except Exception as error:
        print(label, type(error).__name__, str(error).split('(FD')[0].split("<")[0])


print(selectors.DefaultSelector is selectors.EpollSelector)
kinds = [selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector]
for kind in kinds:
    print(kind.__name__, issubclass(kind, selectors.BaseSelector))
    a, b = socket.socketpair()
    with kind() as selector:
        key = selector.register(a, EVENT_READ, 'data')
        print(key.fileobj is a, key.fd == a.fileno(), key.events, key.data, type(key).__name__)
        print(selector.select(0), selector.select(-1), selector.select(0.001))
        b.send(b'x')
        print([(key.data, events) for key, events in selector.select()])
        print(selector.modify(a, EVENT_READ | EVENT_WRITE, 'more').events)
        print([(key.data, events) for key, events in selector.select(1)])
        print(selector.modify(a, EVENT_WRITE, 'write').data,
              [(key.data, events) for key, events in selector.select(None)])
        print(selector.modify(a, EVENT_WRITE, ['other']).data, selector.get_key(a).data)
        known = selector.get_map()
        print(len(known), a in known, a.fileno() in known, known[a] is known[a.fileno()],
              list(known) == [a.fileno()], known.get(b), b in known)
        show('again', selector.register, a, EVENT_READ)
        show('events', selector.register, b, 0)
        show('events', selector.register, b, 8)
        show('no file', selector.register, 'x', EVENT_READ)
        show('negative', selector.register, -5, EVENT_READ)
        show('unknown', selector.unregister, b)
        show('unknown', selector.modify, b, EVENT_READ)
        show('unknown', selector.get_key, b)
        show('unknown', lambda: known[b])
        print(selector.unregister(a).data, selector.select(0), len(known))
        # A file that is closed is found all the same.
        selector.register(b, EVENT_READ)
        b.close()
        print(selector.unregister(b).fileobj is b)
        selector.register(a, EVENT_READ, 'hang-up')
        print([(key.data, events) for key, events in selector.select()])
    print(selector.get_map())
    show('closed', selector.get_key, a)
    a.close()
show('abstract', selectors.BaseSelector)
print(repr(selectors.SelectorKey(1, 2, 3, 4)))


def serve(server, selector, clients):
    """Send back what comes, until all clients have gone."""
    selector.register(server, EVENT_READ, None)
    server.setblocking(False)
    while clients:
        for key, events in selector.select():
            if key.data is None:
                peer, _ = server.accept()
                peer.setblocking(False)
                selector.register(peer, EVENT_READ, bytearray())
                continue
            peer, waiting = key.fileobj, key.data
            if events & EVENT_READ:
                data = peer.recv(1000)
                if not data:
                    selector.unregister(peer)
                    peer.close()
                    clients -= 1
                    continue
                waiting += data
            if events & EVENT_WRITE:
                del waiting[:peer.send(waiting)]
            selector.modify(peer, EVENT_READ | EVENT_WRITE if waiting else EVENT_READ, waiting)
    selector.unregister(server)
    return len(selector.get_map())


def talk(address, number, results):
    with socket.create_connection(address) as client:
        text = f'client {number} '.encode() * 100
        for _ in range(5):
            client.sendall(text)
            got = b''
            while len(got) < len(text):
                got += client.recv(1000)
            results[number] = results.get(number, 0) + (got == text)


for kind in kinds:
    with kind() as selector, socket.create_server(('127.0.0.1', 0)) as server:
        results = {}
        threads = [threading.Thread(target=talk, args=(server.getsockname(), n, results))
                   for n in range(4)]
        for thread in threads:
            thread.start()
        print(kind.__name__, serve(server, selector, len(threads)))
        for thread in threads:
            thread.join()
        print(sorted(results.items()))
