"""The few marks every drawing is made of, as SVG text with presentation attributes only."""

from __future__ import annotations

import re
from collections.abc import Iterable

PAIR = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{round(value, 1):.1f}".removesuffix(".0")


def path(d: str, fill: str) -> str:
    """A flat shape."""
    return f'<path d="{d}" fill="{fill}"/>'


def rect(x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> str:
    """A rectangle, with rounded corners when asked."""
    corner = f' rx="{number(radius)}"' if radius else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        f'{corner} fill="{fill}"/>'
    )


def oval(x: float, y: float, across: float, down: float, fill: str) -> str:
    """An ellipse given by its centre and half axes."""
    return f'<ellipse cx="{number(x)}" cy="{number(y)}" rx="{number(across)}" ry="{number(down)}" fill="{fill}"/>'


def disc(x: float, y: float, radius: float, fill: str) -> str:
    """A circle."""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}"/>'


def cord(d: str, colour: str, width: float) -> str:
    """A string, stem or seam: the only lines in the family."""
    corners = ' stroke-linejoin="round"' if "l" in d.casefold() else ""
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{number(width)}" stroke-linecap="round"{corners}/>'
    )


def dusk(d: str, depth: float = 0.16) -> str:
    """The side away from the light, laid over whatever is there."""
    return f'<path d="{d}" fill="#1c211d" fill-opacity="{depth}" fill-rule="evenodd"/>'


def shine(d: str, depth: float = 0.3) -> str:
    """The side towards the light."""
    return f'<path d="{d}" fill="#fff" fill-opacity="{depth}" fill-rule="evenodd"/>'


def moved(marks: str, x: float, y: float, angle: float = 0, scale: float = 1) -> str:
    """The same marks elsewhere: scaled, turned (degrees, clockwise), then moved."""
    turn = f"rotate({number(angle)})" if angle else ""
    grow = f"scale({round(scale, 3)})" if scale != 1 else ""
    return f'<g transform="translate({number(x)} {number(y)}){turn}{grow}">{marks}</g>'


def half(profile: str, x: float, stretch: float) -> str:
    """One half of a turned outline; the profile's pairs are radius,height."""
    return PAIR.sub(lambda pair: f"{number(x + stretch * float(pair[1]))},{pair[2]}", profile) + "Z"


def turned(profile: str, x: float, fill: str) -> str:
    """A jar or bottle turned from its right-hand profile around the axis x."""
    return path(half(profile, x, 1) + half(profile, x, -1), fill)


def turned_dusk(profile: str, x: float, start: float = 0.45, depth: float = 0.16) -> str:
    """The shaded right flank of a turned shape, from `start` of its radius outwards."""
    return dusk(half(profile, x, 1) + half(profile, x, start), depth)


def beads(spots: Iterable[tuple[float, float]], fill: str, size: float, *, lit: bool = True) -> str:
    """Many small round things at once: berries, peppercorns, seeds; lit from the upper left."""
    points = [(round(x), round(y)) for x, y in spots]
    light = cord(_dots((x - 2, y - 2) for x, y in points), "#fff", size * 0.6).replace("/>", ' stroke-opacity=".22"/>')
    return cord(_dots(points), fill, size) + (light if lit else "")


def _dots(points: Iterable[tuple[float, float]]) -> str:
    return "".join(f"M{number(x)},{number(y)}h.1" for x, y in points)


def ball(x: float, y: float, radius: float, fill: str) -> str:
    """A round thing lit from the upper left."""
    r, wide = number(radius), number(radius * 1.3)
    top = f"{number(x + 0.77 * radius)},{number(y - 0.64 * radius)}"
    foot = f"{number(x - 0.64 * radius)},{number(y + 0.77 * radius)}"
    return disc(x, y, radius, fill) + dusk(f"M{top}A{r},{r} 0 0 1 {foot}A{wide},{wide} 0 0 0 {top}Z")


def document(marks: str, width: int, height: int) -> str:
    """A whole picture, complete in itself."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}">{marks}</svg>'
    )
