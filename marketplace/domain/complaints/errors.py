"""What complaints are refused for."""

from __future__ import annotations

from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.language import lazy_gettext as _


class ComplaintNotThere(NotThere):
    """No such complaint, or not this person's to read."""

    sentence = _("Không tìm thấy khiếu nại này.")


class UnknownReason(BadInput):
    """Not one of the reasons that fit what it is about."""

    sentence = _("Vui lòng chọn chuyện gì đã xảy ra.")
    field = "reason"


class TextTooShort(BadInput):
    """Too little, or too much, to act on."""

    sentence = _("Xin kể rõ chuyện gì đã xảy ra, từ %(least)s đến %(most)s chữ.")
    field = "text"


class NoWayToAnswer(BadInput):
    """Neither an e-mail address nor a phone number to answer to."""

    sentence = _("Xin cho email hoặc số điện thoại để chúng tôi trả lời.")
    field = "email"


class AuthorityMissing(BadInput):
    """A request of an authority says which."""

    sentence = _("Xin ghi cơ quan nào yêu cầu và số văn bản.")
    field = "authority"


class UnknownOutcome(BadInput):
    """Not one of the ways in which a complaint may end."""

    sentence = _("Vui lòng chọn kết quả.")
    field = "outcome"


class ComplaintClosed(Refusal):
    """The complaint was closed before."""

    sentence = _("Khiếu nại này đã khép lại.")


class EnoughSaid(Refusal):
    """The complainant has added as much as anybody can read."""

    sentence = _("Bạn đã bổ sung nhiều lần rồi. Xin chờ ban tổ chức trả lời.")
