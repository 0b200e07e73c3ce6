"""Boxes of paper board."""

from __future__ import annotations

from marketplace.demo.illustrations import motifs
from marketplace.demo.illustrations.palettes import (
    CHERRY,
    COFFEE,
    KRAFT,
    LEAF,
    MOSS,
    PAPER,
    SPROUT,
    WHITE,
    WOOD,
)
from marketplace.demo.illustrations.stage import Sketch, contact, sticker
from marketplace.demo.illustrations.svg import ball, cord, disc, dusk, moved, path, rect


def box(sketch: Sketch, motif: str, height: float = 220, left: float = 84, width: float = 172) -> str:
    """A standing carton: lit top, front with its label, side in shade."""
    p, right, top = sketch.palette, left + width, 340 - height
    front = rect(left, top, width, height, p.main)
    side_d = f"M{right},{top}L{right + 40},{top - 24}V316L{right},340Z"
    lid = path(f"M{left},{top}L{left + 40},{top - 24}H{right + 40}L{right},{top}Z", p.light)
    band = rect(left, top + 12, width, 12, p.accent)
    label = sticker(sketch, left + width / 2, top + height / 2 + 16, width - 26, height - 58, motif)
    return (
        contact(left + width / 2 + 24, 338, width * 0.62)
        + path(side_d, p.main)
        + dusk(side_d, 0.3)
        + front
        + lid
        + band
        + label
    )


def tea_box(sketch: Sketch) -> str:
    """A box of loose tea with a cup."""
    leaves = motifs.tuft(352, 352, 34, (-160, -100, -40), SPROUT)
    return box(sketch, motifs.tea_sprig()) + contact(304, 354, 50) + leaves + motifs.cup(300, 352, "#b9862c")


def teabag_box(sketch: Sketch) -> str:
    """A box of tea bags with one bag on its thread."""
    bag = (
        path("M-30,0V-50L-14,-66H14L30,-50V0Z", WHITE)
        + path("M-24,-6V-34Q0,-44 24,-34V-6Z", "#b59a6a")
        + dusk("M6,-66H14L30,-50V0H6Z", 0.13)
    )
    thread = cord("M300,286C300,250 330,262 346,296", "#8a8272", 2.5) + moved(
        rect(-14, -4, 30, 34, sketch.palette.accent, 3) + dusk("M2,-4H16V30H2Z"), 346, 300, 8
    )
    return box(sketch, motifs.tea_sprig()) + contact(306, 352, 40) + thread + moved(bag, 300, 352)


def extract_box(sketch: Sketch) -> str:
    """Herbal extract boiled down to dark blocks: box, blocks, leaves."""
    block = "M-32,-20L0,-34L34,-20L2,-4Z"
    dark = (
        path("M-32,-20L2,-4L34,-20V6L2,24L-32,6Z", "#3b2418")
        + path(block, "#6b4630")
        + dusk("M2,-4L34,-20V6L2,24Z", 0.3)
    )
    pile = moved(dark, 286, 336) + moved(dark, 338, 342) + moved(dark, 314, 312)
    return box(sketch, motifs.herb_sprig()) + contact(316, 352, 60) + pile + motifs.tuft(352, 322, 36, (-70, -20), LEAF)


def supplement_box(sketch: Sketch) -> str:
    """A food supplement: box, small bottle and capsules."""
    flask = (
        rect(-30, -76, 60, 78, "#f4efe4", 9)
        + rect(-24, -98, 48, 24, sketch.palette.accent, 5)
        + rect(-30, -56, 60, 34, LEAF)
        + dusk("M6,-98H19Q24,-98 24,-93V-76Q30,-75 30,-67V-7Q30,2 21,2H6Z", 0.14)
    )
    pill = rect(-16, -8, 32, 16, WHITE, 8) + path("M0,-8H8A8,8 0 0 1 8,8H0Z", MOSS)
    return (
        box(sketch, motifs.tea_sprig(), left=72)
        + contact(312, 346, 40)
        + moved(flask, 308, 342)
        + moved(pill, 276, 358, -20)
        + moved(pill, 350, 356, 24)
    )


def ginger_sweets(sketch: Sketch) -> str:
    """Candied ginger: a low box, sugared slices and the root."""
    bits = "".join(
        motifs.slices(x, y, sketch.wobble(18), "#e8cf8e", "#f4e6bd") for x, y in ((276, 346), (318, 354), (348, 340))
    )
    return (
        box(sketch, moved(motifs.root("#d0a866"), 0, 4, -8, 0.62), 190)
        + moved(motifs.root("#d0a866"), 318, 312, 8, 0.6)
        + contact(312, 360, 54)
        + bits
    )


def black_garlic(sketch: Sketch) -> str:
    """Black garlic: box, a head and two dark cloves."""
    cloves = "".join(
        moved(
            path("M-16,0Q-14,-34 4,-40Q20,-22 16,0Q0,8 -16,0Z", "#2f2622")
            + dusk("M4,-40Q20,-22 16,0Q8,6 0,4Q12,-16 4,-40Z", 0.4),
            x,
            356,
            a,
        )
        for x, a in ((278, -14), (350, 12))
    )
    return (
        box(sketch, moved(motifs.garlic("#8a6a52"), 0, 34, 0, 0.85), left=74)
        + contact(314, 354, 56)
        + moved(motifs.garlic("#8a6a52"), 314, 352, 0, 0.95)
        + cloves
    )


def ginseng_box(sketch: Sketch) -> str:
    """Soft-dried ginseng: box and a forked root."""
    body = "M-16,-58C-34,-20 -24,6 -34,52C-22,36 -14,24 -6,14C-4,30 6,44 22,54C12,34 14,20 14,4C30,-16 22,-44 10,-58Z"
    ginseng = (
        path(body, "#e0c48c")
        + dusk("M4,-58C14,-20 2,6 22,54C12,34 14,20 14,4C30,-16 22,-44 10,-58Z")
        + cord("M-14,-34H-2M-16,-20H-6", "#b08d4c", 3)
    )
    return (
        box(sketch, moved(ginseng, 0, 0, 14, 0.72), left=74)
        + contact(318, 352, 34)
        + moved(ginseng, 318, 302, 10 + sketch.wobble(8), 0.98)
        + motifs.tuft(326, 250, 34, (-130, -80, -30), LEAF)
    )


def incense(sketch: Sketch) -> str:
    """Incense: a box and a fan of sticks with red feet."""
    angles = [-26 + 5.2 * i + sketch.wobble(1.2) for i in range(11)]
    sticks = "".join(
        moved(rect(-3, -190, 6, 130, "#9c7a4a", 3) + rect(-1.5, -62, 3, 66, CHERRY), 306, 330, a) for a in angles
    )
    band = rect(284, 262, 44, 16, sketch.palette.accent, 6)
    smoke = cord("M306,116q-14,-18 0,-34t0,-34", "#ffffff", 5)
    return (
        contact(306, 334, 32)
        + smoke
        + sticks
        + band
        + box(sketch, motifs.flower(0, 0, 17, "#d9a441", CHERRY), 196, 62, 164)
    )


def gift_hamper(sketch: Sketch) -> str:
    """A hamper: jar, bottle and bag standing in a basket with a bow."""
    p = sketch.palette
    bottle = (
        rect(108, 130, 56, 130, "#a3551a", 14)
        + rect(126, 84, 20, 54, "#a3551a")
        + rect(122, 78, 28, 28, p.main, 5)
        + rect(108, 176, 56, 60, PAPER)
    )
    bag = (
        path("M164,112H232L240,260H156Z", COFFEE)
        + rect(162, 104, 72, 16, KRAFT, 4)
        + disc(198, 174, 24, PAPER)
        + moved(motifs.coffee_sprig(), 198, 174, 0, 0.5)
    )
    jar = rect(238, 162, 66, 100, "#e09a1c", 14) + rect(244, 142, 54, 26, MOSS, 6) + rect(238, 196, 66, 36, PAPER)
    leaves = motifs.tuft(106, 238, 54, (-150, -110), LEAF) + motifs.tuft(298, 240, 54, (-70, -30), LEAF)
    shade = dusk("M140,78H150V106L164,140V250H140ZM206,104H234L240,260H206ZM276,142H298V162Q304,164 304,176V250H276Z")
    return (
        contact(204, 339, 120)
        + leaves
        + bottle
        + bag
        + jar
        + shade
        + _basket()
        + _bow(p.main)
        + sticker(sketch, 200, 312, 176, 44)
    )


def _basket() -> str:
    rim = rect(78, 238, 244, 20, WOOD, 10)
    body = path("M88,252H312L292,332Q290,340 280,340H120Q110,340 108,332Z", "#d9b36c")
    weave = cord("M94,274H306M100,296H300M106,318H294", "#b98f4b", 5) + dusk(
        "M232,252H312L292,332Q290,340 280,340H226Z"
    )
    return body + weave + rim + dusk("M240,238H312Q322,238 322,248T312,258H240Z")


def _bow(fill: str) -> str:
    loops = path(
        "M200,250C160,214 130,236 140,256C150,272 180,264 200,252C220,264 250,272 260,256C270,236 240,214 200,250Z",
        fill,
    )
    tails = path("M196,250L170,290L188,286L196,296L204,252ZM204,250L230,290L212,286L204,296Z", fill)
    return (
        tails
        + loops
        + dusk("M200,252C220,264 250,272 260,256C266,244 256,234 244,232Q250,252 200,252Z", 0.22)
        + ball(200, 250, 13, fill)
    )
