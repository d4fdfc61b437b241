"""A front for a node that speaks TLS and lets in who knows the password: what the clusters of users have.

The certificate of search.example.pem is its own CA, for 127.0.0.1.
"""

import base64
import http.client
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

CERTIFICATE = Path(__file__).with_name("search.example.pem")


@contextmanager
def front(url: str, user: str, password: str) -> Iterator[int]:
    """Run a front for a node; give its port."""
    wanted = f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"
    behind = urlsplit(url).netloc

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers.get("Authorization") != wanted:
                self.answer(401, "text/plain", b"Unauthorized")
                return
            node = http.client.HTTPConnection(behind, timeout=30)
            kind = self.headers.get("Content-Type") or "application/json"
            node.request(self.command, self.path, body or None, {"Content-Type": kind})
            answer = node.getresponse()
            self.answer(answer.status, answer.getheader("Content-Type") or "", answer.read())
            node.close()

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = pass_on

        def answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
