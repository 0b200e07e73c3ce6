"""Serving the emulator on this machine only."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from tests.emulators.stripe_checkout.app import create_emulator
from tests.emulators.stripe_checkout.control import Control
from tests.emulators.stripe_checkout.courier import RETRY_AFTER

HOST = "127.0.0.1"


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: the requests are in the emulator's state."""


@contextmanager
def serving(
    *,
    port: int = 0,
    secret: str = "whsec_emulator",
    webhook_url: str | None = None,
    retry_after: tuple[float, ...] = RETRY_AFTER,
) -> Iterator[tuple[BaseWSGIServer, Control]]:
    """A bound server and its courier, for `server.serve_forever()`; port 0 takes a free one."""
    app = create_emulator(secret=secret, webhook_url=webhook_url, retry_after=retry_after)
    control: Control = app.extensions["stripe_checkout"]
    server = make_server(HOST, port, app, threaded=True, request_handler=_Quiet)
    control.courier.start()
    try:
        yield server, control
    finally:
        control.courier.stop()
        server.server_close()


@contextmanager
def in_background(*, secret: str, retry_after: tuple[float, ...]) -> Iterator[tuple[str, Control]]:
    """The emulator in a thread of this process; yields its address."""
    with serving(secret=secret, retry_after=retry_after) as (server, control):
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}", control
        finally:
            control.world.stopping.set()
            server.shutdown()
            thread.join()
