"""A livestream: hits on a tracking link, phones that ask again what is shown, readings that come in."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from bench.stage import Row, Stage
from bench.visits import Ask, Script
from bench.world import CAMPAIGN, TOKEN

BROWSER = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
PROGRAM = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
BATCH = 20


def live_rows(stage: Stage) -> list[Row | None]:
    """What a broadcast brings in."""
    world = stage.world

    def clicks(number: int) -> Script:
        agent = f"{BROWSER} bench/{number}"
        yield Ask(f"/l/{world.links[number % len(world.links)]}", headers={"User-Agent": agent}, expect=(302, 303))

    def polls(_number: int) -> Script:
        yield Ask(f"/live/{CAMPAIGN}/line-up")

    def reads(number: int) -> Script:
        headers = {**PROGRAM, "Idempotency-Key": f"bench-{number}"}
        path = f"/api/v1/broadcasts/{world.broadcast_id}/readings"
        yield Ask(path, "POST", body=_batch(number), headers=headers, expect=(200, 201))

    return [
        stage.visits("tracking link", "live", clicks),
        stage.visits("live poll", "live", polls),
        stage.visits(f"readings, {BATCH} a batch", "live", reads),
    ]


def _batch(number: int) -> bytes:
    first = datetime.now(UTC) - timedelta(minutes=30)
    rows = [
        {"captured_at": (first + timedelta(seconds=n)).isoformat(), "views": 1000 + number + n} for n in range(BATCH)
    ]
    return json.dumps({"readings": rows}).encode()
