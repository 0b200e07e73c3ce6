"""Stripe's paths under /v1: one table, one way of answering."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

import stripe
from flask import Blueprint, Response, request

from tests.emulators.stripe_checkout import accepted, refunds, sessions, transfers
from tests.emulators.stripe_checkout.faults import EXECUTED, TURNED_AWAY, Fault
from tests.emulators.stripe_checkout.forms import Kind, nested
from tests.emulators.stripe_checkout.refusals import Refusal
from tests.emulators.stripe_checkout.state import Thing, World, expanded, page, within

Work = Callable[[World, Thing, dict[str, str]], Thing]


@dataclass
class Call:
    """One request on its way through; `key` is its idempotency key, for a POST that has one."""

    id: str
    key: str | None
    fault: Fault | None


def create_api(world: World) -> Blueprint:
    api = Blueprint("api", __name__, url_prefix="/v1")
    for number, (method, path, params, work) in enumerate(ROUTES):
        view = partial(_answer, world, params, work)
        api.add_url_rule(path, f"call_{number}", view, methods=[method])
    return api


def _answer(world: World, params: Kind, work: Work, **ids: str) -> Response:
    key = request.headers.get("Idempotency-Key") if request.method == "POST" else None
    call = Call(world.new_id("req", 14), key, request.environ.get("emulator.fault"))
    try:
        answer = _replayed_or_done(world, call, params, work, ids)
    except Refusal as refusal:
        answer = _response(refusal.status, _json(refusal.body()), call)
        if refusal.retry is not None:
            answer.headers["Stripe-Should-Retry"] = "true" if refusal.retry else "false"
    _log(world, call, answer.status_code)
    return answer


def _replayed_or_done(world: World, call: Call, params: Kind, work: Work, ids: dict[str, str]) -> Response:
    _check_key()
    if call.fault and call.fault.kind in TURNED_AWAY:
        raise call.fault.refusal()
    pairs = list((request.form if request.method == "POST" else request.args).items(multi=True))
    if call.key:
        with world.lock:
            kept = world.keys.claim(call.key, _print_of(pairs), request_id=call.id, now=world.now())
        if kept:
            return _response(kept.status or 500, kept.body, call, replays=kept.request_id)
    try:
        asked = params(nested(pairs), "")
    except Refusal:
        with world.lock:
            world.keys.forget(call.key or "")
        raise
    if call.fault and call.fault.kind == "latency":
        world.stopping.wait(call.fault.seconds)
    return _executed(world, call, asked, work, ids)


def _executed(world: World, call: Call, asked: Thing, work: Work, ids: dict[str, str]) -> Response:
    expand = asked.pop("expand", [])
    with world.lock:
        world.cause = {"id": call.id, "idempotency_key": call.key}
        status, body, retry = _result(world, call.fault, asked, work, ids, expand)
        world.cause = {"id": None, "idempotency_key": None}
        if call.key:
            world.keys.finish(call.key, status, body)
    answer = _response(status, body, call)
    if retry is not None:
        answer.headers["Stripe-Should-Retry"] = "true" if retry else "false"
    return answer


def _result(
    world: World, fault: Fault | None, asked: Thing, work: Work, ids: dict[str, str], expand: list[str]
) -> tuple[int, bytes, bool | None]:
    kind = fault.kind if fault else ""
    try:
        if fault and kind == "error_500":
            raise fault.refusal()
        done = expanded(world, work(world, asked, ids), expand)
        if fault and kind in EXECUTED:
            raise fault.refusal()
    except Refusal as refusal:
        return refusal.status, _json(refusal.body()), refusal.retry
    return 200, _json(done), None


def _check_key() -> None:
    sent = request.authorization
    secret = (sent.token or sent.username) if sent else None
    if not secret:
        raise Refusal("You did not provide an API key.", status=401)
    if not secret.startswith("sk_test_"):
        raise Refusal("Invalid API Key provided: the emulator takes keys of Stripe's test mode only.", status=401)


def _print_of(pairs: list[tuple[str, str]]) -> str:
    account = request.headers.get("Stripe-Account", "")
    return f"{request.method} {request.path} {account} {urlencode(sorted(pairs))}"


def _json(body: Thing) -> bytes:
    return json.dumps(body, ensure_ascii=False, indent=2).encode()


def _response(status: int, body: bytes, call: Call, *, replays: str | None = None) -> Response:
    answer = Response(body, status, mimetype="application/json")
    answer.headers["Request-Id"] = call.id
    answer.headers["Stripe-Version"] = request.headers.get("Stripe-Version", stripe.api_version)
    if call.key:
        answer.headers["Idempotency-Key"] = call.key
    if replays:
        answer.headers["Original-Request"] = replays
        answer.headers["Idempotent-Replayed"] = "true"
        answer.headers["Stripe-Should-Retry"] = "false"
    return answer


def _log(world: World, call: Call, status: int) -> None:
    with world.lock:
        world.requests.append(
            {
                "id": call.id,
                "method": request.method,
                "path": request.path,
                "idempotency_key": call.key,
                "params": dict(request.form if request.method == "POST" else request.args),
                "status": status,
                "fault": call.fault.kind if call.fault else None,
            }
        )


def _create_session(world: World, asked: Thing, ids: dict[str, str]) -> Thing:
    return sessions.create(world, asked, host=request.host_url.rstrip("/"))


def _one(kind: str) -> Work:
    return lambda world, asked, ids: world.find(kind, ids["id"], kind.rpartition(".")[2])


def _many(rows: Callable[[World, Thing], list[Thing]]) -> Work:
    def work(world: World, asked: Thing, ids: dict[str, str]) -> Thing:
        chosen = [row for row in rows(world, asked) if within(row["created"], asked.get("created"))]
        return page(chosen, asked, request.path)

    return work


def _matching(kind: str, *filters: str) -> Work:
    def rows(world: World, asked: Thing) -> list[Thing]:
        wanted = {name: asked[name] for name in filters if name in asked}
        return [row for row in world.every(kind) if wanted.items() <= row.items()]

    return _many(rows)


def _events(world: World, asked: Thing) -> list[Thing]:
    types = asked.get("types") or ([asked["type"]] if "type" in asked else [])
    delivered = asked.get("delivery_success")
    return [
        event
        for event in world.every("event")
        if (not types or any(_of_type(event["type"], type) for type in types))
        and (delivered is None or delivered == (event["pending_webhooks"] == 0))
    ]


def _of_type(type: str, asked: str) -> bool:
    return type.startswith(asked[:-1]) if asked.endswith("*") else type == asked


ROUTES: list[tuple[str, str, Kind, Work]] = [
    ("POST", "/checkout/sessions", accepted.new_session, _create_session),
    ("GET", "/checkout/sessions", accepted.list_sessions, _many(sessions.listed)),
    (
        "GET",
        "/checkout/sessions/<id>",
        accepted.only_expand,
        lambda w, asked, ids: sessions.found(w, ids["id"]),
    ),
    (
        "GET",
        "/checkout/sessions/<id>/line_items",
        accepted.list_lines,
        lambda w, asked, ids: sessions.lines_page(w, ids["id"], asked),
    ),
    (
        "POST",
        "/checkout/sessions/<id>/expire",
        accepted.only_expand,
        lambda w, asked, ids: sessions.expire(w, ids["id"]),
    ),
    ("GET", "/payment_intents", accepted.list_intents, _matching("payment_intent")),
    ("GET", "/payment_intents/<id>", accepted.only_expand, _one("payment_intent")),
    ("GET", "/charges", accepted.list_charges, _matching("charge", "payment_intent", "transfer_group")),
    ("GET", "/charges/<id>", accepted.only_expand, _one("charge")),
    ("POST", "/refunds", accepted.new_refund, lambda w, asked, ids: refunds.create(w, asked)),
    ("GET", "/refunds", accepted.list_refunds, _many(refunds.listed)),
    ("GET", "/refunds/<id>", accepted.only_expand, _one("refund")),
    (
        "GET",
        "/balance_transactions",
        accepted.list_balance,
        _matching("balance_transaction", "currency", "source", "type"),
    ),
    ("GET", "/balance_transactions/<id>", accepted.only_expand, _one("balance_transaction")),
    ("POST", "/transfers", accepted.new_transfer, lambda w, asked, ids: transfers.create(w, asked)),
    ("GET", "/transfers", accepted.list_transfers, _matching("transfer", "destination", "transfer_group")),
    ("GET", "/transfers/<id>", accepted.only_expand, _one("transfer")),
    (
        "POST",
        "/transfers/<id>/reversals",
        accepted.new_reversal,
        lambda w, asked, ids: transfers.reverse(w, ids["id"], asked),
    ),
    (
        "GET",
        "/transfers/<id>/reversals",
        accepted.list_reversals,
        lambda w, asked, ids: page(transfers.reversals(w, ids["id"]), asked, request.path),
    ),
    ("GET", "/events", accepted.list_events, _many(_events)),
    ("GET", "/events/<id>", accepted.only_expand, _one("event")),
]
