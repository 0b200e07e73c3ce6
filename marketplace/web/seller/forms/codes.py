"""Which codes to print."""

from __future__ import annotations

from wtforms import BooleanField

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.figures.rules import MOST_COPIES, MOST_FAIR_LETTERS
from marketplace.web.forms import LineField, MarketForm, WholeField


class CodesForm(MarketForm):
    """The booth's own code or not, how many of each, for which fair, with prices or without; products by name."""

    with_booth = BooleanField(_("Mã của gian hàng"))
    copies = WholeField(_("Số bản mỗi mã"), low=1, high=MOST_COPIES, required=True, default=1)
    fair = LineField(
        _("In cho hội chợ"),
        most=MOST_FAIR_LETTERS,
        description=_("Ghi tên để đếm riêng lượt quét ở đó, ví dụ: Hội chợ Xuân Đông Hà. Để trống nếu in dùng chung."),
    )
    price = BooleanField(_("In cả giá"))
