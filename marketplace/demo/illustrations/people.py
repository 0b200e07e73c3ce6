"""People of the market as simple flat figures: nobody in particular."""

from __future__ import annotations

from random import Random

from marketplace.demo.illustrations.palettes import CHERRY, EVERY, INK, PAPER, ROSE
from marketplace.demo.illustrations.svg import cord, disc, document, dusk, moved, oval, path, rect

SKIN = ("#e8b98c", "#d9a273", "#c98d5f", "#efc79c")
HAIR = ("#2a211c", "#3a2a22", "#1c1a1a", "#8d8880")


def draw_portrait(seed: int) -> str:
    """A maker's portrait, 400 × 400: a friendly flat figure under a palm-leaf hat."""
    dice = Random(f"portrait:{seed}")
    palette = dice.choice(EVERY)
    backdrop = rect(0, 0, 400, 400, palette.wall) + disc(200, 200, 158, palette.halo)
    return document(backdrop + bust(dice, palette.main, palette.accent), 400, 400)


def bust(dice: Random, cloth: str, trim: str) -> str:
    """Head and shoulders in a 400 × 400 frame."""
    skin, hair, long = dice.choice(SKIN), dice.choice(HAIR), dice.random() < 0.5
    back = path("M130,176C112,290 124,334 140,356H260C276,334 288,290 270,176Z", hair) if long else ""
    sides = "" if long else path("M130,176Q126,228 140,246L150,190ZM270,176Q274,228 260,246L250,190Z", hair)
    smile = dice.choice(("M176,266Q200,286 224,266", "M180,268Q200,280 220,268", "M172,262Q200,294 228,262Z"))
    mouth = path(smile, PAPER) + cord(smile, "#8c2f2a", 5) if smile.endswith("Z") else cord(smile, "#8c2f2a", 5)
    strap = cord("M135,176C136,262 168,304 200,305C232,304 264,262 265,176", trim, 6)
    scarf = _scarf(trim) if dice.random() < 0.35 else ""
    return (
        back + _shoulders(cloth, trim) + _neck(skin) + scarf + sides + strap + _face(skin, hair, dice) + mouth + _hat()
    )


def _scarf(trim: str) -> str:
    wrap = path("M150,306Q200,340 250,306L266,330Q200,376 134,330Z", trim) + path("M150,338L196,350L184,400H140Z", trim)
    checks = cord("M158,322l10,22M184,332l4,24M214,334l-2,24M240,322l-8,22M150,366h36M146,386h34", PAPER, 4)
    return wrap + checks + dusk("M214,330Q234,324 250,306L266,330Q244,348 214,354Z", 0.16)


def _shoulders(cloth: str, trim: str) -> str:
    shape = path("M40,400C44,340 100,322 164,312H236C300,322 356,340 360,400Z", cloth)
    collar = cord("M166,312Q200,352 234,312M200,336V400", trim, 7)
    return shape + dusk("M236,312C300,322 356,340 360,400H262Q280,350 236,312Z", 0.18) + collar


def _neck(skin: str) -> str:
    return path("M172,270H228V312Q200,344 172,312Z", skin) + dusk("M172,288Q206,312 228,286V312Q200,344 172,312Z", 0.18)


def _face(skin: str, hair: str, dice: Random) -> str:
    head = path("M136,178C134,258 168,298 200,298C232,298 266,258 264,178Z", skin)
    fringe = dice.choice(
        ("M134,176H266V206Q236,196 216,186Q176,210 134,216Z", "M134,176H266V212Q230,190 200,189Q170,190 134,212Z")
    )
    shade = dusk("M264,178C266,258 232,298 206,298C246,270 246,220 240,178Z", 0.12) + path(fringe, hair)
    cheeks = (oval(162, 252, 12, 8, ROSE) + oval(238, 252, 12, 8, ROSE)).replace("/>", ' fill-opacity=".55"/>')
    nose = dusk("M200,232Q209,250 196,252Q206,256 210,248Q208,240 200,232Z", 0.22)
    return head + shade + cheeks + nose + _eyes(dice)


def _eyes(dice: Random) -> str:
    calm = disc(174, 230, 6, INK) + disc(226, 230, 6, INK)
    merry = cord("M164,232Q174,221 184,232M216,232Q226,221 236,232", INK, 5)
    rims = "M152,230a22,20 0 1 0 44,0a22,20 0 1 0 -44,0M204,230a22,20 0 1 0 44,0a22,20 0 1 0 -44,0M196,228h8"
    glasses = cord(rims, INK, 4) if dice.random() < 0.22 else ""
    return (calm if dice.random() < 0.6 else merry) + glasses


def _hat() -> str:
    cone = path("M200,22L342,172Q200,212 58,172Z", "#ead7a4") + dusk("M200,22L342,172Q292,186 240,190Z")
    arcs = ((28, 52, 6), (56, 82, 12), (84, 112, 19), (113, 143, 26))
    rings = cord("".join(f"M{200 - w},{y}Q200,{y + d} {200 + w},{y}" for w, y, d in arcs), "#cbb072", 3.5)
    return cone + rings + cord("M58,172Q200,212 342,172", "#b8964e", 7)


def standing_person(dice: Random, cloth: str, trim: str) -> str:
    """A person of the market at a distance, about 110 wide and 260 tall, feet on 0,0."""
    skin = dice.choice(SKIN)
    legs = path("M-24,-92H24L20,-4H4L0,-70L-4,-4H-20Z", "#3a433c") + path("M-24,-4H-2V4H-28ZM2,-4H24L28,4H2Z", CHERRY)
    body = path("M-20,-178Q0,-184 20,-178Q34,-172 33,-148L34,-80Q0,-74 -34,-80L-33,-148Q-34,-172 -20,-178Z", cloth)
    shade = dusk("M8,-181Q34,-176 33,-148L34,-80Q22,-77 10,-77Q20,-130 8,-181Z", 0.14) + cord(
        "M-10,-178L0,-164L10,-178", trim, 4
    )
    pose = dice.choice((("M-27,-164Q-44,-128 -36,-98", -36, -92), ("M-27,-164Q-40,-120 -18,-106", -14, -104)))
    near = dice.choice((("M27,-164Q44,-128 38,-98", 38, -92), ("M27,-164Q62,-164 60,-204", 60, -212)))
    arms = "".join(disc(x, y, 8, skin) + cord(d, cloth, 15) for d, x, y in (pose, near))
    return legs + arms + body + shade + _small_head(dice, skin)


def _small_head(dice: Random, skin: str) -> str:
    hair = dice.choice(HAIR)
    head = rect(-7, -190, 14, 18, skin) + path("M-21,-218C-22,-188 -10,-181 0,-181C10,-181 22,-188 21,-218Z", skin)
    hat = path("M0,-262L52,-214Q0,-198 -52,-214Z", "#ead7a4") + dusk("M0,-262L52,-214Q34,-208 16,-206Z")
    mop = path("M-24,-200C-30,-240 -12,-246 0,-246C14,-246 30,-240 24,-200Q20,-222 0,-222Q-18,-222 -24,-200Z", hair)
    crown = disc(0, -218, 21, skin) + mop if dice.random() < 0.3 else hat
    return (
        head
        + crown
        + disc(-8, -203, 2.2, INK)
        + disc(8, -203, 2.2, INK)
        + cord("M-6,-193Q0,-188 6,-193", "#8c2f2a", 2.2)
    )


def small_crowd(dice: Random, places: tuple[tuple[float, float, float], ...]) -> str:
    """Several people, each at x, y and scale."""
    marks = []
    for x, y, scale in places:
        palette = dice.choice(EVERY)
        marks.append(moved(standing_person(dice, palette.main, palette.accent), x, y, 0, scale))
    return "".join(marks)
