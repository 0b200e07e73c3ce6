"""The colours of the drawn family: the design tokens and the natural colours that go with them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

PAPER, SAND, KRAFT, WOOD = "#faf7f0", "#e9dec6", "#cfae7c", "#9a6b3f"
INK, WHITE, MILK = "#1c211d", "#ffffff", "#f4efe4"
LEAF, MOSS, SPROUT = "#2f8355", "#0f6b4a", "#7fb069"
CHERRY, ROSE, SUN, YOLK = "#a8231c", "#d9786b", "#d98a04", "#f0bb4d"
COFFEE, COCOA, AMBER, GLASS = "#5a3825", "#8a5a3c", "#b5641a", "#dfe8e2"


@dataclass(frozen=True)
class Palette:
    """What varies from product to product: the wall behind it and the colours of its packing."""

    wall: str
    halo: str
    main: str
    light: str
    accent: str


LEAFY = Palette("#e6efe2", "#d0e3d2", "#0f6b4a", "#3f8f6a", "#d98a04")
RIPE = Palette("#f9e9e2", "#f2d5ca", "#a8231c", "#c9564a", "#f0bb4d")
SUNNY = Palette("#fbf1da", "#f6e1b0", "#d98a04", "#eeb349", "#0f6b4a")
MARINE = Palette("#e3eef0", "#c9e0e7", "#0b5f7d", "#468fa9", "#f0bb4d")
SANDY = Palette("#f2ecdf", "#e3d8c0", "#b8925a", "#d3b582", "#a8231c")
PEPPERY = Palette("#ecebe4", "#d9d8cc", "#3a433c", "#667067", "#d98a04")

PALETTES: dict[str, tuple[Palette, ...]] = {
    "Thực phẩm": (SUNNY, RIPE, LEAFY, MARINE, SANDY),
    "Đồ uống": (LEAFY, RIPE, PEPPERY, SANDY),
    "Dược liệu và sản phẩm từ dược liệu": (LEAFY, MARINE, SUNNY),
    "Thủ công mỹ nghệ": (SANDY, RIPE, SUNNY),
    "Sinh vật cảnh": (LEAFY, SANDY),
    "Du lịch": (MARINE, LEAFY),
}
EVERY = (LEAFY, RIPE, SUNNY, MARINE, SANDY, PEPPERY)


def palette_for(group: str, dice: Random) -> Palette:
    """One of the palettes of a product group; any of them for a group without its own."""
    return dice.choice(PALETTES.get(group, EVERY))
