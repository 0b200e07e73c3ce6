"""Long lists page by page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from marketplace.core.language import root

MOST_PAGES = 1000


@dataclass(frozen=True)
class Page:
    """Which page of a list this is."""

    number: int
    count: int
    per_page: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.count // self.per_page))

    def href(self, number: int) -> str:
        """The address of another page of this very list."""
        kept = {name: value for name, value in request.args.items() if name != "page" and value}
        return f"{root()}{request.path}?{urlencode({**kept, 'page': number})}"


def asked_page() -> int:
    """The page number in the address; 1 for anything that is none."""
    typed = request.args.get("page", "1")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 1
    return min(max(1, number), MOST_PAGES)
