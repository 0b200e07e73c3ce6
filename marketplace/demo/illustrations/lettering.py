"""Short names set on labels: wrapped, sized to fit, marks above and below never clipped."""

from __future__ import annotations

import re
import unicodedata
from xml.sax.saxutils import escape

from marketplace.demo.illustrations.palettes import INK
from marketplace.demo.illustrations.svg import number

LEADING = 1.28
SMALLEST = 13
FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ASIDES = re.compile(r"\([^)]*\)|\s[-–]\s.*$|^Thực phẩm bảo vệ sức khỏe\s|\s100%|\snguyên chất")


def short_label(product_name: str) -> str:
    """A product's name as a label carries it: without brackets, afterthoughts and common claims."""
    return " ".join(ASIDES.sub(" ", product_name).split()) or product_name


def lettering(text: str, x: float, y: float, width: float, height: float, size: int = 30, ink: str = INK) -> str:
    """The words centred on x, y inside width × height, as large as they fit and no larger than size."""
    size, lines = fitted(FORBIDDEN.sub("", text).split(), width, height, size)
    top = y - len(lines) * size * LEADING / 2 + size * 0.99
    rows = "".join(
        f'<text x="{number(x)}" y="{number(top + i * size * LEADING)}">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )
    return (
        f'<g font-family="system-ui,sans-serif" font-weight="700" font-size="{size}"'
        f' text-anchor="middle" fill="{ink}">{rows}</g>'
    )


def fitted(words: list[str], width: float, height: float, largest: int) -> tuple[int, list[str]]:
    """The largest size at which the words fit, and their lines; words at the end give way last."""
    for size in range(largest, SMALLEST - 1, -1):
        lines = balanced(words, width / size)
        if len(lines) * size * LEADING <= height and all(breadth(line) <= width / size for line in lines):
            return size, lines
    return fitted([*words[:-2], "…"], width, height, largest) if len(words) > 2 else (SMALLEST, clipped(words, width))


def balanced(words: list[str], limit: float) -> list[str]:
    """As few lines as the limit (in em) allows, and these about equally long."""
    lines = wrapped(words, limit)
    while lines and len(closer := wrapped(words, limit - 0.25)) == len(lines) and limit > 1:
        lines, limit = closer, limit - 0.25
    return lines


def wrapped(words: list[str], limit: float) -> list[str]:
    """Words set line by line, each line at most `limit` em wide where its words allow."""
    lines: list[str] = []
    for word in words:
        if lines and breadth(f"{lines[-1]} {word}") <= limit:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def breadth(text: str) -> float:
    """A generous width of bold text in em: no font on a visitor's phone should be wider."""
    return sum(_width(letter) for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def clipped(words: list[str], width: float) -> list[str]:
    """Words too long even for the smallest size, cut to the width."""
    room = max(2, int(width / SMALLEST / 0.65))
    return [word if len(word) <= room else f"{word[: room - 1]}…" for word in words]


def _width(letter: str) -> float:
    if letter in " iljtfrI.,'-":
        return 0.4
    if letter in "mwMW%@":
        return 1.0
    return 0.76 if letter.isupper() else 0.64
