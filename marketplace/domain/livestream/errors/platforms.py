"""What may be the matter with platforms that are asked by program."""

from __future__ import annotations

from marketplace.core.errors import BadInput, Refusal
from marketplace.core.language import lazy_gettext as _


class BadNotice(Refusal):
    """A message that the platform did not sign, or that is none of its messages."""

    status = 401
    sentence = _("Thông điệp này không có chữ ký đúng.")


class NoPlatformKeys(Refusal):
    """Without the app's key and secret the platform cannot be asked."""

    sentence = _("Chưa đặt TIKTOK_APP_KEY và TIKTOK_APP_SECRET.")


class BadOrderFile(BadInput):
    """A file in which no order of a platform's shop can be found."""

    sentence = _(
        "Không tìm thấy đơn hàng nào trong tệp. Cần tệp xuất đơn hàng của TikTok Shop, có cột ID và trạng thái."
    )
    field = "file"


class ColumnsLacking(BadInput):
    """Columns without which a row of the file says nothing were not named."""

    sentence = _("Còn thiếu cột cho: %(names)s. Vui lòng chọn cột ứng với từng mục.")


class NoOrderNumbers(BadInput):
    """The column that is said to hold the numbers of orders holds none."""

    sentence = _("Cột này không có mã đơn nào. Mã đơn của TikTok Shop là dãy số dài, không có dấu cách.")


class UnknownState(Refusal):
    """What came back from the platform belongs to no way that this browser began, or one that was used before."""

    status = 400
    sentence = _("Lần nối này không bắt đầu từ trình duyệt và tài khoản này, hoặc đã dùng rồi. Vui lòng bắt đầu lại.")


class StateTooOld(Refusal):
    """The way to the platform and back took too long."""

    status = 410
    sentence = _("Lần nối này đã quá 10 phút nên không dùng được nữa. Vui lòng bắt đầu lại.")


class NoCode(Refusal):
    """The platform sent the person back without saying yes."""

    status = 400
    sentence = _("TikTok Shop không cho phép lần nối này. Chưa có gì được nối.")


class PlatformSaysNo(Refusal):
    """The platform does not answer, or refuses; what it said stands in the log."""

    status = 502
    sentence = _("TikTok Shop không trả lời hoặc từ chối lúc này. Chưa có gì được nối. Vui lòng thử lại sau ít phút.")


class NoShopChosen(BadInput):
    """Nothing of the list was ticked."""

    sentence = _("Vui lòng chọn ít nhất một cửa hàng.")
    field = "shop"


class ShopTaken(Refusal):
    """A shop is connected by somebody else, who must let it go first."""

    sentence = _("Cửa hàng này đang nối với nơi khác ở chợ. Cần ngắt ở đó trước.")
