"""The results page of a campaign, small and immense: how its time grows with what it counts."""

from __future__ import annotations

from bench.crowds import AS_REPORTED, IMMENSE
from bench.load import Measured, play
from bench.stage import Row, Stage, exchange
from bench.visits import Ask, Script, check, one
from bench.world import ORGANIZER_LOGIN, ORGANIZER_PASSWORD, Crowd

RESULTS = "results page"
SIGN_IN = Ask("/account/sign-in", "POST", {"login": ORGANIZER_LOGIN, "password": ORGANIZER_PASSWORD}, expect=(302, 303))


def result_rows(stage: Stage) -> list[Row | None]:
    """Asked for by an organizer; there only where both crowds were written."""
    if IMMENSE not in stage.world.crowds:
        return []
    return [_page(stage, crowd) for crowd in (AS_REPORTED, IMMENSE)]


def name_of(crowd: Crowd) -> str:
    """The row of a crowd."""
    return f"{RESULTS}, {crowd.clicks:,} clicks"


def _page(stage: Stage, crowd: Crowd) -> Row:
    name, path = name_of(crowd), f"/organizer/campaigns/{crowd.slug}"
    signed_in = check(SIGN_IN, exchange(stage.counted[True][0], SIGN_IN)).cookie("session")
    ask = Ask(path, headers={"Cookie": f"session={signed_in}"})
    stage.keep(name, ask)
    cookies: list[str] = []

    def visit(_number: int) -> Script:
        if not cookies:
            cookies.append((yield SIGN_IN).cookie("session"))
        yield Ask(path, headers={"Cookie": f"session={cookies[0]}"})

    def play_pages(seconds: float) -> Measured:
        # One organizer at a time, and long enough for some answers of the slow one.
        return play(stage.cached.port, visit, visitors=1, seconds=8 * seconds)

    return Row(
        name, "results", stage.cached, play=play_pages, against=stage.bare_pages(name),
        yardstick="bare Flask, same bytes", count=lambda: stage.count(one(ask), kept=True),
    )  # fmt: skip
