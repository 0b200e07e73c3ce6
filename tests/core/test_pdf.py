"""What papers to print promise: Vietnamese letters, nothing lost, codes that scan."""

from __future__ import annotations

import unicodedata

import pypdfium2
import pytest

from marketplace.core.pdf import A4, A6, Paper


def text_of(file: bytes, page: int = 0) -> str:
    read = pypdfium2.PdfDocument(file)[page].get_textpage().get_text_range()
    return unicodedata.normalize("NFC", read.replace("\r\n", "\n").replace("\x02", ""))


@pytest.fixture
def paper():
    paper = Paper(A6, title="Thử")
    paper.page()
    return paper


def test_every_vietnamese_letter_is_printed(paper):
    letters = [
        unicodedata.normalize("NFC", base + tone)
        for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    ]
    words = [*("".join(letters[start : start + 12]) for start in range(0, len(letters), 12)), "đĐ₫–−…“”"]
    paper.write(" ".join(words), 5, 5, 95, lines=20)
    printed = text_of(paper.finished())
    assert [word for word in words if word not in printed] == []


def test_long_text_is_broken_between_words_and_cut_at_the_last_line(paper):
    end = paper.write("thôn Ba Lòng " * 40, 5, 5, 60, size=10, lines=3)
    printed = text_of(paper.finished()).split("\n")
    assert len(printed) == 3
    assert printed[-1].endswith("…")
    assert 5 < end < 25


def test_a_word_longer_than_the_line_loses_nothing(paper):
    paper.write("x" * 90, 5, 5, 40, size=10, lines=9)
    assert text_of(paper.finished()).replace("\n", "").count("x") == 90


def test_an_amount_is_never_broken_before_its_sign(paper):
    paper.write("Thu khi giao: 125.000\u00a0₫", 5, 5, 38, size=12, lines=3)
    assert "125.000" not in [line.strip() for line in text_of(paper.finished()).split("\n")]


def test_what_no_font_carries_breaks_nothing(paper):
    paper.write("Tiêu 🌶 胡椒 \u200d", 5, 5, 90)
    assert "Tiêu" in text_of(paper.finished())


def test_a_page_has_the_size_it_was_asked_for():
    paper = Paper(A4, title="Thử")
    paper.page()
    width, height = pypdfium2.PdfDocument(paper.finished())[0].get_size()
    assert (round(width), round(height)) == (595, 842)


def test_a_code_on_paper_is_the_code_that_was_asked_for(paper):
    """Its dark squares, looked at in the middle of each, are those of the code."""
    import segno

    address = "https://gian.example/orders?code=QT-7K3M9XQ2PD"
    paper.qr(address, 10, 10, 50)
    picture = pypdfium2.PdfDocument(paper.finished())[0].render(scale=8).to_pil().convert("L")
    code = segno.make(address, error="m", micro=False)
    side = code.symbol_size(border=4)[0]
    per_mm = 8 * 72 / 25.4

    def is_dark(across: int, down: int) -> bool:
        place = [(10 + (each + 0.5) * 50 / side) * per_mm for each in (across, down)]
        return picture.getpixel((int(place[0]), int(place[1]))) < 128

    seen = [[is_dark(across, down) for across in range(side)] for down in range(side)]
    assert seen == [[bool(square) for square in row] for row in code.matrix_iter(border=4)]
