"""Small real servers for the tests: one that speaks LibreTranslate's protocol and turns texts around, with its moods."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

LANGUAGES = ("en", "es", "zh-Hans")


def turned(text: str, source: str, target: str) -> str:
    """What the server makes of a text: its words backwards, and the direction."""
    return " ".join([*reversed(text.split()), f"({source}>{target})"])


class LibreServer(ThreadingHTTPServer):
    """A server with its moods.

    Attributes:
        takes_lists: Whether `q` may be a list.
        key: The key that it wants, "" for none.
        failures: Statuses that the next requests to translate get instead of an answer.
        asked: The texts that it has translated.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.takes_lists = True
        self.key = ""
        self.failures: list[int] = []
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: LibreServer

    def do_GET(self) -> None:
        if self.path != "/languages":
            return self._answer(404, {"error": "no such page"})
        return self._answer(200, [{"code": c, "name": c, "targets": list(LANGUAGES)} for c in LANGUAGES])

    def do_POST(self) -> None:
        fields = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.failures:
            return self._answer(self.server.failures.pop(0), {"error": "not now"})
        if fields.get("api_key", "") != self.server.key:
            return self._answer(403, {"error": "Invalid API key"})
        texts = fields["q"] if isinstance(fields["q"], list) else [fields["q"]]
        if isinstance(fields["q"], list) and not self.server.takes_lists:
            return self._answer(200, {"translatedText": "a list? never heard of"})
        self.server.asked += texts
        translated = [turned(text, fields["source"], fields["target"]) for text in texts]
        return self._answer(200, {"translatedText": translated if isinstance(fields["q"], list) else translated[0]})

    def _answer(self, status: int, content: Any) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the test's output is its own."""


@contextmanager
def libre_server() -> Iterator[LibreServer]:
    server = LibreServer()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
