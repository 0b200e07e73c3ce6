"""What a booth's people may be told no about."""

from __future__ import annotations

from marketplace.core.errors import BadInput, NotAllowed, NotThere, Refusal
from marketplace.core.language import lazy_gettext as _


class BoothNotThere(NotThere):
    """No such booth, or not one of this person's."""

    sentence = _("Không tìm thấy gian hàng này.")


class MemberNotThere(NotThere):
    """Nobody of that number works in this booth."""

    sentence = _("Người này không có trong gian hàng.")


class GrantNotThere(NotThere):
    """No such offer of help in this booth."""

    sentence = _("Không tìm thấy lượt giúp này.")


class CodeNotGood(BadInput):
    """No offer waits under this code: mistyped, taken already, or too old. Which of these is not said."""

    sentence = _("Mã này không dùng được: có thể gõ nhầm, đã dùng rồi hoặc quá hạn. Xin hỏi lại chủ gian hàng.")
    field = "code"


class NothingGranted(BadInput):
    """An offer of help that lets nobody do anything."""

    sentence = _("Vui lòng chọn ít nhất một việc.")
    field = "may_edit_products"


class BadHours(BadInput):
    """Help is for hours, at most a week."""

    sentence = _("Vui lòng chọn thời gian từ 1 giờ đến 7 ngày.")
    field = "hours"


class NotYourPart(NotAllowed):
    """The person works in the booth, but not in this."""

    sentence = _("Phần việc này dành cho chủ gian hàng hoặc người quản lý.")


class ReadEnough(NotAllowed):
    """A helper has opened as many lists of buyers as one may in a day."""

    sentence = _(
        "Hôm nay bạn đã mở %(most)s danh sách có tên người mua, nhiều nhất cho một ngày. "
        "Chủ gian hàng đã được báo; xin làm tiếp ngày mai hoặc nhờ chủ gian hàng."
    )


class ForOrganizers(NotAllowed):
    """Only an organizer decides this."""

    sentence = _("Việc này dành cho ban tổ chức.")


class BoothCannotMove(Refusal):
    """The booth is not in a state from which this can be done."""

    sentence = _("Gian hàng không còn ở bước này nữa. Xin tải lại trang để xem tình trạng mới.")


class ReasonNeeded(BadInput):
    """Whoever is told no must be told why."""

    sentence = _("Vui lòng ghi lý do để gian hàng biết cần làm gì.")
    field = "reason"


class FactMissing(BadInput):
    """A fact that the law asks for is empty; `field` says which."""

    sentence = _("Vui lòng điền mục này trước khi gửi.")


class NameTooLong(BadInput):
    """A name is longer than can be shown, or piles marks upon letters."""

    sentence = _("Tên này dài quá hoặc có ký tự lạ. Vui lòng dùng tối đa 100 chữ.")
    field = "name"


class BadTaxCode(BadInput):
    """Not a tax code of this kind of subject."""

    sentence = _("Mã số thuế gồm 10 số (chi nhánh thêm -001); hộ và cá nhân dùng 12 số định danh.")
    field = "tax_code"


class UnknownKind(BadInput):
    """Not one of the kinds of subject."""

    sentence = _("Vui lòng chọn loại chủ thể.")
    field = "subject_kind"


class UnknownCommune(BadInput):
    """Not a commune in force."""

    sentence = _("Vui lòng chọn xã, phường trong danh sách.")
    field = "commune_code"


class UnknownRole(BadInput):
    """Not one of the parts in a booth."""

    sentence = _("Vui lòng chọn phần việc của người này.")
    field = "role"


class NobodyOfThatName(BadInput):
    """No account has this e-mail address or phone number."""

    sentence = _("Chưa có tài khoản nào dùng e-mail hoặc số điện thoại này. Hãy nhờ người ấy đăng ký trước.")
    field = "login"


class BadHoliday(BadInput):
    """The days are the wrong way round, over already, or too many."""

    sentence = _("Chọn ngày nghỉ từ hôm nay trở đi, ngày cuối không trước ngày đầu, tối đa %(most)s ngày.")


class LastOwner(Refusal):
    """A booth keeps at least one owner."""

    sentence = _("Gian hàng cần ít nhất một chủ. Hãy thêm chủ khác trước.")


class MakerNotThere(NotThere):
    """The booth shows no such person."""

    sentence = _("Không có người này trên trang gian hàng.")


class NobodyAgreed(BadInput):
    """Nobody is shown without having agreed."""

    sentence = _("Chỉ hiện người đã đồng ý. Hãy hỏi người ấy rồi đánh dấu vào đây.")
    field = "agreed"


class TooManyMakers(Refusal):
    """The booth shows as many people as it may."""

    sentence = _("Trang gian hàng hiện được tối đa %(most)s người. Hãy bớt một người trước.")
