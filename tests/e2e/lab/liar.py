"""A server on loopback that answers every request with the same bytes: status, type, body, and perhaps a length that is not true."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Liar:
    def __init__(self, status=200, body=b"", content_type="application/json", length=None):
        self._answer = status, body, content_type, len(body) if length is None else length

    def __enter__(self):
        status, body, content_type, length = self._answer

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers.get("content-length", 0)))
                self.send_response(status)
                self.send_header("content-type", content_type)
                self.send_header("content-length", str(length))
                self.send_header("connection", "close")
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = True

            do_GET = do_POST

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
