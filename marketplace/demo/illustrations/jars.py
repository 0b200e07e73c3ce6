"""Jars of glass with what is in them."""

from __future__ import annotations

from marketplace.demo.illustrations import motifs
from marketplace.demo.illustrations.palettes import (
    CHERRY,
    GLASS,
    KRAFT,
    MILK,
    SUN,
    WHITE,
    WOOD,
    YOLK,
)
from marketplace.demo.illustrations.stage import Sketch, contact, sticker
from marketplace.demo.illustrations.svg import (
    ball,
    beads,
    cord,
    disc,
    dusk,
    moved,
    oval,
    path,
    rect,
    shine,
    turned,
    turned_dusk,
)

JAR = "M0,112L62,112L62,130C96,138 100,158 100,184L100,304C100,330 88,340 64,340L0,340"
FILL = "M0,150L72,150C88,156 91,170 91,188L91,302C91,322 82,331 62,331L0,331"
LID = "M0,76L60,76Q70,76 70,86L70,118L0,118"


def jar(sketch: Sketch, content: str, motif: str, pieces: str = "", x: float = 186) -> str:
    """A glass jar with its content showing around the label; lid or tied cloth by chance."""
    glass = turned(JAR, x, GLASS) + turned(FILL, x, content) + pieces
    lid = _cloth(sketch, x) if sketch.dice.random() < 0.4 else _lid(sketch, x)
    gleam = shine(f"M{x - 90},180Q{x - 90},152 {x - 74},146L{x - 66},152Q{x - 78},160 {x - 78},186V316H{x - 90}Z", 0.34)
    label = sticker(sketch, x, 250, 164, 122, motif)
    return contact(x + 10, 339, 94) + glass + gleam + label + turned_dusk(JAR, x, 0.6, 0.13) + lid


def _lid(sketch: Sketch, x: float) -> str:
    ridge = rect(x - 70, 104, 140, 14, sketch.palette.light)
    return turned(LID, x, sketch.palette.main) + ridge + turned_dusk(LID, x, 0.5, 0.22)


def _cloth(sketch: Sketch, x: float) -> str:
    p = sketch.palette
    cap = "M0,70C50,70 68,78 70,112C80,124 90,130 92,142Q78,136 70,146Q56,134 42,146Q28,136 14,146Q6,140 0,142"
    knot = rect(x - 69, 106, 138, 9, KRAFT, 4) + cord(f"M{x - 10},112q-14,22 -24,20M{x - 8},112q2,20 -4,32", KRAFT, 4)
    dots = "".join(
        disc(x + dx, y, 5, p.accent) for dx, y in ((-40, 90), (-8, 84), (24, 92), (-24, 128), (18, 126), (50, 104))
    )
    return turned(cap, x, p.main) + dots + turned_dusk(cap, x, 0.5) + knot


def honey_jar(sketch: Sketch) -> str:
    """Honey with its dipper."""
    dipper = cord("M352,214L306,318", WOOD, 9) + moved(
        oval(0, 0, 20, 27, WOOD) + cord("M-18,-10H18M-20,0H20M-18,10H18", "#6f4a28", 4), 304, 322, 24
    )
    pool = oval(302, 350, 42, 10, "#e09a1c") + contact(304, 352, 30)
    return jar(sketch, "#e09a1c", motifs.bee(), x=176) + pool + dipper


def paste_jar(sketch: Sketch) -> str:
    """Peanut butter or another smooth paste, nuts in front."""
    nuts = motifs.peanut(308, 334, -20 + sketch.wobble(10)) + motifs.peanut(330, 354, 14)
    return jar(sketch, "#c08a4a", motifs.peanut(0, 4, -28), x=172) + contact(318, 358, 44) + nuts


def shrimp_paste_jar(sketch: Sketch) -> str:
    """Shrimp powder or paste, a shrimp in front."""
    friend = moved(motifs.shrimp("#d97f5e"), 314, 334, sketch.wobble(8), 0.95)
    return jar(sketch, "#b5735e", moved(motifs.shrimp(), 6, 2, 0, 0.8), x=172) + contact(318, 360, 40) + friend


def pickle_jar(sketch: Sketch) -> str:
    """Pickles: wedges and chillies showing in the brine."""
    sour = "măng" in sketch.label.casefold()
    spots = (
        (112, 172, 20),
        (150, 166, -16),
        (192, 174, 12),
        (228, 168, -30),
        (116, 322, -12),
        (160, 324, 10),
        (208, 322, -8),
    )
    wedges = "".join(moved(rect(-20, -8, 40, 16, "#efe3b4" if sour else CHERRY, 7), x, y, a) for x, y, a in spots)
    bits = "".join(disc(x, y, 6, CHERRY if sour else MILK) for x, y in ((132, 184), (172, 160), (212, 182), (184, 326)))
    front = motifs.chilli(292, 340, sketch.wobble(14)) + motifs.chilli(284, 356, 6 + sketch.wobble(8))
    motif = motifs.bamboo_shoot() if sour else motifs.chilli(-40, -8, 8)
    return jar(sketch, "#c8cf8a" if sour else "#dfb27a", motif, wedges + bits, 170) + contact(330, 364, 46) + front


def chilli_jar(sketch: Sketch) -> str:
    """Chilli paste: deep red, whole chillies in front."""
    front = motifs.chilli(284, 338, 4 + sketch.wobble(10)) + motifs.chilli(300, 352, -8, SUN)
    seeds = "".join(
        disc(x, y, 4, YOLK)
        for x, y in ((110, 170), (150, 176), (200, 166), (236, 178), (120, 322), (190, 324), (220, 318))
    )
    return jar(sketch, "#9c2016", motifs.chilli(-44, -6, 8), seeds, 172) + contact(334, 364, 42) + front


def jam_jar(sketch: Sketch) -> str:
    """Jam, a halved passion fruit in front."""
    fruit = (
        ball(330, 322, 34, "#6b2f52")
        + oval(288, 344, 34, 22, "#6b2f52")
        + oval(288, 341, 32, 18, "#f3e3c8")
        + oval(288, 341, 24, 13, YOLK)
    )
    pips = "".join(oval(288 + x, 341 + y, 3, 2, "#2f2a26") for x, y in ((-13, -2), (-3, 5), (4, -5), (13, 2)))
    flower = motifs.flower(0, 0, 18, "#b9a0cf")
    return jar(sketch, "#dfa02a", flower, x=172) + contact(310, 358, 56) + fruit + pips


def starch_jar(sketch: Sketch) -> str:
    """Turmeric starch, the root and a slice in front."""
    front = moved(motifs.root(), 314, 336, sketch.wobble(12), 0.72) + motifs.slices(280, 354, -8, "#c98b2c", "#e8871e")
    return jar(sketch, "#eaa92f", moved(motifs.root(), 0, 6, -10, 0.6), x=172) + contact(312, 360, 52) + front


def white_starch_jar(sketch: Sketch) -> str:
    """Kudzu or another white starch, lumps in front."""
    lumps = "".join(
        moved(
            path("M-22,8L-14,-14L10,-18L24,-2L16,14Z", WHITE) + dusk("M24,-2L16,14L-22,8L2,2Z", 0.12),
            x,
            y,
            sketch.wobble(30),
        )
        for x, y in ((296, 346), (336, 350), (316, 328))
    )
    return jar(sketch, "#e9e0c9", motifs.tea_sprig(), x=172) + contact(316, 356, 50) + lumps


def pepper_jar(sketch: Sketch) -> str:
    """Black peppercorns, a fresh spike beside them."""
    upper = [(104 + i * 15, 164 + i % 2 * 11) for i in range(10)]
    corns = beads(upper + [(108 + i * 15, 323) for i in range(9)], "#5b4c40", 13, lit=False)
    spike = moved(motifs.pepper_spike(9), 326, 262, 12 + sketch.wobble(6)) + motifs.leaf(324, 262, 58, -160)
    return jar(sketch, "#2f2a26", motifs.pepper_sprig(), corns, 172) + contact(312, 350, 34) + spike


def salt_jar(sketch: Sketch) -> str:
    """Salt with a wooden spoon."""
    spoon = cord("M360,300L322,334", WOOD, 11) + oval(304, 344, 34, 17, WOOD) + motifs.heap(304, 344, 28, WHITE)
    wave = cord("M-38,4q10,-12 19,0t19,0t19,0t19,0M-38,22q10,-12 19,0t19,0t19,0t19,0", "#0b5f7d", 6) + disc(
        0, -16, 11, SUN
    )
    return jar(sketch, "#dfe9ec", wave, x=172) + contact(306, 356, 46) + spoon
