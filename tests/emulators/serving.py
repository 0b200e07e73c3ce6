"""How an emulator is served beside a test: on this machine, at a free port, ended with the block."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@contextmanager
def served(handler: type[BaseHTTPRequestHandler], **shared: Any) -> Iterator[str]:
    """Its address; every request's handler has what is `shared` as attributes."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (handler,), shared))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
