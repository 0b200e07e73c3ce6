"""What papers are refused for."""

from __future__ import annotations

from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.language import lazy_gettext as _


class PaperNotThere(NotThere):
    """No such paper, or not one of this booth's."""

    sentence = _("Không tìm thấy giấy chứng nhận này.")


class UnknownKindOfPaper(BadInput):
    """Not one of the kinds of papers."""

    sentence = _("Vui lòng chọn loại giấy.")
    field = "kind"


class StarMissing(BadInput):
    """An OCOP recognition says three, four or five stars; nothing else has stars."""

    sentence = _("Giấy công nhận OCOP cần ghi hạng 3, 4 hoặc 5 sao.")
    field = "star"


class OcopNeedsProduct(BadInput):
    """OCOP recognizes a product, not a booth."""

    sentence = _("OCOP công nhận từng sản phẩm. Vui lòng chọn sản phẩm.")
    field = "product_id"


class PaperFactMissing(BadInput):
    """Number, issuer or the last day is empty; `field` says which."""

    sentence = _("Vui lòng điền mục này như ghi trên giấy.")


class BadDates(BadInput):
    """Issued in the future, or ended before it began."""

    sentence = _("Ngày hết hạn phải sau ngày cấp, và ngày cấp không thể ở tương lai.")
    field = "expires_on"


class ScanMissing(BadInput):
    """A paper is checked against its picture."""

    sentence = _("Vui lòng chụp hoặc quét giấy chứng nhận để ban tổ chức đối chiếu.")
    field = "scan"


class PaperIsDecided(Refusal):
    """The paper was checked or refused before."""

    sentence = _("Giấy này đã được xử lý rồi.")
