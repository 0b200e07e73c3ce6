"""The fields of a form that many people fill in: drawn once in each language, then only their values are put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

from marketplace.core.keeping import kept_while_standing
from marketplace.core.language import language
from marketplace.web.options import PlainOptions

_MARK = re.compile("§([a-z_]+)§")


def mark_of(name: str) -> str:
    """What stands in a drawing where the value of a field goes; no text of ours has such a sign."""
    return f"§{name}§"


def filled_in(name: str, draw: Callable[[], str], values: Mapping[str, str], *, chosen: str) -> Markup:
    """A drawing with marks, kept by its name, with these values put in and one option chosen.

    `draw` is called once in each language while the catalogue stands, and again after half a minute.
    """
    drawing = kept_while_standing("catalogue", ("drawing", name, language()), draw)
    one, that_one = PlainOptions.opening(chosen, is_chosen=False), PlainOptions.opening(chosen, is_chosen=True)
    drawing = drawing.replace(one, that_one, 1)
    # One pass over the drawing: what people typed is never looked through for marks.
    return Markup(_MARK.sub(lambda found: escape(values[found[1]]), drawing))  # noqa: S704 - escaped here, drawn by us
