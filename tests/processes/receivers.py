"""Systems of receivers, as ``docs/care-connector.md`` asks for, and some that ail.

Each keeps what it was sent by key, once, and notes every request.
"""

import hashlib
import hmac
import json
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .server import HOST


@dataclass
class Request:
    """What came in, and when."""

    key: str
    body: bytes
    at: float
    signed: bool


class Receiver:
    """A system that is always well; the heirs are not."""

    def __init__(self, secret):
        self.secret = secret
        self.requests = []
        self.records = {}
        self.ended = threading.Event()
        self.lock = threading.Lock()

    def __enter__(self):
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                receiver.receive(self)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer((HOST, 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.ended.set()
        self.server.shutdown()
        self.server.server_close()

    def receive(self, call):
        body = call.rfile.read(int(call.headers["Content-Length"]))
        key = call.headers["Idempotency-Key"]
        signed = ".".join([call.headers["X-Grid-Timestamp"], key, body.decode()])
        wanted = hmac.new(self.secret.encode(), signed.encode(), hashlib.sha256)
        given = call.headers["X-Grid-Signature"]
        right = hmac.compare_digest(given, f"v1={wanted.hexdigest()}")
        with self.lock:
            self.requests.append(Request(key, body, time.time(), right))
            number = len(self.requests)
        self.work(call, key, body, number)

    def work(self, call, key, body, number):
        self.keep(key, body)
        self.answer(call, 200, {"receipt": f"R-{key[:8]}"})

    def keep(self, key, body):
        """One record for a key, however often it comes."""
        with self.lock:
            self.records.setdefault(key, body)

    def answer(self, call, status, content):
        text = json.dumps(content).encode()
        try:
            call.send_response(status)
            call.send_header("Content-Length", str(len(text)))
            call.end_headers()
            call.wfile.write(text)
        except OSError:
            # whoever asked was killed meanwhile
            pass

    def tries(self):
        """The times at which each key came."""
        found = {}
        for request in self.requests:
            found.setdefault(request.key, []).append(request.at)
        return found


class Slow(Receiver):
    """Well, and keeps what it is sent a while before it answers the second call."""

    def __init__(self, secret):
        super().__init__(secret)
        self.kept = threading.Event()

    def work(self, call, key, body, number):
        if number == 2:
            self.keep(key, body)
            self.kept.set()
            self.ended.wait(1)
        super().work(call, key, body, number)


class Recovering(Receiver):
    """Fails three times, then is well."""

    def work(self, call, key, body, number):
        if number <= 3:
            self.answer(call, 503, {})
        else:
            super().work(call, key, body, number)


class Hanging(Receiver):
    """Takes what it is sent and never answers."""

    def work(self, call, key, body, number):
        self.ended.wait()


class Losing(Receiver):
    """Keeps what it is sent, but its answer is lost the first three times."""

    def work(self, call, key, body, number):
        if number > 3:
            super().work(call, key, body, number)
        else:
            self.keep(key, body)
            call.close_connection = True


class Failing(Receiver):
    """Never well."""

    def work(self, call, key, body, number):
        self.answer(call, 500, {"receipt": "no"})
