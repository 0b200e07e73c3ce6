"""The page that the shopper sees in place of checkout.stripe.com: plain, and labelled as a test page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue, RouteCallable

from tests.emulators.stripe_checkout import sessions
from tests.emulators.stripe_checkout.cards import Card, card_of
from tests.emulators.stripe_checkout.money import shown
from tests.emulators.stripe_checkout.payments import card_to_confirm
from tests.emulators.stripe_checkout.refusals import Refusal
from tests.emulators.stripe_checkout.state import Thing, World
from tests.emulators.stripe_checkout.words import CARDS_SHOWN, WORDS, language_of


def create_hosted(world: World) -> Blueprint:
    hosted = Blueprint("hosted", __name__, url_prefix="/pay/<id>", template_folder="templates")
    for path, method, view in (
        ("", "GET", show_payment),
        ("", "POST", create_payment),
        ("/confirmation", "GET", show_confirmation),
        ("/confirmation", "POST", create_confirmation),
    ):
        hosted.add_url_rule(path, view.__name__, _locked(world, view), methods=[method])
    hosted.register_error_handler(Refusal, _missing)
    return hosted


def _locked(world: World, view: Callable[[World, Thing], ResponseReturnValue]) -> RouteCallable:
    def locked(id: str) -> ResponseReturnValue:
        with world.lock:
            return view(world, sessions.found(world, id))

    return locked


def show_payment(world: World, session: Thing) -> ResponseReturnValue:
    return _page(world, session)


def create_payment(world: World, session: Thing) -> ResponseReturnValue:
    card = card_of(request.form.get("card", ""))
    if session["status"] != "open":
        return _page(world, session)
    if card is None:
        return _page(world, session, problem="unknown_card"), 422
    return _next(world, sessions.pay(world, session["id"], card))


def show_confirmation(world: World, session: Thing) -> ResponseReturnValue:
    if _asked(world, session) is None:
        return _back(session)
    return _render("confirmation.html", session)


def create_confirmation(world: World, session: Thing) -> ResponseReturnValue:
    card = _asked(world, session)
    if card is None:
        return _back(session)
    if request.form.get("answer") != "yes":
        sessions.refuse_confirmation(world, session["id"], card)
        return _page(world, session, problem="not_confirmed"), 402
    return _next(world, sessions.pay(world, session["id"], card, confirmed=True))


def _asked(world: World, session: Thing) -> Card | None:
    return card_to_confirm(world, session) if session["status"] == "open" else None


def _back(session: Thing) -> ResponseReturnValue:
    return redirect(url_for("hosted.show_payment", id=session["id"]), 303)


def _missing(refusal: Refusal) -> ResponseReturnValue:
    return _render("closed.html", {}, state="missing"), refusal.status


def _next(world: World, session: Thing) -> ResponseReturnValue:
    if session["status"] == "complete":
        return redirect(_success_url(session), 303)
    if card_to_confirm(world, session):
        return redirect(url_for("hosted.show_confirmation", id=session["id"]), 303)
    return _page(world, session, problem="was_declined"), 402


def _success_url(session: Thing) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def _page(world: World, session: Thing, *, problem: str | None = None) -> str:
    if session["status"] == "complete":
        return _render("closed.html", session, state="paid", back=_success_url(session))
    if session["status"] == "expired":
        return _render("closed.html", session, state="expired", back=session["cancel_url"])
    typed = request.form.get("card") if problem == "unknown_card" else None
    lines = world.lines[session["id"]]
    return _render(
        "payment.html", session, lines=lines, problem=problem, card=typed or CARDS_SHOWN[0][0], cards=CARDS_SHOWN
    )


def _render(template: str, session: Thing, **more: Any) -> str:
    language = language_of(session.get("locale", "auto"), request.accept_languages.best_match(["vi", "en"]))
    dot = "." if language == "vi" else ","
    return render_template(
        f"stripe_checkout/{template}",
        session=session,
        language=language,
        words=WORDS[language],
        money=lambda amount: shown(amount, session["currency"], dot=dot),
        **more,
    )
