"""Search with facets: made anew each time, because hardly two shoppers type the same."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from bench.stage import Numbers, Row, Stage
from bench.visits import Ask, one

WORDS = ("cà phê", "ca phe khe sanh", "mật ong", "nuoc mam", "tiêu", "gạo sạch", "tinh bot nghe", "trà")


SEARCHES = 64
PATIENCE_SECONDS = 120.0


def search_rows(stage: Stage) -> list[Row | None]:
    """Words with and without marks, of one and of several syllables."""
    paths = [f"/search?q={quote(words)}" for words in WORDS]
    row = stage.pages(f"search {stage.world.products}", "search", paths, kept=False)

    def wait_for_the_index() -> None:
        """Every worker makes its index at its first search: seconds of a process's life that are not measured."""
        Numbers(0, SEARCHES).play(stage.uncached.port, one(Ask(paths[0])), PATIENCE_SECONDS)

    return [row and replace(row, before=wait_for_the_index)]
