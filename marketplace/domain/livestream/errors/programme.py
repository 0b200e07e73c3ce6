"""What may be the matter with campaigns, broadcasts and their figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.language import lazy_gettext as _


class NoSuchLink(NotThere):
    """No tracking link has this code."""

    sentence = _("Liên kết này không còn dùng nữa.")


class NameMissing(BadInput):
    """A campaign or broadcast without a name."""

    sentence = _("Vui lòng đặt tên để mọi người nhận ra.")
    field = "name"


class BadBroadcastTimes(BadInput):
    """A broadcast that ends before it starts, or lasts for more than two days."""

    sentence = _("Giờ kết thúc phải sau giờ bắt đầu, và một buổi không dài quá 48 giờ.")
    field = "ends_at"


class BadAddress(BadInput):
    """A platform's address that is not https."""

    sentence = _("Vui lòng dán địa chỉ bắt đầu bằng https://.")
    field = "url"


class BadWarning(BadInput):
    """A warning without words, or with more than anybody reads beside a broadcast."""

    sentence = _("Vui lòng viết lời cảnh báo, tối đa %(most)s chữ cái.")
    field = "text"


class BadWindow(BadInput):
    """Attribution windows outside 0 to 168 hours and 0 to 30 days."""

    sentence = _("Cửa sổ ghi nhận phải từ 0 đến 168 giờ và từ 0 đến 30 ngày.")
    field = "direct_hours"


class NoBroadcastYet(Refusal):
    """A campaign without a broadcast cannot be scheduled."""

    sentence = _("Chương trình chưa có buổi phát nào. Vui lòng thêm ít nhất một buổi trước khi lên lịch.")


class CampaignCannotMove(Refusal):
    """The campaign is not in a state from which it may go there."""

    sentence = _("Chương trình đang ở bước khác nên không làm được việc này.")


class BroadcastCannotMove(Refusal):
    """The broadcast is not in a state from which it may go there."""

    sentence = _("Buổi phát đang ở bước khác nên không làm được việc này.")


class StillOnAir(Refusal):
    """The campaign has a broadcast that is on air or still to come."""

    sentence = _("Vẫn còn buổi đang phát hoặc chưa phát. Vui lòng kết thúc hoặc hủy các buổi đó trước.")


class FiguresClosed(Refusal):
    """The campaign was reviewed: its figures stand."""

    sentence = _("Số liệu của chương trình này đã chốt nên không sửa được nữa.")


class ExplanationMissing(Refusal):
    """A figure looks too good and nobody has said why."""

    sentence = _("Có con số cao bất thường chưa được giải thích. Vui lòng ghi giải thích trước khi chốt.")


class ReadingsNotReviewed(Refusal):
    """A figure that counts has not been looked at by a second person."""

    sentence = _("Còn số liệu chưa được người thứ hai duyệt nên chưa chốt được.")


class ExplanationTooShort(BadInput):
    """An explanation that explains nothing."""

    sentence = _("Vui lòng giải thích ít nhất một câu (từ 20 chữ cái trở lên).")
    field = "text"


class AlreadyInLineUp(Refusal):
    """The variant is already in the broadcast's line-up."""

    sentence = _("Sản phẩm này đã có trong danh sách của buổi phát.")
    field = "variant_id"


class NotOnSale(Refusal):
    """The product cannot be bought now."""

    sentence = _("Sản phẩm này hiện không bán. Vui lòng chọn sản phẩm khác.")
    field = "variant_id"


class NotOnAir(Refusal):
    """Pinning needs a broadcast that is on air."""

    sentence = _("Chỉ ghim được khi buổi phát đang diễn ra.")


class OneTargetOnly(BadInput):
    """A link leads to a booth or to a product, not to both."""

    sentence = _("Một liên kết chỉ dẫn đến một nơi: trang livestream, một gian hàng hoặc một sản phẩm.")
    field = "target"


class UnknownMetric(BadInput):
    """A figure that no platform reports."""

    sentence = _("Không có chỉ số nào tên là %(metric)s.")
    field = "metric"


class BadReading(BadInput):
    """A figure or a moment that cannot be read, in row `row`."""

    sentence = _("Dòng %(row)s: số liệu hoặc thời điểm chưa đúng.")
    field = "readings"


class ReadingInFuture(BadInput):
    """A figure captured later than now."""

    sentence = _("Thời điểm ghi số không được ở tương lai.")
    field = "captured_at"


class NoFigures(BadInput):
    """A reading without a single figure."""

    sentence = _("Vui lòng nhập ít nhất một con số.")
    field = "views"


class KeyUsedDifferently(BadInput):
    """The Idempotency-Key was used before with other figures."""

    sentence = _("Idempotency-Key này đã dùng cho số liệu khác.")


class ReasonMissing(BadInput):
    """A correction without a reason."""

    sentence = _("Vui lòng ghi lý do sửa.")
    field = "reason"


class OwnReading(Refusal):
    """Whoever brought a figure does not review it."""

    sentence = _("Số liệu phải do người khác duyệt, không phải người nhập.")


class BadExport(BadInput):
    """The file holds no row with a start time and figures."""

    sentence = _("Không thấy dòng nào có giờ bắt đầu và số liệu. Vui lòng kiểm tra lại tệp xuất từ nền tảng.")
    field = "file"


class NoLives(BadInput):
    """With the columns as they were named, no row of the file is a live."""

    sentence = _("Đọc theo cột này thì không có phiên nào. Cần giờ bắt đầu hoặc mã phiên, và ít nhất một con số.")


class NothingToTakeIn(Refusal):
    """No row of the file has a broadcast to go to."""

    sentence = _("Chưa có dòng nào được ghép với một buổi phát.")


class ImportOver(Refusal):
    """The file was taken in or dropped before."""

    sentence = _("Tệp này đã được xử lý rồi.")


class UnknownToken(Refusal):
    """No living token stands behind this request."""

    status = 401
    sentence = _("Cần khóa API hợp lệ trong đầu mục Authorization: Bearer.")


class IdempotencyKeyMissing(BadInput):
    """A writing request of a program without an Idempotency-Key of at most 200 characters."""

    status = 400
    sentence = _("Cần đầu mục Idempotency-Key dài từ 1 đến 200 ký tự.")


class NothingHeard(BadInput):
    """No comment in what was pasted, or a line from the telephone without an order in it."""

    sentence = _("Chưa thấy đơn nào. Ghi món, số lượng, số điện thoại, tên và xã, ví dụ: 2 CF01 0912345678 Lan Cam Lộ.")
    field = "words"


class AlreadyDecided(Refusal):
    """Somebody else decided on this proposal before."""

    sentence = _("Dòng này đã có người xử lý rồi.")


class StillSoldOut(Refusal):
    """The goods somebody waits for are not there yet."""

    sentence = _("Hàng chưa đủ cho người này.")


class NotYourTurn(Refusal):
    """Somebody else has waited longer for the same goods."""

    sentence = _("Có người chờ trước món này. Vui lòng mời theo thứ tự.")


class UnclearGoods(BadInput):
    """A line of goods that names no item, or may mean more than one."""

    sentence = _("Chưa rõ món nào. Ghi số lượng và mã hoặc số thứ tự, ví dụ: 2 CF01, 1 số 3.")
    field = "goods"


class NotPlannedAnyMore(Refusal):
    """Nobody can be reminded of a broadcast that has begun, is over or was called off."""

    sentence = _("Buổi này đã bắt đầu hoặc không còn trong lịch. Mời xem trang livestream.")


class TooManyReminders(BadInput):
    """This address waits for as many letters as one may."""

    sentence = _("Địa chỉ này đang chờ nhiều thư nhắc rồi. Vui lòng thử lại sau.")
    field = "email"


class NotCleared(Refusal):
    """A broadcast may not go on air while something the law wants on file is missing; `missing` names it."""

    sentence = _("Chưa lên sóng được, còn thiếu: %(what)s. Xem mục Hồ sơ theo luật của buổi phát.")
    names: ClassVar = {
        "host": _("kiểm tra danh tính người phát"),
        "rules": _("cam kết theo quy định"),
        "papers": _("giấy tờ của hàng"),
    }

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(what=", ".join(str(self.names[name]) for name in missing))
        self.missing = tuple(missing)


class PapersMissing(Refusal):
    """A product without papers may not join a broadcast that is on air."""

    sentence = _("Hàng này chưa có giấy tờ còn hạn nên không thêm được khi đang phát.")


class HostNotNamed(BadInput):
    """Whose identity was seen, or on what, is not said."""

    sentence = _("Vui lòng ghi họ tên theo giấy tờ và đã đối chiếu với gì.")
    field = "host_legal_name"


class ReasonTooShort(BadInput):
    """Why something missing is no hindrance, in too few words."""

    sentence = _("Vui lòng ghi lý do rõ hơn, ít nhất 20 chữ cái.")
    field = "reason"


class BadRecording(BadInput):
    """An address that is not https, or a day that is not in the future."""

    sentence = _("Liên kết phải bắt đầu bằng https:// và ngày giữ phải sau hôm nay.")
    field = "recording_url"
