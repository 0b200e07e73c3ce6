"""Small things of the land, drawn around or from 0,0: leaves, fruit, beans, roots, fish."""

from __future__ import annotations

from math import cos, radians, sin

from marketplace.demo.illustrations.palettes import (
    AMBER,
    CHERRY,
    COCOA,
    COFFEE,
    INK,
    LEAF,
    MILK,
    MOSS,
    ROSE,
    SPROUT,
    SUN,
    WHITE,
    YOLK,
)
from marketplace.demo.illustrations.svg import ball, beads, cord, disc, dusk, moved, number, oval, path


def leaf(x: float, y: float, length: float, angle: float, fill: str = LEAF, width: float = 0.5) -> str:
    """A leaf from its foot at x, y; its lower half lies in shade."""
    lower = length * width * (1 if cos(radians(angle)) >= 0 else -1)
    third, tip = number(length * 0.4), number(length)
    whole = f"M0,0Q{third},{number(-lower)} {tip},0Q{third},{number(lower)} 0,0Z"
    return moved(path(whole, fill) + dusk(f"M0,0Q{third},{number(lower)} {tip},0Z"), x, y, angle)


def tuft(x: float, y: float, length: float, angles: tuple[float, ...], fill: str = LEAF, width: float = 0.5) -> str:
    """Several leaves from one foot."""
    return "".join(leaf(x, y, length, angle, fill, width) for angle in angles)


def coffee_sprig() -> str:
    """Two leaves and ripe cherries."""
    berries = "".join(ball(x, y, 11, CHERRY) for x, y in ((-10, 4), (11, 6), (0, -12)))
    return leaf(0, 0, 52, -28, MOSS) + leaf(0, 0, 52, 208, MOSS) + berries


def tea_sprig() -> str:
    """Two leaves and a bud."""
    return tuft(0, 22, 50, (-150, -30), LEAF) + leaf(0, 22, 56, -90, SPROUT)


def herb_sprig() -> str:
    """A trailing herb: paired leaves and two small berries."""
    stem = cord("M-34,26Q-4,8 34,-24", MOSS, 4)
    leaves = "".join(leaf(x, y, 32, turn, LEAF) for x, y in ((-18, 17), (4, 2), (22, -14)) for turn in (-100, 12))
    return stem + leaves + ball(-26, 2, 7, CHERRY) + ball(26, 16, 7, CHERRY)


def pepper_spike(length: int = 9, ripe: str = CHERRY) -> str:
    """A hanging spike of pepper, mostly green, some berries ripe."""
    spots = [((-7, 7, 0)[i % 3], i * 6 + 8) for i in range(length * 4 // 3)]
    tones = ((MOSS, (0, 2)), (LEAF, (1, 4)), (ripe, (3,)))
    berries = "".join(
        beads((spot for i, spot in enumerate(spots) if i % 5 in turns), tone, 16, lit=False) for tone, turns in tones
    )
    return cord("M0,-8V6", SPROUT, 4) + berries


def pepper_sprig_leaf() -> str:
    """A heart-shaped pepper leaf, tip down."""
    heart = path("M4,-26C-42,-34 -44,18 -4,34C16,20 22,-10 4,-26Z", LEAF)
    return heart + dusk("M4,-26Q-8,4 -4,34C16,20 22,-10 4,-26Z")


def pepper_sprig() -> str:
    """A pepper leaf with one spike."""
    return moved(pepper_sprig_leaf(), -8, 0) + moved(pepper_spike(6), 20, -24, 0, 0.95)


def bean(x: float, y: float, angle: float, fill: str = COFFEE) -> str:
    """A roasted coffee bean."""
    return moved(
        oval(0, 0, 15, 10.5, fill)
        + dusk("M-15,0A15,10.5 0 0 0 15,0Q0,6 -15,0Z")
        + cord("M-12,1Q-3,-5 2,0T13,-1", INK, 2),
        x,
        y,
        angle,
    )


def peanut(x: float, y: float, angle: float) -> str:
    """A peanut in its shell."""
    shell = "M-30,0C-30,-20 -8,-18 0,-11C8,-18 32,-20 32,0C32,20 8,18 0,11C-8,18 -30,20 -30,0Z"
    low = "M-30,0C-30,20 -8,18 0,11C8,18 32,20 32,0Q0,10 -30,0Z"
    return moved(path(shell, "#d6a860") + dusk(low) + cord("M-20,-4H-10M12,-4H22", "#a87a3c", 3), x, y, angle)


def chilli(x: float, y: float, angle: float, fill: str = CHERRY) -> str:
    """A long chilli, its stalk at x, y."""
    skin = "M0,-9C30,-14 62,-6 92,16C58,18 24,14 0,9Q-6,0 0,-9Z"
    shade = "M0,9C24,14 58,18 92,16C60,10 30,4 0,3Z"
    return moved(path(skin, fill) + dusk(shade, 0.22) + cord("M-2,0Q-14,-2 -20,-10", MOSS, 6), x, y, angle)


def slices(x: float, y: float, angle: float, fill: str, heart: str) -> str:
    """A round slice of root or fruit with its heart."""
    return moved(
        dusk("M-22,4A22,14 0 0 0 26,6A22,14 0 0 0 -22,4Z") + oval(0, 0, 24, 15, fill) + oval(0, 0, 17, 10, heart),
        x,
        y,
        angle,
    )


def root(fill: str = "#c98b2c") -> str:
    """A knobbly root: turmeric or ginger, about 130 across."""
    upper = "M-62,6C-66,-18 -40,-24 -26,-18C-24,-44 4,-46 4,-20C18,-26 28,-22 32,-16C40,-34 62,-30 60,-12"
    lower = "C76,-2 62,20 40,16C34,36 8,34 6,20C-16,28 -58,30 -62,6Z"
    shade = dusk("M-62,6C-58,30 -16,28 6,20C8,34 34,36 40,16C62,20 70,6 64,-4C40,8 -20,12 -62,6Z")
    rings = cord("M-40,-12Q-34,0 -40,12M18,-16Q24,-4 18,10M-8,-26Q0,-22 4,-26", "#8f5d17", 2.5)
    return path(upper + lower, fill) + shade + rings


def fish(fill: str = "#7fa3b0", belly: str = "#dfe8e2") -> str:
    """A fish facing left, 150 long."""
    tail = path("M52,0L84,-26Q76,0 84,26Z", fill) + dusk("M56,2L84,26Q80,12 79,4Z")
    fins = path("M-10,-24Q10,-44 34,-18ZM-4,24Q8,38 26,18Z", fill)
    body = path("M-70,2C-46,-36 22,-34 62,0C22,34 -46,36 -70,2Z", fill)
    under = path("M-70,2C-46,36 22,34 62,0C20,16 -36,18 -70,2Z", belly)
    return tail + fins + body + under + cord("M-36,-16Q-26,0 -36,16", "#55798a", 3) + disc(-50, -4, 5, INK)


def shrimp(fill: str = "#e08a5a") -> str:
    """A curled shrimp, about 90 across, head at the left."""
    body = "M-42,12C-44,-34 36,-52 44,6C46,24 36,36 26,40L20,28C28,20 24,2 8,0C-4,-2 -12,6 -16,18Z"
    low = "M-42,12L-16,18C-12,6 -4,-2 8,0C24,2 28,20 20,28L26,40C36,36 46,24 44,6C36,-14 -20,-20 -42,12Z"
    tail = path("M26,38L10,52Q26,58 40,48Z", ROSE)
    rings = cord("M-4,-32L-1,-3M16,-30L11,-1M34,-16L21,7", "#b85f38", 3)
    feelers = cord("M-40,8Q-66,-6 -62,-32M-40,10Q-72,4 -80,-14", "#b85f38", 2.5)
    return feelers + tail + path(body, fill) + dusk(low, 0.1) + rings + disc(-29, 0, 4, INK)


def mushroom(cap: str = COCOA) -> str:
    """A mushroom standing on 0,0, 70 tall."""
    stalk = path("M-14,-34Q-10,-10 -16,0H16Q10,-10 14,-34Z", MILK) + dusk("M2,-34Q2,-10 2,0H16Q10,-10 14,-34Z")
    crown = path("M-46,-30C-44,-80 44,-80 46,-30Q0,-18 -46,-30Z", cap)
    return stalk + crown + dusk("M46,-30C45,-52 27,-65 7,-67C28,-58 26,-34 8,-25Q30,-26 46,-30Z")


def garlic(fill: str = MILK) -> str:
    """A head of garlic standing on 0,0."""
    head = "M-6,-76Q-4,-54 -34,-36C-50,-20 -40,0 0,0C40,0 50,-20 34,-36Q4,-54 6,-76Z"
    cloves = cord("M-3,-52Q-22,-26 -12,-3M3,-52Q22,-26 12,-3", "#c9bda6", 3)
    return path(head, fill) + dusk("M6,-76Q4,-54 34,-36C50,-20 40,0 0,0Q30,-26 2,-60Z", 0.13) + cloves


def cup(x: float, y: float, drink: str, fill: str = WHITE) -> str:
    """A small cup on its saucer, standing at x, y."""
    saucer = oval(0, 0, 54, 11, fill) + dusk("M-54,0A54,11 0 0 0 54,0A54,7 0 0 1 -54,0Z")
    bowl = path("M-36,-44H36Q36,-4 14,-4H-14Q-36,-4 -36,-44Z", fill) + dusk("M10,-44H36Q36,-4 14,-4H0Q14,-10 10,-44Z")
    ear = cord("M36,-36Q54,-34 46,-20Q42,-14 32,-16", "#e4e1d8" if fill == WHITE else fill, 6)
    return moved(saucer + ear + bowl + oval(0, -44, 36, 8, "#ece9e0") + oval(0, -43, 30, 6, drink), x, y)


def dish(x: float, y: float, content: str) -> str:
    """A shallow dish of something, centred on x, y."""
    bowl = path("M-52,0Q-46,26 -20,28H20Q46,26 52,0Z", WHITE) + dusk("M12,0Q14,22 0,28H20Q46,26 52,0Z")
    return moved(bowl + oval(0, 0, 52, 12, "#ece9e0") + oval(0, 1, 44, 9, content), x, y)


def rice_ear() -> str:
    """A bowed ear of rice, foot at 0,40."""
    stem = cord("M-14,40Q-8,-14 26,-26", SUN, 3)
    spots = ((-11, 16, -62), (-8, -2, -50), (0, -14, -30), (12, -22, -10), (27, -26, 20))
    grains = "".join(leaf(x, y, 24, a + turn, YOLK, 0.36) for x, y, a in spots for turn in (-28, 34))
    return stem + grains


def flower(x: float, y: float, radius: float, fill: str, heart: str = YOLK) -> str:
    """Five petals around a heart."""
    turns = [radians(72 * i - 90) for i in range(5)]
    petals = "".join(disc(x + cos(t) * radius, y + sin(t) * radius, radius * 0.72, fill) for t in turns)
    return petals + disc(x, y, radius * 0.55, heart)


def bee() -> str:
    """A bee in flight, about 50 across."""
    wings = path("M-4,-10Q-24,-36 -2,-36Q10,-28 2,-10ZM4,-10Q12,-38 26,-26Q28,-14 8,-8Z", "#e7eef0")
    body = oval(0, 0, 24, 15, YOLK) + dusk("M-24,0A24,15 0 0 0 24,0Q0,9 -24,0Z")
    return wings + body + cord("M-6,-13V13M6,-13V13", COFFEE, 6) + disc(-18, -2, 2.5, INK)


def drop(fill: str = AMBER) -> str:
    """A drop of oil or sauce, about 56 tall."""
    return path("M0,-30Q26,4 24,14A24,24 0 0 1 -24,14Q-26,4 0,-30Z", fill) + dusk(
        "M0,-30Q26,4 24,14A24,24 0 0 1 0,38Q18,10 0,-30Z"
    )


def bamboo_shoot() -> str:
    """A bamboo shoot standing on 0,40."""
    shoot = path("M-24,40Q-26,-8 0,-40Q26,-8 24,40Z", "#c9b06a") + dusk("M4,40Q12,-8 0,-40Q26,-8 24,40Z")
    return shoot + path("M-24,40Q-24,8 0,-2Q-6,24 4,40ZM24,34Q20,14 4,10Q6,30 12,40H24Z", SPROUT)


def heap(x: float, y: float, across: float, fill: str) -> str:
    """A little heap of powder or grains."""
    low = dusk("M50,0Q0,12 -20,4Q20,0 0,-25Q20,-20 50,0Z", 0.12)
    return moved(path("M-50,0Q-10,-50 50,0Q0,12 -50,0Z", fill) + low, x, y, 0, across / 50)


def bamboo_tray(x: float, y: float, across: float) -> str:
    """A flat woven tray, the market's plate."""
    rim = oval(0, 5, 100, 27, "#a97f42") + oval(0, 0, 100, 27, "#d9b36c") + oval(0, 1, 90, 23, "#e8cb90")
    weave = cord("M-68,-16L-32,16M-43,-16L-7,16M-18,-16L18,16M7,-16L43,16M32,-16L68,16", "#d9b36c", 2)
    return moved(rim + weave, x, y, 0, across / 100)


def banana_leaf(x: float, y: float, across: float) -> str:
    """A banana leaf laid out as a mat."""
    blade = path("M-100,0Q-50,-34 60,-25L100,0Q30,30 -60,22Z", LEAF) + cord("M-100,0H100", SPROUT, 3)
    return moved(blade, x, y, 0, across / 100)
