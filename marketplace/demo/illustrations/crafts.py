"""Things made by hand, and a day in the village."""

from __future__ import annotations

from marketplace.demo.illustrations import motifs
from marketplace.demo.illustrations.landscapes import hills, stilt_house
from marketplace.demo.illustrations.lettering import lettering
from marketplace.demo.illustrations.palettes import (
    CHERRY,
    INK,
    KRAFT,
    LEAF,
    MILK,
    MOSS,
    PAPER,
    SPROUT,
    SUN,
    WOOD,
    YOLK,
)
from marketplace.demo.illustrations.produce import on_tray
from marketplace.demo.illustrations.stage import Sketch, contact, name_card
from marketplace.demo.illustrations.svg import cord, disc, dusk, moved, oval, path, rect


def conical_hat(sketch: Sketch) -> str:
    """A palm-leaf hat with its ribbon."""
    cone = path("M200,68L350,262Q200,322 50,262Z", "#ead7a4") + dusk("M200,68L350,262Q300,284 244,290Z")
    arcs = ((20, 94, 8), (40, 120, 16), (60, 146, 24), (80, 172, 32), (100, 198, 40), (120, 224, 48), (138, 247, 55))
    rings = cord("".join(f"M{200 - w},{y}Q200,{y + d} {200 + w},{y}" for w, y, d in arcs), "#cbb072", 3.5)
    brim = cord("M50,262Q200,322 350,262", "#b8964e", 7)
    ribbon = cord("M112,278Q130,352 200,354T288,278", sketch.palette.main, 9)
    bow = motifs.tuft(112, 290, 40, (70, 112), sketch.palette.main, 0.36)
    return contact(206, 318, 138) + ribbon + cone + rings + brim + bow + moved(name_card(sketch), 0, 6)


def brocade(sketch: Sketch) -> str:
    """Folded brocade, its woven bands showing."""
    p = sketch.palette
    folds = "".join(
        rect(70, y, 262, 40, c, 18) + dusk(f"M70,{y + 24}H332Q330,{y + 40} 314,{y + 40}H88Q72,{y + 40} 70,{y + 24}Z")
        for y, c in ((278, INK), (238, p.main), (198, "#7d1813"))
    )
    cloth = path("M104,112H304Q326,112 326,134V198H82V134Q82,112 104,112Z", INK) + path("M120,112H262V302H120Z", CHERRY)
    diamonds = "".join(
        path(f"M191,{y}L221,{y + 24}L191,{y + 48}L161,{y + 24}Z", YOLK)
        + path(f"M191,{y + 12}L206,{y + 24}L191,{y + 36}L176,{y + 24}Z", MOSS)
        for y in (134, 184, 234)
    )
    zigzag = cord(
        "M130,122l10,12l-10,12l10,12l-10,12l10,12l-10,12l10,12l-10,12l10,12l-10,12l10,12l-10,12l10,12l-10,12M252,122l-10,12l10,12l-10,12l10,12l-10,12l10,12l-10,12l10,12l-10,12l10,12l-10,12l10,12l-10,12l10,12",
        MILK,
        4,
    )
    fringe = cord(
        "M126,302v14M142,302v14M158,302v14M174,302v14M190,302v14M206,302v14M222,302v14M238,302v14M254,302v14",
        YOLK,
        4,
    )
    return (
        contact(206, 322, 130)
        + folds
        + cloth
        + diamonds
        + zigzag
        + fringe
        + dusk("M262,112H304Q326,112 326,134V198H262Z", 0.2)
        + name_card(sketch, y=362)
    )


def chopsticks(sketch: Sketch) -> str:
    """Wooden chopsticks standing in a bamboo cup."""
    p, shades = sketch.palette, ("#9a6b3f", "#b98552", "#7d522c")
    stick = path("M-5,0L-7,-224Q0,-232 7,-224L5,0Z", "{}") + rect(-7, -224, 14, 24, p.main, 4)
    turns = [(i, -17 + 4.9 * i + sketch.wobble(1)) for i in range(8)]
    bundle = "".join(moved(stick.replace("{}", shades[i % 3]), 178 + i * 7, 300, a) for i, a in turns)
    cup = rect(146, 190, 114, 132, "#d9b36c", 8) + rect(142, 182, 122, 16, "#e8cb90", 8)
    band = rect(146, 236, 114, 40, PAPER) + rect(146, 248, 114, 16, p.accent)
    shade = dusk("M218,182H256Q264,182 264,190T260,198V314Q260,322 252,322H218Z")
    return contact(206, 322, 64) + bundle + cup + band + shade + name_card(sketch, y=362)


def sedge_mat(sketch: Sketch) -> str:
    """A sedge mat, half rolled."""
    edge, inner = sketch.dice.choice(((CHERRY, "#c9564a"), (MOSS, LEAF)))
    sheet = (
        path("M92,96H282L346,316H104Z", "#e5cf94")
        + path("M92,96H112L132,316H104ZM262,96H282L346,316H318Z", edge)
        + path("M134,96H146L170,316H156ZM228,96H240L292,316H278Z", inner)
    )
    ribs = cord("M93,132H292M95,168H303M97,204H313M99,240H324M101,276H334", "#cdb272", 3)
    roll = (
        rect(72, 70, 226, 54, "#d9bd78", 27)
        + path("M98,70H118V124H98ZM252,70H272V124H252Z", edge)
        + dusk("M72,102H298Q294,124 271,124H99Q76,124 72,102Z")
        + oval(290, 97, 13, 27, "#b8964e")
        + oval(290, 97, 6, 14, "#e5cf94")
    )
    return contact(222, 318, 122) + sheet + ribs + roll + name_card(sketch, y=358)


def rice_picture(sketch: Sketch) -> str:
    """A framed picture laid from grains of rice."""
    frame = rect(74, 60, 260, 252, WOOD, 6) + rect(96, 82, 216, 208, "#f6edd6")
    frame += dusk("M204,60H328Q334,60 334,66V306Q334,312 328,312H204V290H312V82H204Z", 0.2)
    land = disc(258, 128, 22, "#d9a441") + path("M96,222Q150,168 204,214T312,200V290H96Z", "#c9a46a")
    land += path("M96,248Q170,222 312,250V290H96Z", "#8a6a3f")
    stalks = cord("M170,282Q172,240 166,204M236,284Q240,262 246,246", "#5e4a2a", 5)
    lotus = motifs.tuft(166, 212, 52, (-148, -119, -90, -61, -32), "#e9d7ae", 0.5)
    bud = motifs.leaf(246, 250, 34, -84, "#e9d7ae")
    grains = "".join(_grains(sketch, colour) for colour in ("#fffaf0", "#6e5433", "#e0c48c"))
    return contact(210, 314, 132) + frame + land + grains + stalks + lotus + bud + name_card(sketch, y=356)


def _grains(sketch: Sketch, colour: str) -> str:
    spots = [(108 + sketch.dice.randrange(190), 216 + sketch.dice.randrange(66)) for _ in range(16)]
    return cord("".join(f"M{x},{y}l6,{x % 7 - 3}" for x, y in spots), colour, 4)


def soap(sketch: Sketch) -> str:
    """Bars of herbal soap, stacked, with leaves."""
    p = sketch.palette
    bar = (
        rect(-70, -26, 140, 52, "#cfe0ac", 14)
        + dusk("M-70,8H70V12Q70,26 56,26H-56Q-70,26 -70,12Z")
        + oval(0, -4, 44, 14, "#e4efc6")
    )
    other = (
        rect(-70, -26, 140, 52, "#ecd0b0", 14)
        + dusk("M-70,8H70V12Q70,26 56,26H-56Q-70,26 -70,12Z")
        + rect(-26, -26, 52, 52, p.main)
        + dusk("M-26,8H26V26H-26Z")
    )
    foam = "".join(
        disc(x, y, r, "#ffffff") + disc(x - r * 0.3, y - r * 0.3, r * 0.3, p.halo)
        for x, y, r in ((300, 250, 15), (318, 272, 11), (290, 282, 9))
    )
    leaves = motifs.tuft(214, 168, 52, (-150, -100, -40), LEAF)
    return on_tray(sketch, leaves + moved(bar, 196, 190, sketch.wobble(4)) + moved(other, 188, 242, 0, 1.08) + foam)


def carved_wood(sketch: Sketch) -> str:
    """A turned wooden bowl and spoon."""
    bowl = path("M76,190H316C312,266 268,318 226,322H166C124,318 80,266 76,190Z", WOOD) + dusk(
        "M240,190H316C312,266 268,318 226,322H190C240,290 246,240 240,190Z"
    )
    rings = cord("M92,240Q196,262 300,240M118,282Q196,298 274,282", "#7d522c", 4)
    hollow = oval(196, 190, 120, 34, "#b98552") + oval(196, 194, 106, 26, "#7d522c")
    spoon = cord("M220,196L332,78", KRAFT, 13) + oval(206, 200, 32, 14, KRAFT)
    return contact(202, 322, 90) + bowl + rings + hollow + spoon + name_card(sketch, y=360)


def village_stay(sketch: Sketch) -> str:
    """Community tourism: a picture postcard of the village, with its ticket."""
    card = rect(58, 52, 284, 226, PAPER, 8) + rect(72, 66, 256, 174, "#cfe4ea") + disc(278, 104, 22, YOLK)
    land = (
        hills(72, 328, 240, sketch.dice.randrange(4))
        + moved(stilt_house(), 170, 222, 0, 0.9)
        + path("M72,226Q200,208 328,228V240H72Z", SPROUT)
    )
    strip = sketch.palette.main
    ticket = (
        path("M76,282H332V308A12,12 0 0 0 332,332V358H76V332A12,12 0 0 0 76,308Z", strip)
        + cord("M282,290V350", PAPER, 3)
        + dusk("M76,340H332V358H76Z")
    )
    words = lettering(sketch.label, 178, 320, 188, 60, 27, PAPER) if sketch.label else ""
    stub = motifs.leaf(296, 328, 30, -45, YOLK)
    behind = contact(208, 360, 140) + moved(
        card + land + dusk("M58,262H342V270Q342,278 334,278H66Q58,278 58,270Z", 0.08), 0, -14, 0
    )
    return behind + ticket + words + stub


def lacquer_tray(sketch: Sketch) -> str:
    """Hand-made goods of many kinds on a tray: a small vase, a fan, a doll of cloth."""
    vase = (
        path(
            "M104,144H140Q132,170 152,192Q168,226 146,262H98Q76,226 92,192Q112,170 104,144Z",
            sketch.palette.main,
        )
        + dusk("M124,144H140Q132,170 152,192Q168,226 146,262H118Q146,206 124,144Z")
        + cord("M86,214H160", YOLK, 5)
    )
    fan = (
        path("M238,266L168,190A92,92 0 0 1 308,190Z", "#ecd0b0")
        + dusk("M238,266L256,172A92,92 0 0 1 308,190Z", 0.12)
        + cord("M238,266L186,180M238,266L212,172M238,266L238,170M238,266L264,172M238,266L290,180", CHERRY, 3.5)
    )
    reeds = motifs.tuft(122, 150, 70, (-120, -90, -60), SUN, 0.2)
    return on_tray(sketch, reeds + vase + fan + disc(238, 266, 9, WOOD))
