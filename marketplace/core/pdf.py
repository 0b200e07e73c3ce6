"""Papers to print: millimetres, Vietnamese letters, QR codes; drawn here and never by somebody else's server."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import resources
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from fpdf import FPDF

# ISO 216, millimetres.
A3 = (297.0, 420.0)
A4 = (210.0, 297.0)
A6 = (105.0, 148.0)

FACE = "source-sans"
# A line of text with marks above and below needs this much of its size.
_LEADING = 1.3
_MM_PER_POINT = 25.4 / 72
_CUT = "…"


class Paper:
    """A document in the making; every size is in millimetres from the upper left corner, letters in points."""

    def __init__(self, size: tuple[float, float], *, title: str) -> None:
        self._pdf = _document(size)
        self._pdf.set_title(title)
        self.width, self.height = size

    def page(self) -> None:
        """Begin a page."""
        self._pdf.add_page()

    def write(
        self, text: str, x: float, y: float, width: float, *, size: float = 10, bold: bool = False,
        lines: int = 1, align: str = "L",
    ) -> float:  # fmt: skip
        """Write text into at most so many lines, the last cut with `…` if it must; where the next line begins."""
        self._pdf.set_font(FACE, "B" if bold else "", size)
        step = size * _MM_PER_POINT * _LEADING
        broken = self._broken(text, width)
        if len(broken) > lines:
            broken = [*broken[: lines - 1], self._cut(" ".join(broken[lines - 1 :]), width)]
        for line in broken:
            self._pdf.set_xy(x, y)
            self._pdf.cell(width, step, line, align=align)
            y += step
        return y

    def rule(self, x: float, y: float, width: float) -> None:
        """A thin line across."""
        self._pdf.line(x, y, x + width, y)

    def cut_mark(self, x: float, y: float, arm: float = 2.0) -> None:
        """A small cross where scissors turn."""
        self._pdf.line(x - arm, y, x + arm, y)
        self._pdf.line(x, y - arm, x, y + arm)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """A thin frame."""
        self._pdf.rect(x, y, width, height)

    def qr(self, text: str, x: float, y: float, side: float) -> None:
        """The code with its quiet zone inside `side`; error correction M survives a crumpled label."""
        code = segno.make(text, error="m", micro=False)
        square = side / code.symbol_size(border=4)[0]
        for down, row in enumerate(code.matrix_iter(border=4)):
            for start, length in _runs(row):
                self._pdf.rect(x + start * square, y + down * square, length * square, square, style="F")

    def finished(self) -> bytes:
        """The file."""
        return bytes(self._pdf.output())

    def _broken(self, text: str, width: float) -> list[str]:
        """The text in lines that fit, broken between words; a word that is too long is broken anywhere."""
        lines: list[str] = []
        for word in re.split(r"[ \n\t]+", text.strip()):  # a no-break space holds
            fits = lines and self._fits(f"{lines[-1]} {word}", width)
            if fits:
                lines[-1] += f" {word}"
            else:
                lines.extend(self._pieces(word, width))
        return lines

    def _pieces(self, word: str, width: float) -> list[str]:
        pieces = [""]
        for letter in word:
            if pieces[-1] and not self._fits(pieces[-1] + letter, width):
                pieces.append("")
            pieces[-1] += letter
        return pieces

    def _cut(self, text: str, width: float) -> str:
        while text and not self._fits(text + _CUT, width):
            text = text[:-1]
        return text.rstrip() + _CUT

    def _fits(self, text: str, width: float) -> bool:
        return float(self._pdf.get_string_width(text)) <= width - 2 * float(self._pdf.c_margin)


def _document(size: tuple[float, float]) -> FPDF:
    # Costs a second and twenty megabytes, which a process that prints nothing need not spend.
    from fpdf import FPDF  # noqa: PLC0415

    pdf = FPDF(unit="mm", format=size)
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_line_width(0.2)
    fonts = resources.files("font_source_sans_pro") / "files"
    for style, name in (("", "Regular"), ("B", "Bold")):
        with resources.as_file(fonts / f"SourceSansPro-{name}.ttf") as file:
            pdf.add_font(FACE, style, file)
    return pdf


def _runs(row: Iterable[int]) -> list[tuple[int, int]]:
    """Where dark squares begin in a row, and how many follow each other."""
    runs: list[tuple[int, int]] = []
    for across, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == across:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((across, 1))
    return runs
