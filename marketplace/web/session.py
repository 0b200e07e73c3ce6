"""Who is asking: the signed-in person and the cart, found once per request."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import quote

from flask import Flask, Response, g, has_request_context, redirect, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response as BaseResponse

from marketplace.core import clock
from marketplace.core.kept_pages import cart_key_in
from marketplace.core.language import root
from marketplace.core.personal import keeps_page
from marketplace.domain.accounts.actions import note_seen
from marketplace.domain.accounts.models import Person, SignIn
from marketplace.domain.accounts.queries import sign_in_by_token
from marketplace.domain.accounts.rules import SEEN_WITHIN
from marketplace.domain.carts.queries import held_cart
from marketplace.domain.carts.rules import HeldCart
from marketplace.domain.livestream.actions import has_waited_for_hit

CART_COOKIE = "cart"
# The codes of the purchases this browser placed or opened by the link of a letter.
PLACED = "purchases"
CART_COOKIE_SECONDS = 60 * 24 * 3600
# Where Flask-Login keeps who is signed in.
SIGNED_IN = "_user_id"
_UNASKED = object()


class SignedIn(UserMixin):  # type: ignore[misc] # the library carries no types
    """What Flask-Login carries: one sign-in row, so that ending the row ends the session."""

    def __init__(self, sign_in: SignIn, token: str) -> None:
        self.sign_in = sign_in
        self.person = sign_in.person
        self._token = token

    def get_id(self) -> str:
        """The secret that the cookie holds, signed."""
        return self._token


def init_sessions(app: Flask) -> None:
    """Set Flask-Login up on the sign-in rows and give templates the person and the cart count."""
    manager = LoginManager(app, add_context_processor=False)  # it would look at the session for every page
    manager.session_protection = None  # sign-in rows end on the server; phones change their address all the time
    manager.user_loader(_signed_in)
    manager.unauthorized_handler(_ask_to_sign_in)
    app.context_processor(_who_asks)


def _who_asks() -> dict[str, Any]:
    """Nobody asks for a letter that the worker writes, and no page that is kept for everyone knows who asks."""
    if keeps_page():
        return {}
    if not has_request_context():
        return {"person": None, "cart_count": 0}
    if "who_asks" not in g:
        g.who_asks = {"person": current_person(), "cart_count": cart_count()}
    return cast(dict[str, Any], g.who_asks)


def _signed_in(token: str) -> SignedIn | None:
    sign_in = sign_in_by_token(token)
    if sign_in is None:
        return None
    if clock.now() - sign_in.seen_at > SEEN_WITHIN:
        note_seen(sign_in)
    return SignedIn(sign_in, token)


def _ask_to_sign_in() -> BaseResponse:
    """Lead to the sign-in page, and back afterwards if the page wanted can be opened by its address."""
    if request.method not in ("GET", "HEAD"):
        return redirect(f"{root()}/account/sign-in", 303)
    return lead_to_sign_in(request.full_path if request.query_string else request.path)


def lead_to_sign_in(wanted: str) -> BaseResponse:
    """Lead to the sign-in page, and afterwards to the page `wanted` (without the language)."""
    return redirect(f"{root()}/account/sign-in?next={quote(root() + wanted)}", 303 if request.method == "POST" else 302)


def begin_session(sign_in: SignIn, token: str) -> None:
    """Sign the browser in with a new session; only what a guest placed here stays within reach."""
    placed = None if current_person() else session.get(PLACED)
    session.clear()
    if placed:
        session[PLACED] = placed
    session.permanent = True  # phones forget the others whenever memory is short; the row says when it ends
    login_user(SignedIn(sign_in, token))


def end_session() -> None:
    """Sign this browser out; nothing of the session stays."""
    logout_user()
    session.clear()


def current_person() -> Person | None:
    """The signed-in person, or None."""
    sign_in = current_sign_in()
    return None if sign_in is None else sign_in.person


def current_sign_in() -> SignIn | None:
    """The sign-in row behind this request, or None."""
    # For a guest the library would look for what this market has none of: other cookies, headers, changed addresses.
    if SIGNED_IN not in session:
        return None
    # Asked for many times a page: the proxy would look the user up for each name it is asked.
    user = current_user._get_current_object()  # noqa: SLF001 - the library's own way to the user behind it
    return user.sign_in if isinstance(user, SignedIn) else None


def the_person() -> Person:
    """The signed-in person on a page that asks for one."""
    person = current_person()
    if person is None:
        raise LookupError("this view must be guarded by its blueprint")
    return person


def current_cart() -> HeldCart | None:
    """The cart of this browser: by its cookie, or by the key a tracked link carried in the address."""
    cart = g.get("cart", _UNASKED)
    if cart is _UNASKED:
        key, proof = _carried()
        g.cart = cart = _held_cart(key, proof) if key else None
    return cast("HeldCart | None", cart)


def carried_with(key: str) -> str:
    """What this browser must carry when its cart gets another key: the proof that it typed the delivery stays."""
    _key, proof = _carried()
    return f"{key}.{proof}" if proof else key


def unknown_key() -> str | None:
    """The key that a guest's browser carries although there is no such cart (yet); None if it cannot be one of ours.

    The cart is forgotten, or a writer of clicks in another process is about to write it. A cart of somebody who is
    signed in goes by no key that another may have sent out.
    """
    key, _proof = _carried()
    is_free = current_cart() is None and current_person() is None
    return key if is_free and cart_key_in(f"{CART_COOKIE}={key}") else None


def carries(cart: HeldCart) -> bool:
    """Whether this browser carries the key of that cart."""
    return _carried()[0] == cart.key


def _carried() -> tuple[str, str]:
    """The key of the cart and the proof beside it, by cookie or else in the address or form."""
    carried = request.cookies.get(CART_COOKIE) or request.values.get("cart", "")
    key, _dot, proof = carried.partition(".")
    return key, proof


def _held_cart(key: str, proof: str) -> HeldCart | None:
    held = held_cart(key, proof)
    # Who is quicker than the writer of clicks waits for the cart that carries the touch.
    return held_cart(key, proof) if held is None and has_waited_for_hit(key) else held


def set_cart(cart: HeldCart) -> None:
    """Go on with this cart for the rest of the request: it is new, or was read again."""
    g.cart = cart


def cart_count() -> int:
    """How many units are in the cart."""
    cart = current_cart()
    return cart.units if cart else 0


def keep_cart(response: Any, carried: str) -> Response:
    """Have the browser remember a cart: its key, and the proof beside it if there is one."""
    kept: Response = response
    kept.set_cookie(
        CART_COOKIE, carried, max_age=CART_COOKIE_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure
    )
    return kept


def forget_cart(response: Any) -> Response:
    """Have the browser forget its cart, after it was bought."""
    kept: Response = response
    kept.delete_cookie(CART_COOKIE)
    return kept
