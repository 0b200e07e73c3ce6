"""Booth covers: a strip of the province with the booth's stall in it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from marketplace.demo.illustrations import landscapes as land
from marketplace.demo.illustrations.palettes import EVERY, PAPER, SAND
from marketplace.demo.illustrations.people import small_crowd
from marketplace.demo.illustrations.stalls import stall
from marketplace.demo.illustrations.svg import cord, disc, document, dusk, moved, path, rect

SKIES = (("#d7e8ea", "#f6dc9a"), ("#e2edf0", "#f3cd78"), ("#f3e6d3", "#f0bb4d"), ("#dcebe0", "#f6dc9a"))


def draw_booth_cover(*, name: str, seed: int, theme: str) -> str:
    """A wide cover (1200 × 400) with a landscape of the province; an unknown theme takes one by the seed.

    What matters stands in the middle 600, so that a narrow screen may cut both sides.
    """
    dice = Random(f"cover:{seed}")
    scene, goods = SCENES.get(theme) or dice.choice(tuple(SCENES.values()))
    palette = dice.choice(EVERY)
    sky, glow = dice.choice(SKIES)
    sun = 180 + dice.randrange(300)
    backdrop = rect(0, 0, 1200, 400, sky) + disc(sun, 118, 74, PAPER) + disc(sun, 118, 54, glow)
    shop = moved(stall(palette, name, dice, goods), 760, 366, 0, 1.02)
    people = small_crowd(dice, ((574, 376, 0.8),))
    return document(backdrop + scene(dice) + shop + people, 1200, 400)


def dunes(dice: Random) -> str:
    """White dunes before the sea."""
    sea = rect(0, 214, 1200, 90, "#7fb4c4") + cord("M80,240h90M320,256h120M620,236h80M900,250h140", "#bcd9e2", 5)
    far = path("M0,290Q180,196 380,272T760,262T1200,236V400H0Z", "#eadbb8") + dusk(
        "M380,272Q570,350 760,262Q640,330 520,400H300Q420,330 380,272Z", 0.08
    )
    near = path("M0,360Q300,276 640,344T1200,318V400H0Z", SAND)
    palms = moved(land.palm(), 150 + dice.randrange(60), 336, 0, 1.15) + moved(land.palm(), 300, 346, 0, 0.9)
    return sea + moved(land.boat(), 470, 244, 0, 0.7) + far + palms + near


def pepper_garden(dice: Random) -> str:
    """Rows of pepper poles on red basalt earth."""
    earth = path("M0,286Q600,262 1200,290V400H0Z", "#c98a5a") + path("M0,346Q600,324 1200,350V400H0Z", "#b87748")
    back = "".join(moved(land.pepper_pole(), 40 + 94 * i, 296, 0, 0.72) for i in range(13))
    front = "".join(moved(land.pepper_pole(), x, 362, 0, 1.2) for x in (70, 210, 350, 1080, 1180))
    return land.hills(0, 1200, 300, dice.randrange(4), 1.3) + earth + back + front


def coffee_hills(dice: Random) -> str:
    """The coffee hills of Khe Sanh with a house on stilts."""
    slope = path("M0,270Q340,230 620,286T1200,262V400H0Z", "#5f9a6c") + path(
        "M0,340Q420,300 1200,348V400H0Z", "#8fb36a"
    )
    rows = "".join(moved(land.coffee_bush(), 30 + 104 * i, 312 + i % 2 * 10, 0, 0.62) for i in range(12))
    front = "".join(moved(land.coffee_bush(), x, 372, 0, 1.15) for x in (60, 190, 1090, 1190))
    house = moved(land.stilt_house(), 330 + dice.randrange(50), 312, 0, 1.35)
    return land.hills(0, 1200, 330, dice.randrange(4), 2.2) + slope + rows + house + front


def river_bridge(dice: Random) -> str:
    """A truss bridge over a calm river."""
    river = rect(0, 262, 1200, 90, "#8fbccb") + cord("M60,292h120M300,316h140M520,288h70M960,300h150", "#cfe4ea", 5)
    bank = path("M0,346Q500,318 1200,344V400H0Z", "#9dbb74")
    span = moved(land.bridge(), 330, 268, 0, 1.42) + moved(land.boat(), 250 + dice.randrange(60), 324, 0, 0.66)
    palms = moved(land.palm(), 90, 358, 0, 1.1) + moved(land.palm(), 1100, 356, 0, 1.2)
    return land.hills(0, 1200, 270, dice.randrange(4), 0.9) + river + span + bank + palms


def rice_fields(dice: Random) -> str:
    """Rice fields up to the hills."""
    field = land.rice_rows(0, 1200, 256, 400)
    lane = path("M0,356Q600,330 1200,360V400H0Z", "#cdb88a")
    return (
        land.hills(0, 1200, 270, dice.randrange(4), 1.2)
        + field
        + moved(land.palm(), 180, 344, 0, 1.2)
        + moved(land.palm(), 1090, 344, 0, 1)
        + lane
    )


def beach(dice: Random) -> str:
    """The bay of Cửa Tùng: headland, sea, boats."""
    head = path("M0,250V150Q90,110 190,150T400,236V250Z", "#7fb39a") + dusk(
        "M190,150Q300,172 400,236V250H230Q250,200 190,150Z", 0.1
    )
    sea = rect(0, 232, 1200, 110, "#68a7ba") + cord(
        "M440,262h120M90,284h150M560,300h90M940,270h160M300,310h100", "#a9d0da", 5
    )
    foam = path("M0,330Q160,306 340,328T700,322T1200,316V400H0Z", PAPER) + path(
        "M0,344Q160,322 340,342T700,336T1200,330V400H0Z", SAND
    )
    boats = moved(land.boat(), 330 + dice.randrange(80), 272) + moved(land.boat(), 1060, 262, 0, 0.75)
    return head + sea + boats + foam + moved(land.palm(), 110, 362, 0, 1.25)


def limestone(dice: Random) -> str:
    """The towers of Phong Nha over their river."""
    far = moved(land.karst("#a9c6b8"), 620, 300, 0, 1.05) + moved(
        land.karst("#a9c6b8"), 1010 + dice.randrange(40), 300, 0, 0.95
    )
    near = moved(land.karst("#6f9c84"), 260, 304, 0, 1.15)
    river = rect(0, 292, 1200, 60, "#8fbccb") + cord("M80,316h130M380,326h110M930,314h140", "#cfe4ea", 5)
    return far + near + river + moved(land.boat(), 440, 326, 0, 0.6) + path("M0,350Q500,330 1200,348V400H0Z", "#9dbb74")


SCENES: dict[str, tuple[Callable[[Random], str], tuple[str, ...]]] = {
    "dunes": (dunes, ("shallots", "sweet_potato_strips", "peanut_bag")),
    "pepper": (pepper_garden, ("pepper_jar", "oil_bottle", "starch_jar")),
    "coffee": (coffee_hills, ("coffee_bag", "ground_coffee_pouch", "honey_jar")),
    "bridge": (river_bridge, ("rice_sack", "extract_box", "conical_hat")),
    "rice": (rice_fields, ("rice_sack", "noodle_pack", "banh_tet")),
    "beach": (beach, ("fish_sauce_bottle", "shrimp_paste_jar", "dried_shrimp")),
    "karst": (limestone, ("honey_bottle", "mushroom_pouch", "tea_box")),
}

COVER_THEMES: tuple[str, ...] = tuple(SCENES)
