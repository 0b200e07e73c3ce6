"""Bags, pouches and sacks."""

from __future__ import annotations

from marketplace.demo.illustrations import motifs
from marketplace.demo.illustrations.palettes import (
    COCOA,
    COFFEE,
    KRAFT,
    LEAF,
    MILK,
    MOSS,
    PAPER,
    SPROUT,
    SUN,
    WHITE,
    YOLK,
)
from marketplace.demo.illustrations.stage import Sketch, contact, sticker
from marketplace.demo.illustrations.svg import ball, beads, cord, disc, dusk, moved, oval, path, rect, shine


def coffee_bag(sketch: Sketch) -> str:
    """A gusseted bag of roasted beans with a tin tie."""
    p = sketch.palette
    front = path("M120,116H268L278,340H108Z", p.main)
    side = path("M268,116L292,128L302,328L278,340Z", p.main) + dusk("M268,116L292,128L302,328L278,340Z", 0.32)
    fold = path("M126,66H262L268,118H120Z", p.light) + path("M262,66L284,78L292,130L268,118Z", p.light)
    seams = dusk("M120,116H268L269,128H119ZM262,66L284,78L292,130L268,118Z", 0.26) + shine(
        "M126,66H140L136,116H120Z", 0.2
    )
    tie = rect(116, 90, 164, 12, p.accent, 6)
    label = sticker(sketch, 193, 228, 142, 184, motifs.coffee_sprig())
    spill = ((88, 330), (66, 346), (112, 352), (318, 350))
    beans = "".join(motifs.bean(x, y, sketch.wobble(60)) for x, y in spill[: 3 + sketch.dice.randrange(2)])
    return contact(205, 340, 108) + side + front + fold + seams + tie + label + beans


def pouch(sketch: Sketch, motif: str, x: float = 184) -> str:
    """A standing pouch with a sealed top and a notch, its label in the middle."""
    p = sketch.palette
    body = path("M100,84Q186,92 272,84L284,306Q288,336 250,339Q186,344 122,339Q84,336 88,306Z", p.main)
    flank = dusk("M226,88Q250,87 272,84L284,306Q288,336 250,339Q214,342 222,322Q240,300 226,88Z")
    foot = dusk("M90,292Q186,330 283,292L284,306Q288,336 250,339Q186,344 122,339Q84,336 88,306Z", 0.14)
    seal = path("M100,64H272V92Q186,100 100,92Z", p.light) + dusk("M230,64H272V92Q250,95 230,96Z")
    stitched = cord("M108,78H264", p.main, 2.5) + disc(186, 78, 7, p.halo)
    label = sticker(sketch, 186, 206, 140, 176, motif)
    return contact(x + 6, 338, 106) + moved(body + flank + foot + seal + stitched + label, x - 186, 0)


def ground_coffee_pouch(sketch: Sketch) -> str:
    """A pouch of ground coffee beside a dripping filter over a glass."""
    glass = (
        path("M-34,-66H34L28,0H-28Z", "#e7ecea")
        + path("M-32,-40H32L28,0H-28Z", COFFEE)
        + path("M-29,-14H29L28,0H-28Z", MILK)
    )
    phin = (
        path("M-26,-112H26L22,-76H-22Z", "#b9c1c0")
        + rect(-44, -78, 88, 11, "#8f9a99", 5)
        + rect(-30, -120, 60, 10, "#8f9a99", 5)
    )
    shade = dusk("M6,-120H30V-110H26L22,-78H44V-67H34L28,0H8Z") + disc(0, -124, 6, "#5f6a69")
    cup = moved(glass + phin + shade, 306, 352)
    return pouch(sketch, motifs.coffee_sprig(), 168) + contact(308, 352, 38) + cup


def cereal_pouch(sketch: Sketch) -> str:
    """A pouch of cereal powder with a bowl."""
    bowl = (
        motifs.heap(300, 318, 44, "#dcbf88") + motifs.dish(300, 320, "#dcbf88") + motifs.heap(300, 322, 38, "#e6cd9c")
    )
    return pouch(sketch, motifs.rice_ear(), 172) + contact(302, 348, 36) + bowl


def pepper_pouch(sketch: Sketch) -> str:
    """A pouch of pepper with peppercorns and a fresh spike."""
    corns = _scatter(sketch, ("#2f2a26", "#4a3f36"), 9)
    return pouch(sketch, motifs.pepper_sprig(), 178) + corns + moved(motifs.pepper_spike(8), 328, 266, 14)


def peanut_bag(sketch: Sketch) -> str:
    """A bag of peanuts, some of them in front."""
    nuts = "".join(motifs.peanut(x, y, sketch.wobble(35)) for x, y in ((312, 318), (278, 346), (340, 350)))
    return pouch(sketch, moved(motifs.peanut(0, 0, -32), 0, 0, 0, 1.1), 176) + contact(312, 354, 58) + nuts


def bean_bag(sketch: Sketch) -> str:
    """A cloth bag open at the neck, full of mung beans."""
    p = sketch.palette
    sack = path("M112,150C70,220 74,318 100,334Q196,348 292,334C320,318 322,220 282,150Z", KRAFT)
    shade = dusk("M226,150C262,220 262,312 226,341Q262,339 292,334C320,318 322,220 282,150Z")
    beans = oval(197, 146, 90, 30, "#7d9a3f") + "".join(_grains(sketch, 197, 140, 74, 18, ("#93b04f", "#6b8734")))
    roll = cord("M106,152Q120,180 197,181T288,152", "#e3cb9c", 17)
    label = sticker(sketch, 192, 258, 166, 132, _beans())
    return contact(205, 338, 112) + sack + shade + beans + roll + label + _scatter(sketch, ("#93b04f", p.main), 7)


def rice_sack(sketch: Sketch) -> str:
    """A tied sack of rice with a heap of grain."""
    p = sketch.palette
    ears = path("M150,64Q200,96 250,64L236,112H164Z", MILK) + dusk("M206,84Q232,78 250,64L236,112H212Z")
    body = path("M164,108C96,140 78,300 100,334Q200,348 300,334C322,300 304,140 236,108Z", MILK)
    stripes = path("M105,193Q200,210 296,193L299,212Q200,230 101,212Z", p.main)
    shade = dusk("M206,108C262,150 270,310 232,342Q270,340 300,334C322,300 304,140 236,108Z", 0.13)
    tie = rect(156, 100, 88, 16, p.accent, 8) + dusk("M212,100H236Q244,100 244,108T236,116H212Z")
    label = sticker(sketch, 196, 248, 144, 142, motifs.rice_ear())
    grain = motifs.heap(322, 350, 46, WHITE) + cord("M300,344l6,-3M318,338l6,2M330,346l6,-3M312,350l6,1", "#d9cfba", 3)
    return contact(204, 338, 116) + ears + body + stripes + tie + shade + label + grain


def noodle_pack(sketch: Sketch) -> str:
    """A clear pack of dried noodles with a paper sleeve."""
    five = sketch.label.casefold().endswith("ngũ sắc")
    strands = ("#e8d9b0", "#b7cf94", "#e0a0a0", "#f0cd78", "#c4a6cc") if five else ("#f3ead2", "#e6d8b4")
    pack = rect(82, 96, 236, 240, "#fbf7ea", 14)
    lines = "".join(cord(f"M{92 + i * 9},104V328", strands[i % len(strands)], 6) for i in range(25))
    ends = path(
        "M82,98L92,84L104,98L116,84L128,98L140,84L152,98L164,84L176,98L188,84L200,98L212,84L224,98L236,84L248,98L260,84L272,98L284,84L296,98L308,84L318,98V112H82Z",
        sketch.palette.light,
    )
    sleeve = rect(76, 150, 248, 134, sketch.palette.main, 4)
    shade = dusk("M246,84H304Q318,84 318,98V150H324V284H318V322Q318,336 304,336H246Z", 0.14)
    label = sticker(sketch, 190, 217, 196, 112)
    return contact(204, 336, 124) + pack + lines + ends + sleeve + label + shade


def dried_fruit_pouch(sketch: Sketch) -> str:
    """A pouch of dried banana with slices and a fresh one."""
    rounds = "".join(
        motifs.slices(x, y, sketch.wobble(20), "#c98a2f", "#e2ad55") for x, y in ((296, 326), (332, 344), (284, 352))
    )
    return pouch(sketch, moved(banana(), 42, -36, 10, 0.5), 176) + contact(312, 352, 58) + rounds


def banana() -> str:
    """One banana hanging from 0,0."""
    skin = "M-6,0C-14,56 -54,96 -120,100C-130,106 -128,118 -116,120C-50,124 6,80 10,0Z"
    return (
        path(skin, YOLK)
        + dusk("M10,0C6,80 -50,124 -116,120C-50,112 -6,66 2,0Z")
        + rect(-7, -16, 17, 22, "#8a7a2c", 4)
        + disc(-122, 110, 7, COFFEE)
    )


def herb_pouch(sketch: Sketch) -> str:
    """A pouch of dried herb for brewing, a bundle of twigs in front."""
    twigs = cord("M262,352L346,318M266,342L350,334M270,358L344,346", "#6b5a33", 5)
    leaves = motifs.tuft(330, 330, 40, (-70, -20, 30), SPROUT) + motifs.tuft(300, 340, 36, (-110, -50), LEAF)
    bundle = contact(306, 356, 56) + twigs + leaves + rect(286, 326, 14, 36, sketch.palette.accent, 4)
    return pouch(sketch, motifs.tea_sprig(), 172) + bundle


def sweet_potato_strips(sketch: Sketch) -> str:
    """Chewy dried sweet potato: a pouch, a plate of strips and a fresh tuber."""
    tuber = path("M232,322C250,280 320,276 356,310C336,350 262,356 232,322Z", "#9c3f52") + dusk(
        "M232,322C262,356 336,350 356,310C322,336 266,336 232,322Z"
    )
    ends = ((246, 352, -12), (268, 362, 6), (292, 350, -20), (316, 360, 12), (334, 348, -8))
    strips = "".join(
        moved(
            rect(-30, -8, 60, 17, "#c9731f", 8) + dusk("M-30,1H30Q30,9 22,9H-22Q-30,9 -30,1Z"),
            x,
            y,
            a + sketch.wobble(8),
        )
        for x, y, a in ends
    )
    return pouch(sketch, _tuber(), 170) + contact(296, 360, 66) + tuber + strips


def salt_bag(sketch: Sketch) -> str:
    """A bag of sea salt with a wooden spoon."""
    spoon = (
        cord("M366,300L318,336", "#9a6b3f", 11) + oval(300, 344, 34, 17, "#9a6b3f") + motifs.heap(300, 344, 28, WHITE)
    )
    return pouch(sketch, _waves(), 176) + contact(304, 356, 48) + spoon


def mushroom_pouch(sketch: Sketch) -> str:
    """A pouch of dried mushrooms, two fresh ones in front."""
    pair = moved(motifs.mushroom("#6b4a34"), 322, 350, 6, 1.05) + moved(motifs.mushroom(COCOA), 274, 356, -8, 0.75)
    return pouch(sketch, moved(motifs.mushroom(COCOA), 0, 36, 0, 0.95), 172) + contact(304, 354, 62) + pair


def dried_shrimp(sketch: Sketch) -> str:
    """A pouch of dried shrimp, three of them in front."""
    spots = ((312, 312, 0.8), (276, 346, 0.7), (338, 348, 0.75))
    heap = "".join(moved(motifs.shrimp(), x, y, sketch.wobble(24), scale) for x, y, scale in spots)
    return pouch(sketch, moved(motifs.shrimp(), 4, 0, 0, 0.85), 172) + contact(308, 358, 60) + heap


def dried_fish(sketch: Sketch) -> str:
    """A pouch of dried fish, a few laid in front."""
    spots = ((306, 306, -8), (314, 334, 3), (298, 360, -3))
    shoal = "".join(moved(motifs.fish("#b08d5c", "#dcc9a0"), x, y, a + sketch.wobble(4), 0.72) for x, y, a in spots)
    return pouch(sketch, moved(motifs.fish(), -2, 0, -8, 0.72), 168) + contact(300, 362, 64) + shoal


def food_pouch(sketch: Sketch) -> str:
    """A pouch of something dry, whatever it is."""
    return pouch(sketch, motifs.tea_sprig(), 196) + motifs.tuft(314, 346, 44, (-150, -95, -40), LEAF)


def _scatter(sketch: Sketch, colours: tuple[str, ...], count: int) -> str:
    spots = [(256 + i * 12, 338 + sketch.dice.randrange(24)) for i in range(count)]
    return beads(spots[::2], colours[0], 13) + beads(spots[1::2], colours[1], 13)


def _grains(sketch: Sketch, x: float, y: float, across: float, deep: float, colours: tuple[str, ...]) -> list[str]:
    return [
        oval(x + sketch.wobble(across), y + sketch.wobble(deep), 7, 5, colours[i % len(colours)]) for i in range(22)
    ]


def _beans() -> str:
    pods = motifs.leaf(-38, 14, 78, -24, SPROUT, 0.34)
    return pods + "".join(ball(x, y, 9, MOSS) for x, y in ((-16, 6), (2, -2), (19, -10)))


def _tuber() -> str:
    return path("M-40,12C-34,-26 20,-36 42,-10C30,26 -22,34 -40,12Z", "#9c3f52") + motifs.tuft(
        38, -12, 26, (-80, -20), LEAF
    )


def _waves() -> str:
    return (
        cord("M-38,2q10,-12 19,0t19,0t19,0t19,0M-38,20q10,-12 19,0t19,0t19,0t19,0", "#0b5f7d", 6)
        + disc(0, -18, 11, SUN)
        + rect(-1, 40, 2, 2, PAPER)
    )
