"""Messages about payments."""

from __future__ import annotations

from flask import Response, jsonify, request

from marketplace.domain.payments.actions import take_in_bank_feed, take_in_webhook
from marketplace.web.hooks.blueprint import bp

# Far above what Stripe or a bank feed sends, far below what would hurt.
LARGEST = 256 * 1024


@bp.post("/stripe")
def create_stripe_event() -> Response:
    """Keep a signed event of Stripe's; it is worked on after the answer."""
    request.max_content_length = LARGEST
    take_in_webhook("stripe", request.get_data(), dict(request.headers))
    return jsonify(received=True)


@bp.post("/bank")
def create_bank_line() -> Response:
    """Take in a line of the bank's feed; SePay asks for this very answer."""
    request.max_content_length = LARGEST
    take_in_bank_feed(request.get_data(), dict(request.headers))
    return jsonify(success=True)
