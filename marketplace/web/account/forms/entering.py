"""Coming in, with an account or for one."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import Length

from marketplace.core.errors import Refusal
from marketplace.core.language import lazy_gettext as _
from marketplace.domain.accounts.rules import LONGEST_PASSWORD, lacks_of_newcomer
from marketplace.web.forms import AddressField, LineField, MarketForm, PhoneField, asked


class SignInForm(MarketForm):
    """Who, and the password. `next` is where to go on."""

    login = StringField(_("Số điện thoại hoặc email"), [asked(), Length(max=254)])
    password = PasswordField(_("Mật khẩu"), [asked(), Length(max=LONGEST_PASSWORD)])
    next = HiddenField()


def code_field() -> LineField:
    """Where the code of the phone or of the paper is typed."""
    return LineField(
        _("Mã xác nhận"), most=20, required=True,
        description=_("6 chữ số đang hiện trong ứng dụng, hoặc một mã dự phòng."),
    )  # fmt: skip


class SecondStepForm(MarketForm):
    """The code of the phone, or one of the paper."""

    code = code_field()
    next = HiddenField()


class SignUpForm(MarketForm):
    """A name, a way to reach its owner, a password."""

    full_name = LineField(_("Họ và tên"), most=100, required=True)
    phone = PhoneField(_("Số điện thoại"))
    email = AddressField(
        _("Email"), description=_("Cho số điện thoại hoặc email, hay cả hai. Quên mật khẩu thì cần email để đặt lại.")
    )
    password = PasswordField(
        _("Mật khẩu"), [asked(), Length(max=LONGEST_PASSWORD)],
        description=_("Ít nhất 8 ký tự. Vài từ ghép lại thì vừa dễ nhớ vừa khó đoán."),
    )  # fmt: skip
    next = HiddenField()

    def lacks(self) -> Sequence[Refusal]:
        """What keeps a newcomer out."""
        return lacks_of_newcomer(
            full_name=self.full_name.data, email=self.email.typed, phone=self.phone.typed,
            password=self.password.data or "",
        )  # fmt: skip
