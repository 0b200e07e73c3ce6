"""What reviews, questions and answers are refused for."""

from __future__ import annotations

from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.language import lazy_gettext as _


class ReviewNotThere(NotThere):
    """No such review, or not this person's to see."""

    sentence = _("Không tìm thấy đánh giá này.")


class QuestionNotThere(NotThere):
    """No such question, or not this person's to see."""

    sentence = _("Không tìm thấy câu hỏi này.")


class NotDelivered(Refusal):
    """Only what was delivered can be reviewed."""

    sentence = _("Bạn đánh giá được khi hàng đã giao đến.")


class TooLateToReview(Refusal):
    """The goods came too long ago."""

    sentence = _("Đã quá 90 ngày kể từ khi hàng giao đến nên không nhận đánh giá nữa.")


class TooLateToEdit(Refusal):
    """The review was written too long ago, or is not shown."""

    sentence = _("Đánh giá này không sửa được nữa. Bạn vẫn có thể rút lại.")


class ReviewIsHidden(Refusal):
    """Organizers hid it: it can be withdrawn, and not be written anew."""

    sentence = _("Ban tổ chức đã ẩn đánh giá này nên không viết lại được.")


class StarsMissing(BadInput):
    """One to five stars are asked for."""

    sentence = _("Vui lòng chọn số sao, từ 1 đến 5.")
    field = "stars"


class TextTooLong(BadInput):
    """More letters than are kept."""

    sentence = _("Mục này dài quá: tối đa %(max)d chữ.")
    field = "text"


class TooManyReviewPhotos(BadInput):
    """A review has four pictures at most."""

    sentence = _("Mỗi đánh giá có tối đa 4 ảnh.")
    field = "photos"


class QuestionMissing(BadInput):
    """An empty question."""

    sentence = _("Vui lòng ghi câu hỏi.")
    field = "text"


class AnswerMissing(BadInput):
    """An empty answer."""

    sentence = _("Vui lòng ghi câu trả lời.")
    field = "answer"


class ReportReasonMissing(BadInput):
    """A report says what is the matter."""

    sentence = _("Vui lòng chọn điều không ổn.")
    field = "reason"


class NothingToAnswer(Refusal):
    """What its author withdrew or organizers hid is not answered."""

    sentence = _("Nội dung này không còn hiện nên không trả lời được.")
