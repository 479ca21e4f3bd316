"""Files behind a web server that answers requests for parts, as any host of static files does."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TYPES = {"html": "text/html", "mp3": "audio/mpeg", "wav": "audio/wav", "vtt": "text/vtt"}


class _Server(BaseHTTPRequestHandler):
    def __init__(self, files: dict[str, memoryview], *arguments: Any) -> None:
        self._files = files
        super().__init__(*arguments)

    def do_GET(self) -> None:
        file = self._files.get(self.path)
        if file is None:
            self._answer(404, "text/html", b"")
            return
        kind = TYPES[self.path.rpartition(".")[2]]
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if asked is None:
            self._answer(200, kind, file)
            return
        first, last = int(asked[1]), int(asked[2] or len(file) - 1)
        self._answer(206, kind, file[first : last + 1], f"bytes {first}-{last}/{len(file)}")

    def _answer(self, status: int, kind: str, content: bytes | memoryview, part: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Accept-Ranges", "bytes")
        if part:
            self.send_header("Content-Range", part)
        self.end_headers()
        try:
            self.wfile.write(content)
        except OSError:  # the browser wants no more of it
            self.close_connection = True

    def log_message(self, *arguments: Any) -> None:
        pass


@contextmanager
def served(files: Mapping[str, bytes]) -> Iterator[str]:
    """Serve *files* by their names; yield the address of their folder."""
    paths = {f"/{name}": memoryview(file) for name, file in files.items()}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Server, paths))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
