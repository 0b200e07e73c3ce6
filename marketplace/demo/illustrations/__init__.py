"""The market's own drawn family: product pictures, booth covers, makers and the first page, as plain SVG text.

The same arguments give the same bytes.
"""

from __future__ import annotations

from random import Random

from marketplace.demo.illustrations.catalogue import DRAWINGS, KINDS
from marketplace.demo.illustrations.covers import COVER_THEMES, draw_booth_cover
from marketplace.demo.illustrations.hero import draw_hero
from marketplace.demo.illustrations.kinds import kind_of
from marketplace.demo.illustrations.lettering import short_label
from marketplace.demo.illustrations.palettes import palette_for
from marketplace.demo.illustrations.people import draw_portrait
from marketplace.demo.illustrations.stage import Sketch, ground
from marketplace.demo.illustrations.svg import document

__all__ = [
    "COVER_THEMES",
    "KINDS",
    "draw_booth_cover",
    "draw_hero",
    "draw_portrait",
    "draw_product",
    "kind_of",
    "short_label",
]


def draw_product(kind: str, *, label: str, group: str, seed: int) -> str:
    """A square picture (400 × 400) of a product, coloured by its group, its name on the label."""
    dice = Random(f"{kind}:{seed}")
    sketch = Sketch(palette_for(group, dice), short_label(label), dice)
    return document(ground(sketch) + DRAWINGS[kind](sketch), 400, 400)
