"""Where every product stands: wall, halo, table, contact shadow, and the label or name card it carries."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from marketplace.demo.illustrations.lettering import lettering
from marketplace.demo.illustrations.palettes import PAPER, SAND, Palette
from marketplace.demo.illustrations.svg import disc, dusk, moved, oval, path, rect


@dataclass(frozen=True)
class Sketch:
    """What one drawing is given: its colours, the words on its label, and dice for the small differences."""

    palette: Palette
    label: str
    dice: Random

    def wobble(self, most: float) -> float:
        """A number between -most and +most."""
        return (self.dice.random() * 2 - 1) * most


def ground(sketch: Sketch) -> str:
    """Paper wall, a quiet shape behind the product, a sand table lit from the left."""
    p = sketch.palette
    arch = "M68,400V178A132,132 0 0 1 332,178V400Z"
    halo = path(arch, p.halo) if sketch.dice.random() < 0.4 else disc(200, 184, 146, p.halo)
    table = path("M0,302Q200,290 400,302V400H0Z", SAND)
    return rect(0, 0, 400, 400, p.wall) + halo + table


def contact(x: float, y: float, reach: float) -> str:
    """The soft shadow where a thing stands, falling to the right."""
    outer = oval(x + reach * 0.14, y, reach * 1.12, 15, "#d8c9a8")
    return outer + oval(x + reach * 0.06, y - 1, reach, 9, "#c4b38f")


def sticker(sketch: Sketch, x: float, y: float, width: float, height: float, motif: str = "") -> str:
    """A paper label centred on x, y: a motif (drawn around 0,0, about 60 across) above the name."""
    left, top = x - width / 2, y - height / 2
    paper = rect(left, top, width, height, PAPER, 7) + rect(left, top + height - 9, width, 9, sketch.palette.accent, 4)
    room, centre = (height * 0.47, top + height * 0.68) if motif else (height - 24, y - 3)
    picture = moved(motif, x, top + height * 0.24, 0, height / 230) if motif else ""
    return paper + picture + lettering(sketch.label, x, centre, width - 12, room)


def name_card(sketch: Sketch, x: float = 200, y: float = 358) -> str:
    """The stall's little card in front of goods that carry no label of their own."""
    if not sketch.label:
        return ""
    card = dusk(f"M{x - 112},{y - 24}H{x + 118}V{y + 30}H{x - 112}Z", 0.14) + rect(x - 116, y - 28, 232, 56, PAPER, 5)
    edge = rect(x - 116, y - 28, 9, 56, sketch.palette.accent, 3)
    return card + edge + lettering(sketch.label, x + 4, y, 208, 54, 27)
