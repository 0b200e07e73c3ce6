"""Longer texts that staff write: Markdown without HTML, pictures or addresses that run something."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup


def prose(text: str) -> Markup:
    """The text as HTML. Tags in it are shown as they are typed; its largest heading is the second level.

    markdown-it lets no HTML through when told so, escapes all else, and drops links whose scheme may run something.
    """
    tokens = _reader().parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"
    return Markup(_reader().renderer.render(tokens, _reader().options, {}))  # noqa: S704 - no HTML gets through


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable("image")
