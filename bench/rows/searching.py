"""Search with facets: made anew each time, because hardly two shoppers type the same."""

from __future__ import annotations

from urllib.parse import quote

from bench.stage import Row, Stage

WORDS = ("cà phê", "ca phe khe sanh", "mật ong", "nuoc mam", "tiêu", "gạo sạch", "tinh bot nghe", "trà")


def search_rows(stage: Stage) -> list[Row | None]:
    """Words with and without marks, of one and of several syllables."""
    paths = [f"/search?q={quote(words)}" for words in WORDS]
    return [stage.pages(f"search {stage.world.products}", "search", paths, kept=False)]
