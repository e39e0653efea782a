"""A TCP proxy before a server on this machine that cuts connections at random bytes, in either direction."""

import random
import socket
import threading


class CuttingProxy:
    """While the block lasts; `trouble` is the share of connections that are cut, `url` what a client is told."""

    MOST_BYTES = 30_000  # a connection in trouble carries fewer

    def __init__(self, port, seed):
        self._port = port
        self._rng = random.Random(seed)
        self.trouble = 0.0
        self.cut = 0

    def __enter__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open = set()
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        # Closing alone would leave the thread in accept() with the port.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            ends = list(self._open)
        for end in ends:
            _hang_up(end)

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            limits = [self._limit(), self._limit()] if self._rng.random() < self.trouble else [None, None]
            try:
                server = socket.create_connection(("127.0.0.1", self._port), timeout=20)
                server.settimeout(None)
            except OSError:
                client.close()
                continue
            with self._lock:
                self._open |= {client, server}
            for source, sink, limit in ((client, server, limits[0]), (server, client, limits[1])):
                threading.Thread(target=self._carry, args=(source, sink, limit), daemon=True).start()

    def _limit(self):
        """Most requests are short: small numbers come often."""
        return int(self.MOST_BYTES ** self._rng.random())

    def _carry(self, source, sink, limit):
        carried = 0
        try:
            while data := source.recv(65536):
                if limit is not None and carried + len(data) >= limit:
                    sink.sendall(data[:limit - carried])
                    self.cut += 1
                    break
                carried += len(data)
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            _hang_up(end)
        with self._lock:
            self._open -= {source, sink}


def _hang_up(end):
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    end.close()
