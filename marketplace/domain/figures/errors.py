"""What may be the matter with printed codes."""

from __future__ import annotations

from marketplace.core.errors import BadInput, NotThere
from marketplace.core.language import lazy_gettext as _


class NoSuchCode(NotThere):
    """No printed code of this name, or of a booth or product that is not shown."""

    sentence = _("Mã này không còn dẫn đến đâu. Xin tìm tên món hàng hoặc gian hàng.")


class NothingChosen(BadInput):
    """A sheet without a label."""

    sentence = _("Vui lòng chọn ít nhất một mã để in.")
    field = "products"


class TooManyLabels(BadInput):
    """More labels than one file may hold."""

    sentence = _("Mỗi lần in được nhiều nhất %(most)s nhãn. Vui lòng bớt món hoặc bớt số bản.")
    field = "copies"


class FairNameTooLong(BadInput):
    """A name of a fair that no label has room for."""

    sentence = _("Tên hội chợ dài nhất %(most)s chữ.")
    field = "fair"
