"""The smallest application that shows what a server does: it echoes, and answers at length."""

import time


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/long":
        time.sleep(3)
    if path == "/large":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return (b"x" * 65536 for _ in range(512))
    body = environ["wsgi.input"].read()
    answer = str(len(body)).encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(answer)))])
    return [answer]
