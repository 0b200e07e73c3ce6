"""What the market refuses about accounts."""

from __future__ import annotations

from marketplace.core.errors import BadInput, NotAllowed, NotThere, Refusal
from marketplace.core.language import lazy_gettext as _


class WrongLogin(BadInput):
    """The name and the password do not go together; which of the two is wrong is not said."""

    sentence = _("Tên đăng nhập hoặc mật khẩu không đúng.")
    field = "login"


class AlreadyKnown(Refusal):
    """Somebody has this e-mail address or phone number already."""

    sentence = _("Địa chỉ hoặc số điện thoại này đã có tài khoản. Bạn hãy đăng nhập, hoặc đặt lại mật khẩu.")


class NoWayToReach(BadInput):
    """Neither an e-mail address nor a phone number was given."""

    sentence = _("Xin cho email hoặc số điện thoại, ít nhất một trong hai.")
    field = "email"


class WeakPassword(BadInput):
    """The password is too short, too common, or says who its owner is."""

    sentence = _("Mật khẩu cần ít nhất %(least)s ký tự và không phải một mật khẩu ai cũng đoán được.")
    field = "password"


class WrongPassword(BadInput):
    """The old password is not right."""

    sentence = _("Mật khẩu hiện tại không đúng.")
    field = "old"


class SecondStepAsked(NotAllowed):
    """The password was right and the code of the phone is still to come; `token` opens the page that asks for it."""

    sentence = _("Mật khẩu đúng. Xin nhập tiếp mã trên điện thoại.")

    @property
    def token(self) -> str:
        """What the browser shows when it comes back with the code."""
        return str(self.values["token"])


class WrongCode(BadInput):
    """Not the code of this half minute, one that was used, or no recovery code of this person."""

    sentence = _("Mã không đúng hoặc đã dùng. Xin nhập mã đang hiện trên điện thoại.")
    field = "code"


class FactorIsOn(Refusal):
    """The second factor is in use: it must be turned off before another phone is set up."""

    sentence = _("Xác nhận hai bước đang bật rồi.")


class FactorIsOff(Refusal):
    """There is no second factor to be shown, renewed or turned off."""

    sentence = _("Xác nhận hai bước chưa bật.")


class DeadToken(NotAllowed):
    """The link was used, has expired, or was never ours."""

    sentence = _("Liên kết này đã dùng hoặc đã hết hạn. Xin yêu cầu một liên kết mới.")


class NoSuchRole(BadInput):
    """A role that does not exist."""

    sentence = _("Không có vai trò này.")


class BadName(BadInput):
    """A name without a letter, too long, or with letters under piles of marks."""

    sentence = _("Xin cho biết tên bạn, không quá 100 chữ cái.")
    field = "full_name"


class AddressIncomplete(BadInput):
    """Who receives, or where, is missing; `field` says which."""

    sentence = _("Xin điền phần này.")


class NoSuchPlace(BadInput):
    """A commune that does not exist, or no longer."""

    sentence = _("Chưa rõ xã, phường nào. Xin chọn một nơi trong danh sách.")
    field = "commune"


class NoSuchPurpose(NotThere):
    """Nobody is asked for a consent to this."""

    sentence = _("Không có loại thư này.")
