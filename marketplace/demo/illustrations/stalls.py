"""The market stall with its striped awning: the booth itself."""

from __future__ import annotations

from random import Random

from marketplace.demo.illustrations.catalogue import DRAWINGS
from marketplace.demo.illustrations.lettering import lettering
from marketplace.demo.illustrations.palettes import EVERY, KRAFT, PAPER, WOOD, Palette
from marketplace.demo.illustrations.people import standing_person
from marketplace.demo.illustrations.stage import Sketch
from marketplace.demo.illustrations.svg import dusk, moved, path, rect

Goods = tuple[str, ...]


def stall(palette: Palette, name: str, dice: Random, goods: Goods = ()) -> str:
    """A stall 300 wide and 270 high, standing on 0,0 (its middle), its seller behind goods of these kinds."""
    posts = rect(-132, -210, 12, 210, WOOD) + rect(120, -210, 12, 210, WOOD)
    inside = rect(-120, -206, 240, 126, "#efe4cb")
    eaves = dusk("M-120,-208H120V-178Q0,-166 -120,-178Z", 0.12)
    seller = moved(standing_person(dice, palette.light, palette.accent), 82, -9, 0, 0.74)
    counter = rect(-146, -88, 292, 16, WOOD) + rect(-138, -72, 276, 72, KRAFT)
    shade = dusk("M-138,-72H138V-60H-138ZM40,-60H138V0H40Z")
    board = rect(-112, -54, 224, 42, PAPER, 5) + lettering(name, 0, -33, 208, 42, 25)
    floor = dusk("M-154,0a168,12 0 1 0 336,0a168,12 0 1 0 -336,0Z", 0.14)
    return "".join((floor, posts, inside, eaves, seller, _goods(dice, goods), counter, shade, board, awning(palette)))


def awning(palette: Palette) -> str:
    """Six stripes with scalloped ends, 320 wide."""
    stripes = ""
    for i in range(6):
        left, top = -160 + i * 53.4, -120 + i * 40
        fill = palette.main if i % 2 == 0 else PAPER
        stripes += path(f"M{top:.0f},-264H{top + 40:.0f}L{left + 53.4:.0f},-206a26.7,24 0 0 1 -53.4,0Z", fill)
    return stripes + dusk("M-160,-206H160L157,-196Q0,-206 -157,-196Z", 0.12) + dusk("M40,-264H120L160,-206H54Z", 0.1)


def _goods(dice: Random, goods: Goods) -> str:
    step = 168 / max(len(goods), 1)
    drawn = (DRAWINGS[kind](Sketch(dice.choice(EVERY), "", dice)) for kind in goods)
    return "".join(moved(marks, -124 + step * (i + 0.5) - 46, -164, 0, 0.225) for i, marks in enumerate(drawn))
