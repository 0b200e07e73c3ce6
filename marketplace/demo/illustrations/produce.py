"""Fresh fruit, roots and greens, on a woven tray with a name card."""

from __future__ import annotations

from marketplace.demo.illustrations import motifs
from marketplace.demo.illustrations.packets import banana
from marketplace.demo.illustrations.palettes import (
    CHERRY,
    COCOA,
    LEAF,
    MILK,
    MOSS,
    PAPER,
    SPROUT,
    SUN,
    WOOD,
    YOLK,
)
from marketplace.demo.illustrations.stage import Sketch, contact, name_card
from marketplace.demo.illustrations.svg import ball, beads, cord, disc, dusk, moved, oval, path, rect, shine


def on_tray(sketch: Sketch, goods: str) -> str:
    """Goods on the market's tray, the name card before them."""
    return contact(204, 312, 142) + motifs.bamboo_tray(200, 280, 148) + goods + name_card(sketch)


def orange(sketch: Sketch) -> str:
    """Three oranges, one leaf, one half."""
    whole = ball(200, 170, 52, "#dd8415") + ball(138, 234, 52, "#e8921e")
    sprig = disc(190, 154, 4, MOSS) + motifs.leaf(192, 124, 62, -30 + sketch.wobble(14))
    half = disc(262, 234, 54, "#e8921e") + disc(262, 234, 47, "#fbe3b0") + disc(262, 234, 42, "#f3a93a")
    spokes = ((0, -42), (36, -21), (36, 21), (0, 42), (-36, 21), (-36, -21))
    rays = cord("".join(f"M262,234l{dx},{dy}" for dx, dy in spokes), "#fbe3b0", 4)
    shade = dusk("M304,200A54,54 0 0 1 227,275A70,70 0 0 0 304,200Z", 0.14)
    return on_tray(sketch, whole + sprig + half + rays + shade)


def bananas(sketch: Sketch) -> str:
    """A hand of bananas."""
    start = sketch.wobble(4)
    turns = (35, 20, 5, -10, -25)
    hand = "".join(moved(banana(), 276, 128, start + turn, 1.14) for turn in turns)
    stalk = path("M254,92L288,80L302,138H258Z", "#8a7a2c") + dusk("M274,85L288,80L302,138H282Z")
    return on_tray(sketch, hand + stalk)


def pineapple(sketch: Sketch) -> str:
    """A pineapple with its crown."""
    crown = motifs.tuft(204, 152, 96, (-150, -128, -52, -30), MOSS, 0.24) + motifs.tuft(
        204, 156, 108, (-108, -90, -72), LEAF, 0.24
    )
    body = path(
        "M204,140C262,140 274,190 270,236C266,282 240,302 204,302C168,302 142,282 138,236C134,190 146,140 204,140Z",
        "#dc9a22",
    )
    mesh = cord(
        "M150,176L244,284M140,214L208,296M176,148L268,244M214,142L272,206M258,176L164,284M268,214L200,296M232,148L140,244M194,142L136,206",
        "#b0720e",
        4,
    )
    return on_tray(
        sketch,
        crown + body + mesh + dusk("M222,141C262,146 274,190 270,236C266,282 240,302 212,302C240,250 244,190 222,141Z"),
    )


def watermelon(sketch: Sketch) -> str:
    """A striped melon and a wedge."""
    melon = ball(160, 200, 94, "#2c7a4b") + cord(
        "M92,150Q112,200 94,256M128,114Q150,200 130,284M166,108Q196,196 172,290M206,122Q232,196 216,268",
        "#0a4a34",
        9,
    )
    wedge = (
        path("M178,296L262,172L338,282Q262,322 178,296Z", "#2c7a4b")
        + path("M188,288L262,182L328,274Q258,304 188,288Z", PAPER)
        + path("M196,282L262,190L320,269Q256,294 196,282Z", "#cf3f3a")
    )
    pips = "".join(
        oval(x, y, 3.5, 5.5, "#2f2a26")
        for x, y in ((258, 224), (242, 250), (276, 252), (226, 274), (260, 272), (294, 270))
    )
    return on_tray(sketch, melon + wedge + pips + dusk("M262,172L338,282Q312,294 284,299Z", 0.12))


def passion_fruit(sketch: Sketch) -> str:
    """Passion fruit, one opened."""
    whole = ball(196, 172, 48, "#6b2f52") + ball(138, 236, 48, "#7d3a61")
    sprig = motifs.leaf(206, 134, 60, -24 + sketch.wobble(12))
    opened = disc(258, 234, 52, "#6b2f52") + disc(258, 234, 44, "#f3e3c8") + disc(258, 234, 34, YOLK)
    pips = beads(((242, 224), (258, 216), (274, 226), (246, 244), (264, 236), (270, 250)), "#2f2a26", 9)
    shade = dusk("M298,201A52,52 0 0 1 225,274A68,68 0 0 0 298,201Z", 0.16)
    return on_tray(sketch, whole + sprig + opened + pips + shade)


def fruit_basket(sketch: Sketch) -> str:
    """Fruit of the season together."""
    fruit = ball(146, 238, 46, CHERRY) + ball(258, 240, 46, "#e8921e") + ball(202, 226, 50, SPROUT)
    top = ball(176, 160, 36, SUN) + ball(232, 164, 36, "#6b2f52")
    return on_tray(
        sketch, top + motifs.leaf(180, 126, 54, -36, LEAF) + fruit + cord("M202,180Q206,168 214,164", WOOD, 5)
    )


def bitter_melon(sketch: Sketch) -> str:
    """Bitter melons, lengthwise ridges."""
    skin = "M-104,6C-84,-30 -30,-36 20,-32C66,-28 92,-12 108,4C84,24 40,34 -10,32C-56,32 -92,26 -104,6Z"
    ridge = cord(
        "M-92,2q14,-12 26,0t26,0t26,0t26,0t26,0t26,0t26,0M-72,-16q12,-10 24,0t24,0t24,0t24,0t24,0",
        "#a9cf7c",
        5,
    )
    melon = (
        path(skin, "#76a84a")
        + dusk("M-104,6C-92,26 -56,32 -10,32C40,34 84,24 108,4Q20,20 -104,6Z")
        + ridge
        + cord("M104,4Q122,2 128,-12", MOSS, 7)
    )
    spots = ((196, 190, -14), (190, 232, 6), (212, 270, -4))
    return on_tray(sketch, "".join(moved(melon, x, y, a + sketch.wobble(4), 0.98) for x, y, a in spots))


def chillies(sketch: Sketch) -> str:
    """A pile of long chillies."""
    spots = (
        (110, 196, -8),
        (250, 182, 158),
        (104, 232, 4),
        (130, 258, -6),
        (292, 246, 172),
        (190, 262, 12),
        (280, 214, 166),
        (150, 214, 10),
    )
    colours = ("#a8231c", "#c4362a")
    pile = "".join(
        moved(motifs.chilli(0, 0, 0, colours[i % 2]), x, y, a + sketch.wobble(7), 1.25)
        for i, (x, y, a) in enumerate(spots)
    )
    return on_tray(sketch, pile)


def greens(sketch: Sketch) -> str:
    """A bunch of leafy greens tied with straw."""
    stems = path("M176,210H232L248,304H158Z", "#cfe0ac") + cord(
        "M186,216L176,300M204,216V302M222,216L232,300", "#a9c67f", 5
    )
    back = motifs.tuft(202, 222, 142, (-150, -126, -54, -30), MOSS, 0.62)
    front = motifs.tuft(202, 230, 138, (-108, -72), LEAF, 0.64) + motifs.leaf(
        202, 234, 132, -90 + sketch.wobble(7), SPROUT, 0.66
    )
    veins = cord("M202,226V122M198,224L164,116M206,224L240,116", "#cfe0ac", 4)
    return on_tray(
        sketch,
        back
        + stems
        + front
        + veins
        + rect(168, 218, 70, 17, sketch.palette.accent, 8)
        + dusk("M212,235H234L248,304H216Z"),
    )


def shallots(sketch: Sketch) -> str:
    """Wild shallots: small white bulbs with their green shoots, tied."""
    xs = range(128, 285, 26)
    shoots = [f"M{x},262Q{160 + x * 0.2:.0f},190 {x * 1.1 - 21 + sketch.wobble(12):.0f},84" for x in xs]
    tops = "".join(cord("".join(shoots[i::3]), (LEAF, SPROUT, MOSS)[i], 9) for i in range(3))
    bulb = path("M0,-30C6,-14 21,-8 20,10C18,26 -18,26 -20,10C-21,-8 -6,-14 0,-30Z", MILK)
    bulb += dusk("M0,-30C6,-14 21,-8 20,10C18,24 -4,26 -12,20Q14,10 0,-30Z", 0.13)
    roots = cord("M-6,22l-4,9M0,23V32M6,22l4,9", "#c9bda6", 2)
    bulbs = "".join(moved(bulb + roots, x, 262 + abs(x - 206) // 16, (x - 206) // 6) for x in xs)
    return on_tray(sketch, tops + rect(166, 178, 76, 16, sketch.palette.accent, 8) + bulbs)


def taro(sketch: Sketch) -> str:
    """Taro roots, one cut open."""
    tuber = (
        path("M-70,4C-64,-44 30,-52 66,-14C76,10 52,42 4,44C-36,46 -72,34 -70,4Z", "#7a5440")
        + dusk("M-70,4C-72,34 -36,46 4,44C52,42 76,10 66,-14C44,20 -20,34 -70,4Z")
        + cord("M-40,-26Q-26,4 -42,32M-4,-38Q12,4 -4,40M32,-32Q44,0 34,30", "#5e3d2d", 4)
    )
    cut = oval(262, 254, 52, 44, "#7a5440") + oval(258, 252, 45, 38, "#efe3ea")
    flecks = "".join(
        oval(x, y, 4, 2, "#a583a6")
        for x, y in ((240, 238), (262, 230), (280, 248), (248, 258), (268, 268), (236, 270), (258, 246))
    )
    return on_tray(
        sketch,
        moved(tuber, 196, 182, -10 + sketch.wobble(6)) + moved(tuber, 138, 246, 8, 0.95) + cut + flecks,
    )


def pepper_string(sketch: Sketch) -> str:
    """A pepper vine over a rail, its spikes hanging like strings of beads; peppercorns in a bowl."""
    rail = rect(60, 66, 280, 12, WOOD, 6) + dusk("M200,74H340V78H60V74Z", 0.2)
    vine = cord("M72,72Q120,48 168,72T264,72T332,70", MOSS, 7)
    places = ((112, 90, 20), (208, 90, -4), (308, 92, -24))
    leaves = "".join(moved(motifs.pepper_sprig_leaf(), x, y, a, 1.15) for x, y, a in places)
    lengths = ((x, 7 + sketch.dice.randrange(4)) for x in (84, 148, 180, 262))
    spikes = "".join(moved(motifs.pepper_spike(n), x, 88, sketch.wobble(5), 1.5) for x, n in lengths)
    bowl = path("M128,262Q136,318 178,322H226Q268,318 276,262Z", "#8a5a3c")
    bowl += dusk("M222,262Q236,306 196,322H226Q268,318 276,262Z", 0.22)
    spots = [(202 + sketch.wobble(60), 262 + sketch.wobble(11)) for _ in range(15)]
    corns = oval(202, 262, 74, 20, "#2f2a26") + beads(spots, "#5b4c40", 12)
    return rail + spikes + leaves + vine + contact(204, 322, 62) + bowl + corns + name_card(sketch)


def mushrooms(sketch: Sketch) -> str:
    """Fresh mushrooms."""
    spots = ((150, 250, -8, 1.4), (254, 254, 8, 1.25), (200, 282, 0, 1.5))
    return on_tray(
        sketch,
        "".join(
            moved(motifs.mushroom(COCOA if i % 2 else "#a9754e"), x, y, a + sketch.wobble(5), s)
            for i, (x, y, a, s) in enumerate(spots)
        ),
    )


def fresh_garlic(sketch: Sketch) -> str:
    """Heads of garlic."""
    spots = ((142, 276, -10, 1.3), (256, 276, 10, 1.3), (198, 240, 0, 1.3), (200, 298, 4, 1.2))
    return on_tray(sketch, "".join(moved(motifs.garlic(), x, y, a + sketch.wobble(5), s) for x, y, a, s in spots))


def fresh_roots(sketch: Sketch) -> str:
    """Turmeric or ginger, freshly dug."""
    spots = ((166, 194, -14), (236, 232, 10), (152, 256, 4))
    return on_tray(sketch, "".join(moved(motifs.root("#cf9a45"), x, y, a + sketch.wobble(8), 1.2) for x, y, a in spots))


def bonsai(sketch: Sketch) -> str:
    """A shaped tree in a pot."""
    p = sketch.palette
    pot = path("M116,270H284L264,326H136Z", p.main) + rect(104, 258, 192, 20, p.light, 6)
    shade = dusk("M222,258H290Q296,258 296,266V278H284L264,326H214Z", 0.22)
    branches = "M200,262C176,226 236,206 206,166Q190,142 214,112M208,180Q248,172 262,152M200,222Q164,214 142,190"
    clouds = ((212, 114, 66, LEAF), (276, 160, 50, MOSS), (132, 194, 54, LEAF))
    crowns = "".join(moved(_cloud(fill), x, y, 0, wide / 50) for x, y, wide, fill in clouds)
    return contact(204, 326, 82) + cord(branches, WOOD, 17) + crowns + pot + shade + moved(name_card(sketch), 0, 4)


def _cloud(fill: str) -> str:
    low = "M-50,0Q0,16 50,0C50,-17 38,-29 22,-34Q28,-6 -50,0Z"
    return path("M-50,0C-50,-50 50,-50 50,0Q0,16 -50,0Z", fill) + dusk(low)


def potted_flower(sketch: Sketch) -> str:
    """A flowering plant in a clay pot."""
    pot = path("M132,244H268L250,326H150Z", "#c07048") + rect(122, 230, 156, 24, "#d08458", 6)
    pot += dusk("M216,230H272Q278,230 278,238V254H266L250,326H208Z") + shine("M146,254H156L166,326H156Z", 0.16)
    stems = cord("M200,234Q190,170 152,132M200,234Q204,150 204,106M200,234Q214,176 254,146", MOSS, 6)
    green = motifs.tuft(200, 236, 104, (-165, -140, -40, -15), LEAF, 0.4) + stems
    petal = sketch.dice.choice((CHERRY, "#d9789a", SUN, "#8d6cab"))
    blooms = "".join(motifs.flower(x, y, 26, petal, "#fdf0d0") for x, y in ((152, 126), (204, 92), (256, 140)))
    return contact(204, 326, 62) + green + blooms + pot + name_card(sketch)


def woven_basket(sketch: Sketch) -> str:
    """A basket with a handle; also what stands in for goods of no known kind."""
    handle = cord("M104,196C104,70 300,70 300,196", "#a97f42", 14)
    body = path("M78,190H326L296,312Q292,326 278,326H126Q112,326 108,312Z", "#d9b36c")
    rows = "".join(rect(88 + 7 * r, 212 + 26 * r, 228 - 14 * r, 9, "#b98f4b", 4) for r in range(4))
    staves = cord("M128,200L144,322M166,200L174,322M204,200V322M242,200L234,322M280,200L262,322", "#c79f58", 6)
    rim = rect(70, 180, 264, 22, WOOD, 11)
    shade = dusk("M240,180H324Q334,180 334,191T324,202H323L296,312Q292,326 278,326H226Q246,260 240,180Z")
    return contact(206, 326, 106) + handle + body + staves + rows + rim + shade + name_card(sketch)
