"""Meat, fish, eggs, cakes and noodles: what the market sells ready to cook or to eat."""

from __future__ import annotations

from marketplace.demo.illustrations import motifs
from marketplace.demo.illustrations.palettes import (
    CHERRY,
    COCOA,
    INK,
    KRAFT,
    LEAF,
    MILK,
    MOSS,
    PAPER,
    SPROUT,
    SUN,
    WHITE,
    WOOD,
    YOLK,
)
from marketplace.demo.illustrations.produce import on_tray
from marketplace.demo.illustrations.stage import Sketch, contact, name_card
from marketplace.demo.illustrations.svg import ball, cord, disc, dusk, moved, oval, path, rect, shine


def chicken(sketch: Sketch) -> str:
    """A hill hen, standing."""
    feather = sketch.dice.choice(("#b0642c", "#c07a34", "#9c5228"))
    legs = cord("M186,296V326M186,326l-16,6M186,326l16,6M222,296V326M222,326l-16,6M222,326l16,6", SUN, 8)
    tail = motifs.tuft(276, 210, 96, (-84, -62, -40), "#3a2a22", 0.4)
    body = path(
        "M118,104C112,150 92,184 100,228C108,282 156,306 206,304C268,302 306,262 314,192"
        "C284,202 262,192 236,180C202,166 186,140 184,104Z",
        feather,
    )
    under = dusk("M100,228C108,282 156,306 206,304C268,302 306,262 314,192C296,250 190,296 100,228Z")
    wing = path("M164,208C196,186 256,196 276,226C262,268 200,272 172,246Z", "#7d3f1e") + cord(
        "M192,222q20,14 44,10M190,238q18,14 36,10", feather, 5
    )
    comb = disc(134, 66, 13, CHERRY) + disc(152, 60, 15, CHERRY) + disc(171, 68, 13, CHERRY)
    head = (
        disc(151, 102, 34, feather)
        + path("M120,96L92,108L120,116Z", SUN)
        + oval(124, 128, 9, 15, CHERRY)
        + disc(138, 96, 5, INK)
    )
    return contact(210, 330, 80) + legs + tail + body + comb + head + under + wing + name_card(sketch, y=366)


def fresh_meat(sketch: Sketch) -> str:
    """Fresh meat on a banana leaf."""
    cut = path("M-84,14C-86,-36 -20,-52 34,-42C78,-34 92,-2 80,22C56,48 -70,50 -84,14Z", "#d98078") + dusk(
        "M-84,14C-70,50 56,48 80,22Q84,12 84,2C40,24 -30,30 -84,14Z"
    )
    fat = (
        cord("M-60,6C-40,-24 10,-30 48,-18M-30,20Q10,4 54,10", "#f6dcd2", 7)
        + oval(-52, -6, 13, 11, PAPER)
        + oval(-52, -6, 6, 5, "#c98f86")
    )
    herbs = motifs.tuft(292, 226, 44, (-130, -80, -30), SPROUT)
    return on_tray(
        sketch,
        motifs.banana_leaf(200, 272, 130)
        + herbs
        + moved(cut + fat, 216, 206, sketch.wobble(5), 0.95)
        + moved(cut + fat, 176, 254, -4, 0.92),
    )


def eggs(sketch: Sketch) -> str:
    """Eggs in straw."""
    shell = "M0,-52C26,-52 40,-12 40,8C40,36 22,48 0,48C-22,48 -40,36 -40,8C-40,-12 -26,-52 0,-52Z"
    shade = dusk("M14,-48C32,-36 40,-8 40,8C40,36 22,48 -4,48C26,36 28,-12 14,-48Z", 0.12)
    spots = ((150, 210, -12), (212, 196, 6), (266, 220, 14), (180, 246, -4), (238, 254, 8))
    straw = cord("M84,282q40,-26 70,-8M110,296q60,-30 110,-10M200,300q60,-30 112,-18M240,276q40,-16 70,6", YOLK, 6)
    return on_tray(
        sketch,
        "".join(
            moved(path(shell, ("#e9c7a0", "#f1dcc2")[i % 2]) + shade, x, y, a + sketch.wobble(5), 0.95)
            for i, (x, y, a) in enumerate(spots)
        )
        + straw,
    )


def sausage(sketch: Sketch) -> str:
    """Sausages on a leaf, some sliced."""
    link = (
        rect(-66, -21, 132, 42, "#a8402f", 21)
        + dusk("M-64,6Q0,12 64,6Q62,21 45,21H-45Q-62,21 -64,6Z")
        + cord("M-66,0h-10M66,0h10", KRAFT, 6)
        + shine("M-48,-13H20V-7H-48Z", 0.22)
    )
    coins = "".join(
        oval(x, y, 21, 19, "#a8402f")
        + oval(x - 2, y - 1, 17, 15, "#d07d68")
        + disc(x - 6, y - 4, 3, PAPER)
        + disc(x + 5, y + 4, 3, PAPER)
        for x, y in ((262, 262), (288, 242), (300, 270))
    )
    return on_tray(
        sketch,
        motifs.banana_leaf(200, 270, 132)
        + moved(link, 186, 196, -8)
        + moved(link, 172, 236, 2 + sketch.wobble(4))
        + moved(link, 178, 272, -3)
        + coins,
    )


def fermented_pork(sketch: Sketch) -> str:
    """Fermented pork: parcels in banana leaf, one opened."""
    parcel = path("M-44,-30L30,-36L48,22L-34,30Z", LEAF) + dusk("M-38,0L40,-4L48,22L-34,30Z")
    parcel += cord("M-8,-33L6,26M-39,-2L39,-6", "#e8cf8e", 6)
    leaf = path("M-66,8L-20,-28H48L70,6L26,38H-32Z", SPROUT) + dusk("M-32,38H26L70,6L34,24Z")
    meat = path("M-32,-6L24,-18L40,4L-18,16Z", "#e5877c") + path("M-18,16L40,4V20L-16,32Z", "#c8665c")
    spots = ((150, 204, -6), (244, 204, 8), (118, 246, 4), (196, 236, -3))
    parcels = "".join(moved(parcel, x, y, a + sketch.wobble(4)) for x, y, a in spots)
    front = motifs.chilli(96, 288, 4) + moved(leaf + meat, 256, 264, 0, 1.05)
    return on_tray(sketch, parcels + front)


def seafood_tray(sketch: Sketch) -> str:
    """Fresh fish and shrimp on ice."""
    ice = "".join(
        moved(path("M-20,6L-12,-14L12,-16L20,2L8,16Z", "#eef5f6"), x, y, x % 40)
        for x, y in (
            (90, 270),
            (128, 288),
            (172, 296),
            (222, 298),
            (268, 290),
            (308, 272),
            (120, 250),
            (284, 250),
        )
    )
    catch = (
        moved(motifs.fish(), 192, 196, -8 + sketch.wobble(4), 1.45)
        + moved(motifs.shrimp(), 138, 258, 4, 1.05)
        + moved(motifs.shrimp(), 234, 264, -12 + sketch.wobble(8), 1.05)
    )
    lime = (
        disc(300, 240, 24, "#76a84a")
        + disc(300, 240, 19, "#e4efc0")
        + cord("M300,222V258M284,231L316,249M284,249L316,231", "#a9cf7c", 3)
    )
    return on_tray(sketch, oval(200, 278, 132, 34, "#cfe2e6") + ice + catch + lime)


def banh_tet(sketch: Sketch) -> str:
    """A banh tet in its leaves and two slices with a moon of beans."""
    roll = rect(66, 128, 240, 82, MOSS, 30) + dusk("M66,178H306V180Q306,210 276,210H96Q66,210 66,180Z", 0.2)
    ties = cord("M106,128V210M146,128V210M186,128V210M226,128V210M266,128V210", "#e8cf8e", 6) + path(
        "M296,140L336,120L330,168L340,210L298,196Z", LEAF
    )
    cake = (
        disc(0, 0, 52, MOSS)
        + disc(0, 0, 45, "#eef0d8")
        + path("M-22,-26A34,34 0 1 1 -22,26A26,26 0 0 0 -22,-26Z", YOLK)
        + dusk("M40,-34A52,52 0 0 1 -34,40A66,66 0 0 0 40,-34Z", 0.1)
    )
    return on_tray(
        sketch,
        moved(roll + ties, 4, 44, -5)
        + moved(cake, 146, 284, sketch.wobble(20), 0.8)
        + moved(cake, 238, 284, 30 + sketch.wobble(20), 0.8),
    )


def sesame_crackers(sketch: Sketch) -> str:
    """Round crackers with sesame, stacked and leaning."""
    seeds = "".join(
        oval(x, y, 4, 2.5, c)
        for x, y, c in (
            (-30, -20, INK),
            (-8, -38, MILK),
            (20, -28, INK),
            (34, 4, MILK),
            (-38, 10, MILK),
            (-6, -6, INK),
            (12, 20, MILK),
            (-20, 34, INK),
            (26, 36, INK),
            (2, 46, MILK),
        )
    )
    cracker = ball(0, 0, 64, "#d9a55a") + seeds
    stack = "".join(oval(136, y, 66, 18, "#b98040") + oval(136, y - 5, 66, 18, "#d9a55a") for y in (286, 268, 250, 232))
    dots = "".join(
        oval(x, y, 5, 2.5, c)
        for x, y, c in (
            (100, 226, INK),
            (124, 220, MILK),
            (148, 230, INK),
            (170, 224, MILK),
            (136, 236, MILK),
        )
    )
    return on_tray(sketch, stack + dots + moved(cracker, 238, 222, sketch.wobble(50), 1.1))


def rice_sheets(sketch: Sketch) -> str:
    """Steamed rice sheets, rolled, with herbs and a dip."""
    roll = (
        rect(-74, -17, 148, 34, "#fbf8ee", 17)
        + dusk("M-72,4Q0,10 72,4Q70,17 57,17H-57Q-70,17 -72,4Z", 0.12)
        + oval(62, 0, 9, 13, "#e3dcc6")
    )
    rolls = "".join(moved(roll, x, y, -4) for x, y in ((168, 212), (158, 240), (174, 268), (172, 188)))
    bits = "".join(
        oval(x, y, 7, 4, c)
        for x, y, c in (
            (130, 204, LEAF),
            (168, 196, COCOA),
            (196, 208, LEAF),
            (148, 230, COCOA),
            (196, 238, LEAF),
            (136, 262, LEAF),
            (180, 264, COCOA),
        )
    )
    dip = motifs.dish(282, 248, "#b5641a") + oval(272, 248, 5, 3, CHERRY) + oval(294, 251, 5, 3, CHERRY)
    return on_tray(sketch, motifs.tuft(106, 216, 46, (-150, -100), SPROUT) + rolls + bits + dip)


def leaf_cakes(sketch: Sketch) -> str:
    """Little cakes in banana leaf, one unwrapped."""
    cone = (
        path("M-50,36L0,-50L50,36Q0,50 -50,36Z", LEAF)
        + dusk("M0,-50L50,36Q26,44 8,44Z")
        + cord("M-28,0Q0,10 28,0", "#e8cf8e", 6)
    )
    bare = (
        path("M-56,30L-20,4H30L60,28L20,46H-24Z", SPROUT)
        + path("M-30,26Q-28,-14 2,-16Q32,-14 34,26Q2,38 -30,26Z", MILK)
        + dusk("M2,-16Q32,-14 34,26Q20,31 6,32Q22,10 2,-16Z", 0.12)
        + disc(-4, -2, 6, CHERRY)
    )
    return on_tray(
        sketch,
        moved(cone, 146, 210, sketch.wobble(4), 1.15)
        + moved(cone, 232, 196, sketch.wobble(4), 1.15)
        + moved(cone, 134, 266)
        + moved(bare, 240, 262, 0, 1.1),
    )


def noodle_bowl(sketch: Sketch) -> str:
    """A bowl of noodle soup, as it will be at home."""
    p = sketch.palette
    bowl = path("M70,196H330C326,270 284,316 236,322H164C116,316 74,270 70,196Z", PAPER) + rect(
        150, 314, 100, 14, MILK, 5
    )
    stripe = path("M77,226H323Q320,238 315,250H85Q80,238 77,226Z", p.main) + dusk(
        "M256,196H330C326,270 284,316 236,322V328H204Q260,280 256,196Z", 0.14
    )
    soup = oval(200, 196, 130, 34, "#ece4d2") + oval(200, 198, 120, 28, "#e3b368")
    noodles = cord(
        "M112,200q20,-16 44,-2t44,-2t44,2t40,0M122,210q22,-14 44,0t44,0t48,-2M140,190q24,-12 46,0t46,-2t34,2",
        MILK,
        8,
    )
    toppings = (
        motifs.leaf(150, 204, 40, -30, LEAF)
        + motifs.leaf(196, 210, 36, 20, SPROUT)
        + oval(250, 194, 24, 11, "#c98a6a")
        + oval(172, 188, 22, 10, "#c98a6a")
        + oval(220, 206, 8, 4, CHERRY)
    )
    sticks = cord("M228,196L352,84M246,202L364,100", WOOD, 7)
    steam = cord("M150,140q-12,-18 0,-34t0,-34M196,128q-12,-18 0,-34t0,-34", WHITE, 6)
    return contact(206, 328, 88) + steam + bowl + stripe + soup + noodles + sticks + toppings + name_card(sketch, y=362)
