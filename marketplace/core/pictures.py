"""Pictures that people bring: decoded in a confined child and painted anew (THREATS T23, T24)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from flask_babel import lazy_gettext as _

from marketplace.core.confined import OutOfBounds, Unfit, run_confined
from marketplace.core.errors import BadInput

MOST_BYTES = 10 * 1024 * 1024
WIDTHS = (180, 360, 640, 1080)
MASTER_WIDTH = 2000
TURNS = (0, 90, 180, 270)
SHAPES = ("", "square", "portrait")
FOCUSES = ("centre", "top", "bottom", "left", "right")


class NotAPicture(BadInput):
    """Not a JPEG, PNG or WebP file that can be decoded."""

    sentence = _("Tệp này không phải ảnh đọc được. Vui lòng chọn ảnh JPEG, PNG hoặc WebP.")


class MovingPicture(NotAPicture):
    """More than one frame."""

    sentence = _("Ảnh động chưa dùng được ở đây. Vui lòng chọn ảnh tĩnh.")


class PictureTooLarge(BadInput):
    """More bytes, pixels or work than a picture may cost."""

    sentence = _("Ảnh này quá lớn. Vui lòng chọn ảnh không quá 10 MB và 25 triệu điểm ảnh (WebP: 12 triệu).")


_REFUSALS: dict[str, type[BadInput]] = {
    "not-a-picture": NotAPicture,
    "moving": MovingPicture,
    "too-large": PictureTooLarge,
}


@dataclass(frozen=True)
class Frame:
    """How a picture is shown: turned clockwise by so many degrees, then cut to a square or a portrait of 4 to 5.

    `focus` says which part stays.
    """

    turn: int = 0
    shape: str = ""
    focus: str = "centre"


WHOLE = Frame()


@dataclass(frozen=True)
class Picture:
    """A picture painted anew: the size of its largest rendition, and every rendition by (width, format).

    Every wanted width is there, in `webp` and in `jpeg`; a narrow picture is not stretched to it. `master` is the
    whole picture in WebP, neither turned nor cut, where it was asked for.
    """

    width: int
    height: int
    renditions: dict[tuple[int, str], bytes]
    master: bytes = b""


def reencode(
    data: bytes, widths: Sequence[int] = WIDTHS, *, frame: Frame = WHOLE, with_master: bool = False
) -> Picture:
    """The picture in `data`, upright, framed, its metadata gone; raise NotAPicture or PictureTooLarge."""
    if len(data) > MOST_BYTES:
        raise PictureTooLarge
    wanted = {"widths": list(widths), "master": MASTER_WIDTH if with_master else 0, "frame": asdict(frame)}
    payload = json.dumps(wanted).encode() + b"\n" + data
    try:
        return _unpacked(run_confined("marketplace.core.confined.painting:paint", payload))
    except Unfit as unfit:
        raise _REFUSALS[unfit.reason] from None
    except OutOfBounds as fault:
        raise PictureTooLarge from fault


@contextmanager
def told_of(field: str, number: int, count: int) -> Iterator[None]:
    """What a picture is refused for stands beside this field, and where several came it says which one it is."""
    try:
        yield
    except BadInput as refusal:
        refusal.field = field
        if count > 1:
            refusal.values = {"number": number, "matter": str(refusal)}
            refusal.sentence = _("Ảnh thứ %(number)s: %(matter)s")
        raise


def _unpacked(answer: bytes) -> Picture:
    line, _newline, blobs = answer.partition(b"\n")
    head = json.loads(line)
    renditions = {}
    start: int = head["master"]
    master = blobs[:start]
    for width, name, length in head["renditions"]:
        renditions[(width, name)] = blobs[start : start + length]
        start += length
    return Picture(head["width"], head["height"], renditions, master)
