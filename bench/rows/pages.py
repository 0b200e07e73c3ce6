"""Public pages: the list from the cache and made anew, a category, a product."""

from __future__ import annotations

from bench.stage import Row, Stage


def page_rows(stage: Stage) -> list[Row | None]:
    """What everybody opens."""
    products = [f"/products/{slug}" for slug in stage.world.slugs[:20]]
    categories = [f"/categories/{slug}" for slug in stage.world.categories]
    return [
        stage.pages("list cached", "pages", ["/products"], kept=True),
        stage.pages("list uncached", "pages", ["/products"], kept=False),
        stage.pages("home uncached", "pages", ["/"], kept=False),
        stage.pages("category uncached", "pages", categories, kept=False),
        stage.pages("product cached", "pages", products, kept=True),
        stage.pages("product uncached", "pages", products, kept=False),
    ]
