"""What the pages that the law asks for are called, and how blanks in their first texts are shown."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from marketplace.core.language import lazy_gettext as _

PAGE_NAMES: dict[str, Any] = {
    "operator": _("Đơn vị vận hành"),
    "regulations": _("Quy chế hoạt động"),
    "terms": _("Điều kiện giao dịch chung"),
    "privacy": _("Bảo vệ dữ liệu cá nhân"),
    "delivery": _("Giao hàng"),
    "payment": _("Thanh toán"),
    "returns": _("Đổi trả, hoàn tiền"),
    "complaints": _("Khiếu nại và hỏi đáp"),
    "ranking": _("Cách xếp thứ tự sản phẩm"),
}

_BLANK = re.compile(r"\[\[(.+?)\]\]")


def with_blanks_marked(html: Markup) -> Markup:
    """The page with what the operator must fill in marked; the text between the brackets is escaped already."""
    return Markup(_BLANK.sub(r"<mark>\1</mark>", str(html)))  # noqa: S704 - only a tag without attributes is added
