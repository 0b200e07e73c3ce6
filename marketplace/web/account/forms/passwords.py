"""New passwords."""

from __future__ import annotations

from wtforms import PasswordField
from wtforms.validators import Length

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.accounts.rules import LONGEST_PASSWORD
from marketplace.web.forms import AddressField, MarketForm, asked


def _new_password() -> PasswordField:
    return PasswordField(
        _("Mật khẩu mới"), [asked(), Length(max=LONGEST_PASSWORD)],
        description=_("Ít nhất 8 ký tự. Vài từ ghép lại thì vừa dễ nhớ vừa khó đoán."),
    )  # fmt: skip


class ResetForm(MarketForm):
    """The address that a link should be sent to."""

    email = AddressField(_("Email của tài khoản"), required=True)


class NewPasswordForm(MarketForm):
    """A password chosen after the link of a letter."""

    password = _new_password()


class PasswordForm(MarketForm):
    """A password changed by somebody who knows the old one."""

    old = PasswordField(_("Mật khẩu hiện tại"), [asked(), Length(max=LONGEST_PASSWORD)])
    password = _new_password()
