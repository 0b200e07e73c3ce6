"""The land of Quảng Trị in flat shapes: hills, houses, palms, boats, bridge, karst, fields."""

from __future__ import annotations

from marketplace.demo.illustrations.palettes import CHERRY, KRAFT, LEAF, MOSS, PAPER, SPROUT, WOOD, YOLK
from marketplace.demo.illustrations.svg import cord, dusk, moved, path, rect


def hills(left: float, right: float, foot: float, turn: int = 0, grow: float = 1, end: float = 0.8) -> str:
    """Three ranges of hills, the far ones paler; turn 0 to 3 gives other ranges, end their height on the right."""
    rows = ((92, "#b5d3c6"), (66, "#7fb39a"), (40, "#3f8f6a"))
    return "".join(
        path(_range(left, right, foot, high * grow, (0.14 * i + 0.11 * turn) % 0.34 + 0.2, end), tone)
        for i, (high, tone) in enumerate(rows)
    )


def _range(left: float, right: float, foot: float, high: float, peak: float, end: float) -> str:
    def at(across: float, up: float) -> str:
        return f"{left + (right - left) * across:.0f},{foot - high * up:.0f}"

    rise = f"C{at(peak * 0.5, 0.45)} {at(peak * 0.6, 1)} {at(peak, 1)}"
    fall = f"C{at(peak + 0.12, 1)} {at(peak + 0.12, 0.5)} {at(peak + 0.27, 0.5)}"
    shore = f"C{at(peak + 0.36, 0.5)} {at(0.92, end)} {at(1, end)}"
    return f"M{at(0, 0)}L{at(0, 0.45)}{rise}{fall}{shore}L{at(1, 0)}Z"


def stilt_house() -> str:
    """A house on stilts of the Bru-Vân Kiều, about 110 wide, standing on 0,0."""
    legs = cord("M-38,0V-30M-12,0V-30M14,0V-30M40,0V-30M52,0L66,-30", WOOD, 5)
    wall = rect(-46, -58, 94, 30, KRAFT) + rect(-8, -54, 18, 26, "#6f4a28") + dusk("M12,-58H48V-28H12Z")
    roof = path("M-64,-54L-34,-98H36L68,-54Z", "#8a6a3f") + dusk("M6,-98H36L68,-54H18Z")
    return legs + wall + roof


def palm() -> str:
    """A coconut palm, about 130 tall, standing on 0,0."""
    fronds = "".join(
        _frond(dx, dy, tone)
        for dx, dy, tone in (
            (-62, 12, MOSS),
            (62, 18, MOSS),
            (-40, 40, LEAF),
            (44, 42, LEAF),
            (-34, -24, LEAF),
            (40, -22, MOSS),
        )
    )
    return cord("M0,0Q-10,-60 10,-112", WOOD, 8) + moved(fronds, 10, -112)


def _frond(dx: int, dy: int, tone: str) -> str:
    upper = f"Q{dx * 0.5:.0f},{dy * 1.2 - 22:.0f} {dx},{dy}"
    return path(f"M0,0{upper}Q{dx * 0.4:.0f},{dy * 0.6 + 2:.0f} 0,0Z", tone)


def boat() -> str:
    """A fishing boat with a sail, about 110 wide, floating on 0,0."""
    hull = (
        path("M-52,-18Q0,-10 56,-24L40,2Q0,8 -36,2Z", CHERRY)
        + dusk("M4,-13Q34,-16 56,-24L40,2Q20,5 4,5Z", 0.2)
        + cord("M-46,-14Q0,-6 52,-19", YOLK, 4)
    )
    return (
        cord("M-4,-12V-94", WOOD, 5)
        + path("M0,-92Q46,-60 44,-22L0,-18Z", PAPER)
        + path("M-8,-82Q-34,-50 -30,-22L-8,-18Z", "#e9dec6")
        + hull
    )


def bridge() -> str:
    """A long truss bridge over a calm river, like the one at Hiền Lương, 420 wide on 0,0."""
    piers = "".join(rect(x, -4, 12, 34, "#7d8a86") for x in (-170, -90, -10, 70, 150))
    bows = "M-206,-12L-176,-52H-36L-6,-12M-6,-12L24,-52H164L194,-12"
    posts = "".join(f"M{x},-52V-12" for x in (-176, -141, -106, -71, -36, 24, 59, 94, 129, 164))
    braces = "M-176,-12L-141,-52L-106,-12L-71,-52L-36,-12M24,-12L59,-52L94,-12L129,-52L164,-12"
    return piers + cord(bows + posts + braces, "#468fa9", 4) + rect(-210, -12, 420, 10, "#0b5f7d")


def karst(tone: str = "#7fa68f") -> str:
    """Limestone towers of Phong Nha, about 360 wide, 220 high, on 0,0."""
    towers = (
        ("M-180,0C-176,-90 -160,-150 -130,-152", "C-98,-150 -92,-70 -84,0", "H-120Q-108,-90 -130,-152Z"),
        ("M-100,0C-100,-130 -76,-214 -34,-218", "C12,-214 26,-110 34,0", "H-14Q0,-120 -34,-218Z"),
        ("M16,0C18,-84 40,-146 74,-146", "C108,-142 112,-60 118,0", "H80Q98,-80 74,-146Z"),
        ("M92,0C96,-60 116,-110 142,-108", "C170,-104 178,-40 182,0", "H150Q162,-60 142,-108Z"),
    )
    return "".join(
        path(f"{rise}{fall}Z", tone) + dusk(f"M{rise.rsplit(' ', 1)[1]}{fall}{back}", 0.12)
        for rise, fall, back in towers
    )


def rice_rows(left: float, right: float, top: float, foot: float) -> str:
    """A green field in perspective rows."""
    middle, wide = (left + right) / 2, right - left
    rows = "".join(
        f"M{middle + wide * t * 0.5:.0f},{top:.0f}L{middle + wide * t:.0f},{foot:.0f}"
        for t in (-0.9, -0.66, -0.44, -0.22, 0, 0.22, 0.44, 0.66, 0.9)
    )
    edge = f"M{left:.0f},{foot:.0f}V{top + 8:.0f}Q{middle:.0f},{top - 8:.0f} {right:.0f},{top + 8:.0f}"
    field = path(f"{edge}V{foot:.0f}Z", SPROUT)
    return field + cord(rows, "#5f9a52", 5)


def pepper_pole() -> str:
    """A pepper vine on its living pole, 130 tall, standing on 0,0."""
    vine = path("M-22,0C-34,-50 -26,-116 0,-132C26,-116 34,-50 22,0Q0,8 -22,0Z", LEAF)
    spikes = cord("M-12,-84v20M8,-98v20M-6,-48v20M14,-58v20M0,-24v14", CHERRY, 6)
    return rect(-4, -146, 8, 150, WOOD) + vine + dusk("M0,-132C26,-116 34,-50 22,0Q14,3 4,4Q16,-70 0,-132Z") + spikes


def coffee_bush() -> str:
    """A coffee bush with ripe cherries, 80 wide, standing on 0,0."""
    bush = path("M-40,0C-56,-36 -30,-70 0,-70C32,-70 56,-36 40,0Q0,8 -40,0Z", MOSS) + dusk(
        "M8,-70C36,-66 56,-36 40,0Q26,4 12,5Q36,-34 8,-70Z"
    )
    return bush + cord("M-20,-24v1M-8,-46v1M12,-30v1M22,-50v1M0,-14v1M-28,-42v1", "#d9443a", 10)
