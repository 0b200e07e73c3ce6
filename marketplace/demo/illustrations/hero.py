"""The first page's picture: a morning market between hills and sea, one stall being shown live."""

from __future__ import annotations

from random import Random

from marketplace.demo.illustrations import landscapes as land
from marketplace.demo.illustrations.palettes import LEAFY, MARINE, PAPER, RIPE, SAND, SUNNY, YOLK, Palette
from marketplace.demo.illustrations.people import standing_person
from marketplace.demo.illustrations.stalls import stall
from marketplace.demo.illustrations.svg import cord, disc, document, dusk, moved, path, rect

SIGNS = {
    "vi": ("Cà phê Khe Sanh", "Gian Hàng", "Hương vị biển"),
    "en": ("Khe Sanh coffee", "Gian Hàng", "From the sea"),
}
COFFEE_GOODS = ("coffee_bag", "ground_coffee_pouch", "honey_jar")
MIXED_GOODS = ("gift_hamper", "tea_box", "pepper_jar")
SEA_GOODS = ("fish_sauce_bottle", "dried_shrimp", "shrimp_paste_jar")


def draw_hero(language: str, *, narrow: bool = False) -> str:
    """The wide picture (1200 × 520), or its crop for a phone (720 × 480), with signs in Vietnamese or English."""
    dice = Random("hero")
    signs = SIGNS["en" if language.startswith("en") else "vi"]
    if narrow:
        return document(moved(_land(), -300, -40) + _phone_front(dice, signs), 720, 480)
    return document(_land() + _wide_front(dice, signs), 1200, 520)


def _land() -> str:
    sky = rect(0, 0, 1200, 520, "#e3eeee") + disc(640, 168, 118, "#fbf1da") + disc(640, 168, 86, YOLK)
    puff = path("M8,26a26,26 0 0 1 46,-16a34,34 0 0 1 62,10a22,22 0 0 1 26,20H0a12,12 0 0 1 8,-14Z", PAPER)
    clouds = moved(puff, 112, 86) + moved(puff, 892, 62, 0, 0.94)
    ranges = moved(land.karst("#b9d3c8"), 160, 300, 0, 0.9) + land.hills(0, 900, 304, 1, 1.5, 0)
    sea = path("M600,304Q800,262 1200,256V360H600Z", "#8fc0ce") + cord(
        "M860,288h80M1000,306h120M820,318h70M1120,276h60", "#c6e0e7", 5
    )
    boats = moved(land.boat(), 1010, 286, 0, 0.62) + moved(land.boat(), 1130, 322, 0, 0.5)
    span = moved(land.bridge(), 742, 300, 0, 0.62)
    fields = path("M0,300Q340,270 700,318T1200,336V520H0Z", "#9cc07a") + path(
        "M0,330Q300,304 560,340T1200,360V520H0Z", "#7fb069"
    )
    rows = cord("M60,326L0,352M150,320L70,360M240,320L170,364M330,324L276,366M420,332L380,366", "#5f9a52", 5)
    house = moved(land.stilt_house(), 356, 308, 0, 0.8)
    ground = path("M0,388Q600,352 1200,392V520H0Z", SAND) + dusk("M0,470Q600,440 1200,474V520H0Z", 0.05)
    return sky + clouds + ranges + sea + boats + span + fields + rows + house + ground


def _wide_front(dice: Random, signs: tuple[str, ...]) -> str:
    palms = moved(land.palm(), 40, 440, 0, 1.5) + moved(land.palm(), 1172, 436, 0, 1.5)
    left = moved(stall(RIPE, signs[0], dice, COFFEE_GOODS), 222, 446, 0, 0.98)
    middle = moved(stall(LEAFY, signs[1], dice, MIXED_GOODS), 604, 470, 0, 1.16)
    right = moved(stall(MARINE, signs[2], dice, SEA_GOODS), 1004, 446, 0, 0.98)
    people = _person(dice, SUNNY, 398, 482, 0.88) + _person(dice, RIPE, 46, 490, 0.86)
    return palms + left + right + middle + people + _camera(826, 496)


def _phone_front(dice: Random, signs: tuple[str, ...]) -> str:
    middle = moved(stall(LEAFY, signs[1], dice, MIXED_GOODS), 350, 436, 0, 1.3)
    palms = moved(land.palm(), 60, 404, 0, 1.5) + moved(land.palm(), 676, 400, 0, 1.4)
    return palms + middle + _person(dice, SUNNY, 104, 452, 0.96) + _camera(606, 460)


def _person(dice: Random, palette: Palette, x: float, y: float, scale: float) -> str:
    return moved(standing_person(dice, palette.main, palette.accent), x, y, 0, scale)


def _camera(x: float, y: float) -> str:
    """A phone on its stand, showing the stall live: a red dot, a heart, a pulse of rings."""
    stand = cord("M0,-84L-30,0M0,-84L30,0M0,-84V-4", "#3a433c", 6)
    phone = rect(-30, -190, 60, 108, "#1c211d", 10) + rect(-24, -182, 48, 92, "#cfe4ea", 4)
    scene = (
        path("M-24,-120H24V-90H-24Z", "#cfae7c")
        + path("M-24,-152H24L18,-136H-18Z", "#0f6b4a")
        + disc(0, -126, 9, "#e8b98c")
        + path("M0,-146L16,-130H-16Z", "#ead7a4")
    )
    live = rect(-20, -178, 22, 11, "#a8231c", 5) + disc(-14, -172.5, 2.5, PAPER)
    heart = path("M0,10C-22,-6 -16,-24 -4,-22Q0,-20 0,-16Q0,-20 4,-22C16,-24 22,-6 0,10Z", "#a8231c")
    hearts = moved(heart, 44, -190, 12, 0.9) + moved(heart, 62, -222, -10, 0.66) + moved(heart, 46, -246, 8, 0.46)
    return dusk(f"M{x - 36},{y}a40,7 0 0 0 80,0a40,7 0 0 0 -80,0Z", 0.14) + moved(
        stand + phone + scene + live + hearts, x, y
    )
