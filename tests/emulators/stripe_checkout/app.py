"""The emulator as a Flask app."""

from __future__ import annotations

from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from tests.emulators.stripe_checkout.api import create_api
from tests.emulators.stripe_checkout.control import Control, create_control
from tests.emulators.stripe_checkout.courier import RETRY_AFTER, Courier
from tests.emulators.stripe_checkout.faults import Breakage
from tests.emulators.stripe_checkout.hosted import create_hosted
from tests.emulators.stripe_checkout.refusals import Refusal
from tests.emulators.stripe_checkout.state import World


def create_emulator(
    *,
    secret: str = "whsec_emulator",
    webhook_url: str | None = None,
    retry_after: tuple[float, ...] = RETRY_AFTER,
) -> Flask:
    """An app with a world of its own; `app.extensions["stripe_checkout"]` is its `Control`.

    Webhooks are held until `control.courier.start()` runs and an address is set. Raises ValueError for an
    address beyond this machine.
    """
    app = Flask(__name__)
    world = World()
    courier = Courier(world, secret, retry_after)
    courier.send_to(webhook_url)
    control = app.extensions["stripe_checkout"] = Control(world, courier)
    for blueprint in (create_api(world), create_hosted(world), create_control(control)):
        app.register_blueprint(blueprint)
    app.register_error_handler(HTTPException, _unknown_url)
    app.wsgi_app = Breakage(app.wsgi_app, world.faults, world.stopping)  # type: ignore[method-assign]
    return app


def _unknown_url(error: HTTPException) -> ResponseReturnValue:
    if not request.path.startswith("/v1/"):
        return error.get_response()
    refusal = Refusal(f"Unrecognized request URL ({request.method}: {request.path}).", status=error.code or 404)
    return refusal.body(), refusal.status
