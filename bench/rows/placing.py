"""Buying: the placing step alone and the whole way to it, over many goods and for one that everybody wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select, update

from bench.bulk import fill_carts
from bench.load import Measured
from bench.stage import VISITORS, Numbers, Row, Stage
from bench.visits import Ask, Jar, Refused, Reply, Script, Unexpected
from bench.world import PLENTY
from marketplace.core import clock
from marketplace.core.codes import random_code
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.checkout.queries import figures_for
from marketplace.domain.checkout.rules import Wish
from marketplace.domain.stock.models import StockLevel, StockMovement

HOT = 7
FEW = 50
BUYERS = 120
CARTS_A_ROUND = 2_500
LOOKS = 12


def placing_rows(stage: Stage) -> list[Row | None]:
    """All of them on the server that keeps public pages, as in life."""
    spread = min(300, stage.world.products // 2)

    def many(number: int) -> Sequence[int]:
        first = number % spread + 1
        return (first, first + spread) if spread == 300 else (first,)

    def hot(_number: int) -> Sequence[int]:
        return (HOT,)

    return [
        _placing(stage, "place", many),
        _placing(stage, "place hot", hot),
        _flow(stage, "flow", lambda number: number % stage.world.products + 1, many),
        _flow(stage, "flow hot", lambda _number: HOT, hot),
    ]


def delivery(number: int) -> dict[str, str]:
    """The delivery form of a guest with a phone number of their own."""
    return {
        "recipient": "Nguyễn Thị Lan", "phone": f"09{number % 10**8:08d}", "email": "", "province": "44",
        "commune": "Phường Đông Hà", "commune_code": "19333", "address_line": "12 Lê Duẩn", "note": "",
    }  # fmt: skip


class _Carts:
    """Carts ready to be bought, made before each round."""

    def __init__(self, stage: Stage, pick: Callable[[int], Sequence[int]], name: str) -> None:
        self._stage = stage
        self._pick = pick
        self._run = f"bench-{name.replace(' ', '-')}-{random_code(6)}"
        self._made = 0
        self._totals: dict[Sequence[int], int] = {}

    def make(self, count: int) -> None:
        """So many more carts."""
        numbers = range(self._made, self._made + count)
        for number in numbers:
            self._total(self._pick(number))
        fill_carts((self._key(n), tuple(self._pick(n)), delivery(n + 10_000_000)) for n in numbers)
        db.session.remove()
        self._made += count

    def visit(self, number: int) -> Script:
        """Press the button on one of them."""
        form = {
            "idempotency_key": self._key(number), "expected_total": self._total(self._pick(number)),
            "payment_method": "cod",
        }  # fmt: skip
        headers = {"Cookie": f"cart={self._key(number)}"}
        reply = yield Ask("/checkout", "POST", form, headers=headers, expect=(303, 409))
        check_placed(reply)

    @property
    def made(self) -> int:
        """How many there are."""
        return self._made

    def _key(self, number: int) -> str:
        return f"{self._run}-{number:08d}"

    def _total(self, variants: Sequence[int]) -> int:
        if variants not in self._totals:
            wishes = [Wish(variant, 1) for variant in variants]
            self._totals[variants] = figures_for(wishes, at=clock.now(), commune_code="19333").basket.grand_total
        return self._totals[variants]


def check_placed(reply: Reply) -> None:
    """Raise Refused when it was sold out, Unexpected when it led anywhere but to the order."""
    if reply.status == 409:
        raise Refused
    if "/orders/" not in reply.header("location"):
        raise Unexpected(f"placing led to {reply.header('location')}")


def _placing(stage: Stage, name: str, pick: Callable[[int], Sequence[int]]) -> Row | None:
    carts, numbers = _Carts(stage, pick, name), Numbers(0)

    def play(seconds: float) -> Measured:
        first = numbers.take(CARTS_A_ROUND)
        return Numbers(first, CARTS_A_ROUND).play(stage.cached.port, carts.visit, seconds)

    def count() -> tuple[float, int]:
        first = numbers.take(2)
        carts.make(2)
        return stage.count(carts.visit, kept=True, number=first)

    return Row(
        name, "placing", stage.cached, play=play, against=stage.bare_orders(pick),
        yardstick="bare driver, same statements", count=count, before=lambda: carts.make(CARTS_A_ROUND),
        after=lambda _measured: _not_oversold() if "hot" in name else {},
    )  # fmt: skip


def _flow(stage: Stage, name: str, product: Callable[[int], int], pick: Callable[[int], Sequence[int]]) -> Row | None:
    slugs = stage.world.slug_of
    numbers = Numbers(1)

    def visit(number: int) -> Script:
        jar = Jar()
        page = yield Ask(f"/products/{slugs[product(number)]}")
        variant = page.find(rb'name="variant_id" value="(\d+)"')
        jar.keep((yield Ask("/cart/lines", "POST", {"variant_id": variant, "quantity": 1}, expect=(303,))))
        jar.keep((yield Ask("/checkout/delivery", headers=jar.headers)))
        form = delivery(number + 50_000_000)
        jar.keep((yield Ask("/checkout/delivery", "POST", form, headers=jar.headers, expect=(303,))))
        page = jar.keep((yield Ask("/checkout", headers=jar.headers)))
        press = {
            "idempotency_key": page.find(rb'name="idempotency_key" value="([^"]+)"'),
            "expected_total": page.find(rb'name="expected_total" value="(\d+)"'), "payment_method": "cod",
        }  # fmt: skip
        check_placed((yield Ask("/checkout", "POST", press, headers=jar.headers, expect=(303, 409))))

    return Row(
        name, "flow", stage.cached, play=lambda seconds: numbers.play(stage.cached.port, visit, seconds),
        against=stage.bare_orders(pick), yardstick="bare driver, the order's statements",
        count=lambda: stage.count(visit, kept=True, number=numbers.take()), requests=6,
        before=lambda: _look_around(stage), after=lambda _measured: _not_oversold() if "hot" in name else {},
    )  # fmt: skip


def _look_around(stage: Stage) -> None:
    """Look at every product, often enough for each worker to keep its page, as on any day: a flow measures buying."""
    slugs = list(stage.world.slug_of.values())

    def visit(number: int) -> Script:
        # Who asks twice comes by a new connection, so each look is at any of the workers.
        for _time in range(2):
            yield Ask(f"/products/{slugs[number // LOOKS % len(slugs)]}")

    Numbers(0, LOOKS * len(slugs)).play(stage.cached.port, visit, 30.0)


def sell_out(stage: Stage) -> Mapping[str, Any]:
    """More buyers than units, at once: exactly the units are sold; raise AssertionError otherwise."""
    set_level(HOT, FEW)
    carts = _Carts(stage, lambda _number: (HOT,), "few")
    carts.make(BUYERS)
    measured = Numbers(0, BUYERS).play(stage.cached.port, carts.visit, 20.0, visitors=2 * VISITORS)
    left = level_of(HOT)
    set_level(HOT, PLENTY)
    assert (measured.visits, left) == (FEW, 0), f"{measured.visits} of {FEW} units were sold, {left} are left"
    return {"units": FEW, "buyers": BUYERS, "sold": measured.visits, "refused": measured.refused, "oversold": 0}


def set_level(variant: int, units: int) -> None:
    """Have so many units on the shelf, with the movement that explains it."""
    with transaction():
        more = units - level_of(variant)
        booth = select(StockLevel.booth_id).where(StockLevel.variant_id == variant).scalar_subquery()
        db.session.execute(update(StockLevel).where(StockLevel.variant_id == variant).values(available=units))
        db.session.add(
            StockMovement(variant_id=variant, booth_id=db.session.scalar(select(booth)), delta=more, kind="count",
                          at=clock.now(), reason="bench")
        )  # fmt: skip
    db.session.remove()


def level_of(variant: int) -> int:
    """Units on the shelf."""
    return db.session.scalar(select(StockLevel.available).where(StockLevel.variant_id == variant)) or 0


def _not_oversold(variant: int = HOT) -> Mapping[str, Any]:
    """What is left is what the movements and the sold lines leave; raise AssertionError otherwise."""
    moved = db.session.scalar(select(func.sum(StockMovement.delta)).where(StockMovement.variant_id == variant))
    left = level_of(variant)
    db.session.remove()
    assert left >= 0, f"{left} units are left"
    assert left == moved, f"{left} units are left, the movements say {moved}"
    return {"oversold": 0}
