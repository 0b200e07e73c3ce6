"""The night itself: thousands watch while a thousand buy one hot product of which there is not enough for all.

Raises AssertionError when a piece too many is sold, a poll is not answered, or the figures are not exact in the end.
"""

from __future__ import annotations

import json
from typing import Any

from bench.load import Measured
from bench.rows.placing import HOT, check_placed, delivery, level_of, set_level
from bench.stage import Numbers, Stage, exchange
from bench.viewers import Watched, watching
from bench.visits import Ask, Jar, Refused, Reply, Script, Unexpected, check
from bench.world import CAMPAIGN, PLENTY, TOKEN, price_of
from marketplace.core.db import db
from marketplace.domain.livestream.actions.progress import mark_progress

VIEWERS = 5_000
BUYERS = 1_000
PIECES = 800
SECONDS = 120.0
AT_ONCE = 40
SAYS_SOLD_OUT = ("hết hàng", "không còn bán", "Chỉ còn")
AGENT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 night/{}"


def play_night(stage: Stage) -> dict[str, Any]:
    """Play it on the server that keeps public pages; what came of it."""
    set_level(HOT, PIECES)
    before = _figures(stage)
    with watching(stage.cached.port, f"/live/{CAMPAIGN}/line-up", VIEWERS) as watched:
        bought = Numbers(1, BUYERS).play(stage.cached.port, lambda n: _buyer(stage, n), SECONDS, visitors=AT_ONCE)
    left = level_of(HOT)
    mark_progress()
    db.session.remove()
    grown = {key: value - before[key] for key, value in _figures(stage).items()}
    set_level(HOT, PLENTY)
    _check(bought, watched, left, grown)
    return {
        "buyers": BUYERS, "pieces": PIECES, "sold": bought.visits, "told_sold_out": bought.refused,
        "seconds": round(bought.seconds, 1), "p50_ms": round(bought.p50), "p99_ms": round(bought.p99), **grown,
        "polls": watched.as_json(),
    }  # fmt: skip


def _check(bought: Measured, watched: Watched, left: int, grown: dict[str, int]) -> None:
    assert not bought.errors, f"buyers met {dict(bought.errors)}"
    assert (bought.visits, bought.refused, left) == (PIECES, BUYERS - PIECES, 0), (
        f"{bought.visits} sold, {bought.refused} told that there is none, {left} left"
    )
    assert bought.seconds <= SECONDS, f"it took {bought.seconds:.0f} s"
    assert watched.unanswered == 0, f"{watched.unanswered} polls were not answered"
    assert set(watched.statuses) <= {200, 304}, f"polls were answered {dict(watched.statuses)}"
    wanted = {"clicks": BUYERS, "unique_clickers": BUYERS, "orders_placed": PIECES}
    assert {key: grown[key] for key in wanted} == wanted, f"the figures say {grown}"
    assert grown["value_placed"] == PIECES * price_of(HOT), f"the figures say {grown}"


def _buyer(stage: Stage, number: int) -> Script:
    """Somebody who follows the link of the hot product and buys one, or is told that there is none left."""
    jar = Jar(**{"User-Agent": AGENT.format(number)})
    jar.keep((yield Ask(f"/l/{stage.world.links[HOT - 1]}", headers=jar.headers, expect=(302, 303))))
    page = jar.keep((yield Ask(f"/products/{stage.world.slug_of[HOT]}", headers=jar.headers)))
    _must_have(page, b'name="variant_id"')
    wanted = {"variant_id": HOT, "quantity": 1}
    reply = jar.keep((yield Ask("/cart/lines", "POST", wanted, headers=jar.headers, expect=(303, 409, 422))))
    if reply.status != 303:
        raise _refused(reply)
    form = delivery(number + 70_000_000)
    jar.keep((yield Ask("/checkout/delivery", "POST", form, headers=jar.headers, expect=(303,))))
    page = jar.keep((yield Ask("/checkout", headers=jar.headers, expect=(200, 302))))
    if page.status == 302:
        page = jar.keep((yield Ask(page.header("location"), headers=jar.headers)))
    _must_have(page, b'name="idempotency_key"')
    press = {
        "idempotency_key": page.find(rb'name="idempotency_key" value="([^"]+)"'),
        "expected_total": page.find(rb'name="expected_total" value="(\d+)"'), "payment_method": "cod",
    }  # fmt: skip
    reply = yield Ask("/checkout", "POST", press, headers=jar.headers, expect=(303, 409))
    if reply.status == 409:
        raise _refused(reply)
    check_placed(reply)


def _must_have(page: Reply, part: bytes) -> None:
    if part not in page.body:
        raise _refused(page)


def _refused(reply: Reply) -> Exception:
    text = reply.body.decode()
    kind = any(words in text for words in SAYS_SOLD_OUT)
    title = text.partition("<title>")[2].partition("</title>")[0]
    return Refused() if kind else Unexpected(f"{reply.status} says nothing of the goods: {title}")


def _figures(stage: Stage) -> dict[str, int]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    ask = Ask(f"/api/v1/campaigns/{CAMPAIGN}/metrics", headers=headers)
    found = json.loads(check(ask, exchange(stage.counted[True][0], ask)).body)["figures"]
    return {key: int(found[key] or 0) for key in ("clicks", "unique_clickers", "orders_placed", "value_placed")}
