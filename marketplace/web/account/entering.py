"""What happens when somebody comes in: a new session, and the cart of this browser becomes theirs."""

from __future__ import annotations

from flask import redirect
from werkzeug.wrappers import Response

from marketplace.core.language import root
from marketplace.domain.accounts.models import SignIn
from marketplace.domain.carts.actions import adopt_cart
from marketplace.web.onward import local_path
from marketplace.web.session import begin_session, carried_with, current_cart, keep_cart


def let_in(sign_in: SignIn, token: str, onward: str | None) -> Response:
    """Begin the session and lead on to the page that was wanted."""
    cart = adopt_cart(current_cart(), sign_in.person)
    begin_session(sign_in, token)
    response = redirect(local_path(onward) or f"{root()}/account", 303)
    return keep_cart(response, carried_with(cart.key)) if cart else response
