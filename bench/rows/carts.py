"""Into the cart: by somebody who has a cart, and by somebody who has none yet."""

from __future__ import annotations

from bench.bulk import fill_carts
from bench.stage import Row, Stage
from bench.visits import Ask, Script

CARTS = 400


def cart_rows(stage: Stage) -> list[Row | None]:
    """One unit more of something."""
    fill_carts((f"bench-adds-to-cart-{n}", (), {}) for n in range(CARTS))
    products = stage.world.products

    def adds(number: int) -> Script:
        form = {"variant_id": number * 7 % min(20, products) + 1, "quantity": 1}
        headers = {"Cookie": f"cart=bench-adds-to-cart-{number % CARTS}"}
        yield Ask("/cart/lines", "POST", form, headers=headers, expect=(303,))

    def begins(number: int) -> Script:
        yield Ask("/cart/lines", "POST", {"variant_id": number % products + 1, "quantity": 1}, expect=(303,))

    return [stage.visits("cart add", "carts", adds), stage.visits("cart begin", "carts", begins)]
