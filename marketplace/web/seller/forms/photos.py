"""Photos of a product: another one, and how one is shown."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms import RadioField

from marketplace.core.language import lazy_gettext as _
from marketplace.core.pictures import Frame
from marketplace.web.forms import LineField, MarketForm, choices


class PhotoForm(MarketForm):
    """A photo to add."""

    photo = FileField(_("Thêm ảnh"))
    alt = LineField(_("Ảnh có gì"), most=200, description=_("Một câu cho người không nhìn thấy ảnh."))


class FrameForm(MarketForm):
    """How a photo is shown: turned on from how it is now, cut, and what it shows."""

    turn_by = RadioField(
        _("Xoay"),
        choices=choices(
            [("0", _("Để như vậy")), ("90", _("Sang phải")), ("270", _("Sang trái")), ("180", _("Lộn lại"))]
        ),
        default="0",
    )
    shape = RadioField(
        _("Cắt"),
        choices=choices([("", _("Giữ cả ảnh")), ("square", _("Vuông")), ("portrait", _("Đứng, 4 × 5"))]),
        default="",
    )
    focus = RadioField(
        _("Khi cắt thì giữ phần"),
        choices=choices(
            [("centre", _("Giữa")), ("top", _("Trên")), ("bottom", _("Dưới")), ("left", _("Bên trái")),
             ("right", _("Bên phải"))]
        ),
        default="centre",
    )  # fmt: skip
    alt = LineField(_("Ảnh có gì"), most=200, description=_("Một câu cho người không nhìn thấy ảnh."))

    def frame(self, now: Frame) -> Frame:
        """What was chosen, from how it is now."""
        turn = (now.turn + int(self.turn_by.data)) % 360
        return Frame(turn, self.shape.data, self.focus.data if self.shape.data else now.focus)


class ArchiveForm(MarketForm):
    """A ZIP of photos."""

    archive = FileField(_("Ảnh (tệp ZIP)"))
