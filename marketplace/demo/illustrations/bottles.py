"""Bottles: sauce, oil, spirits, and what washes."""

from __future__ import annotations

from marketplace.demo.illustrations import motifs
from marketplace.demo.illustrations.palettes import (
    AMBER,
    CHERRY,
    COCOA,
    KRAFT,
    LEAF,
    MILK,
    MOSS,
    PAPER,
    SPROUT,
    WHITE,
)
from marketplace.demo.illustrations.stage import Sketch, contact, sticker
from marketplace.demo.illustrations.svg import (
    ball,
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

TALL = "M0,76L20,76L20,124C20,156 58,160 58,200L58,320Q58,340 40,340L0,340"
CAP = "M0,44L20,44Q25,44 25,50L25,92L0,92"


def bottle(sketch: Sketch, fluid: str, cap: str, motif: str, x: float = 176) -> str:
    """A tall bottle with a screw cap and a long label."""
    body = turned(TALL, x, fluid) + turned_dusk(TALL, x, 0.4, 0.2)
    gleam = shine(f"M{x - 50},200Q{x - 48},180 {x - 30},166L{x - 24},172Q{x - 40},186 {x - 41},202V322H{x - 50}Z", 0.3)
    neck = turned(CAP, x, cap) + rect(x - 25, 82, 50, 10, sketch.palette.light) + turned_dusk(CAP, x, 0.4, 0.22)
    label = sticker(sketch, x, 254, 116, 134, motif) + dusk(
        f"M{x + 24},187H{x + 51}Q{x + 58},187 {x + 58},194V314Q{x + 58},321 {x + 51},321H{x + 24}Z", 0.08
    )
    return contact(x + 8, 339, 58) + moved(body + gleam + label + neck, -x * 0.05, -17, 0, 1.05)


def fish_sauce_bottle(sketch: Sketch) -> str:
    """Fish sauce: tall and amber, a dish with chilli beside it."""
    motif = motifs.tea_sprig() if "chay" in sketch.label else moved(motifs.fish(), -2, 0, 0, 0.72)
    dish = motifs.dish(304, 318, "#8f4a14") + "".join(
        disc(x, y, 4.5, CHERRY) for x, y in ((286, 317), (304, 321), (322, 317))
    )
    return bottle(sketch, "#a3551a", sketch.palette.main, motif) + contact(308, 346, 34) + dish


def oil_bottle(sketch: Sketch) -> str:
    """Pressed oil, golden, with what it was pressed from."""
    sesame = "mè" in sketch.label.casefold()
    front = (
        motifs.heap(304, 348, 52, "#e4d2a4")
        if sesame
        else motifs.peanut(292, 332, -18 + sketch.wobble(9)) + motifs.peanut(324, 350, 20)
    )
    seeds = (
        "".join(
            oval(x, y, 5, 3.5, c)
            for x, y, c in (
                (284, 338, COCOA),
                (304, 326, MILK),
                (322, 340, COCOA),
                (300, 346, MILK),
                (338, 352, COCOA),
                (270, 352, MILK),
            )
        )
        if sesame
        else ""
    )
    motif = motifs.drop("#dca02c")
    return bottle(sketch, "#e3aa38", sketch.palette.main, motif) + contact(308, 354, 50) + front + seeds


def honey_bottle(sketch: Sketch) -> str:
    """Forest honey in a bottle, a piece of comb beside it."""
    cells = ((0, 0), (34, 0), (17, 29), (51, 29), (-17, 29), (34, 58), (0, 58))
    hexagon = "M0,-19L16.5,-9.5V9.5L0,19L-16.5,9.5V-9.5Z"
    comb = "".join(moved(path(hexagon, "#f0bb4d" if i % 3 else "#d98a04"), x, y) for i, (x, y) in enumerate(cells))
    comb = moved(path("M-38,-22H72V80H-38Z", "#c77d0a") + comb + dusk("M36,-22H72V80H36Z", 0.12), 292, 270)
    return bottle(sketch, "#c77412", sketch.palette.main, motifs.bee()) + contact(312, 350, 58) + comb


def spirit_bottle(sketch: Sketch) -> str:
    """Village rice spirit: a stoneware bottle stopped with cloth, a small cup."""
    clay = sketch.dice.choice(("#f1ede2", "#8a5a3c", "#d8cbb0"))
    profile = "M0,92L16,92L18,132C24,156 76,166 76,226L76,300Q76,340 44,340L0,340"
    body = (
        turned(profile, 182, clay)
        + turned_dusk(profile, 182, 0.45, 0.2)
        + shine("M118,220Q122,190 146,176L152,184Q134,198 132,222V300H118Z", 0.35)
    )
    stop = (
        path("M160,94C150,60 160,52 182,52C204,52 214,60 204,94Z", sketch.palette.main)
        + dusk("M190,52C206,54 214,62 204,94H190Z", 0.2)
        + rect(158, 88, 48, 11, KRAFT, 5)
    )
    glass = path("M-24,-34H24L18,0H-18Z", "#f1ede2") + dusk("M4,-34H24L18,0H6Z") + oval(0, -34, 24, 6, "#dfe8e2")
    return (
        contact(190, 339, 74)
        + body
        + stop
        + sticker(sketch, 182, 252, 122, 124, motifs.rice_ear())
        + contact(300, 348, 22)
        + moved(glass, 296, 350, 0, 1.25)
    )


def wine_bottle(sketch: Sketch) -> str:
    """Rose-myrtle wine with its berries."""
    berries = "".join(ball(x, y, 15, "#5b2a52") for x, y in ((284, 342), (314, 346), (300, 322), (334, 328)))
    sprig = motifs.tuft(312, 318, 46, (-120, -60, -15), LEAF) + berries + motifs.flower(352, 344, 11, "#e79ab0")
    motif = motifs.flower(0, 0, 17, "#d9789a")
    return bottle(sketch, "#6e2347", sketch.palette.main, motif) + contact(314, 356, 48) + sprig


def cleaner_bottle(sketch: Sketch) -> str:
    """Floor cleaner: a squat bottle with a handle, lemongrass beside it."""
    p = sketch.palette
    shape = "M134,108H190Q266,122 266,196V318Q266,340 244,340H106Q84,340 84,318V190Q84,138 134,108Z"
    body = path(shape, p.light) + dusk(
        "M190,108Q266,122 266,196V318Q266,340 244,340H206Q228,328 228,296V196Q226,130 190,108Z"
    )
    hole = path("M202,152Q232,162 236,204V232Q210,228 206,196Z", p.halo)
    cap = (
        rect(136, 62, 52, 50, p.accent, 8)
        + dusk("M166,62H180Q188,62 188,70V112H166Z")
        + rect(130, 100, 64, 14, p.main, 4)
    )
    label = sticker(sketch, 156, 266, 124, 122, motifs.drop("#7fb069"))
    return contact(184, 339, 94) + body + hole + cap + label + _lemongrass(sketch)


def shampoo_bottle(sketch: Sketch) -> str:
    """Herbal shampoo with a pump and leaves."""
    p = sketch.palette
    profile = "M0,136L54,136Q78,136 78,162L78,320Q78,340 58,340L0,340"
    pump = (
        rect(173, 84, 14, 40, "#d8d5cb")
        + path("M136,72Q136,62 148,62H192Q202,62 202,74V90H176V80H150L140,92Q132,84 136,72Z", WHITE)
        + rect(154, 112, 52, 28, p.accent, 6)
    )
    body = (
        turned(profile, 180, p.main) + turned_dusk(profile, 180) + shine("M112,164Q112,150 124,148H132V326H112Z", 0.2)
    )
    shade = dusk("M184,112H200Q206,112 206,118V136H184ZM180,62H192Q202,62 202,74V90H186V112H180Z", 0.12)
    front = motifs.tuft(296, 350, 66, (-150, -112, -72, -28), LEAF) + motifs.flower(300, 338, 11, WHITE)
    return (
        contact(190, 339, 80)
        + pump
        + body
        + shade
        + sticker(sketch, 178, 248, 126, 132, motifs.tea_sprig())
        + contact(300, 352, 44)
        + front
    )


def essential_oil_bottle(sketch: Sketch) -> str:
    """A small amber bottle of essential oil with a dropper."""
    profile = "M0,140L30,140L30,160C70,166 76,180 76,200L76,314Q76,340 50,340L0,340"
    rubber = "M0,62Q22,62 22,84L22,104L32,104L32,146L0,146"
    glass = (
        turned(profile, 178, AMBER)
        + turned_dusk(profile, 178, 0.45, 0.22)
        + shine("M112,206Q112,184 132,178L138,186Q124,192 124,210V316H112Z")
    )
    cap = (
        turned(rubber, 178, sketch.palette.main)
        + rect(146, 104, 64, 42, sketch.palette.light, 4)
        + turned_dusk(rubber, 178, 0.4, 0.2)
    )
    grass = "sả" in sketch.label.casefold()
    sprig = (
        _lemongrass(sketch)
        if grass
        else motifs.tuft(300, 350, 70, (-165, -130, -95, -62, -30), LEAF, 0.26) + motifs.flower(304, 330, 9, WHITE)
    )
    return (
        contact(188, 339, 78)
        + glass
        + sticker(sketch, 178, 258, 132, 122, motifs.drop("#dca02c"))
        + cap
        + contact(306, 352, 44)
        + sprig
    )


def _lemongrass(sketch: Sketch) -> str:
    stalks = "".join(
        moved(
            path("M-10,0L-6,-90L-20,-190L0,-96L16,-176L8,-88L10,0Q0,8 -10,0Z", SPROUT)
            + path("M-10,0L-7,-60Q0,-52 7,-60L10,0Q0,8 -10,0Z", PAPER)
            + dusk("M2,4L2,-90L16,-176L8,-88L10,0Z"),
            x,
            346,
            a + sketch.wobble(4),
        )
        for x, a in ((292, -10), (314, 2), (334, 14))
    )
    return contact(314, 350, 34) + stalks + rect(280, 296, 68, 13, MOSS, 6)
