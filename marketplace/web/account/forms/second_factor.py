"""The second factor: turned on with a first code, turned off with a last one."""

from __future__ import annotations

from wtforms import HiddenField, PasswordField
from wtforms.validators import Length

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.accounts.rules import LONGEST_PASSWORD
from marketplace.web.account.forms.entering import code_field
from marketplace.web.account.forms.leaving import ProofForm
from marketplace.web.forms import LineField, MarketForm, asked


class FirstCodeForm(MarketForm):
    """What the app shows once it has the secret, and who says so."""

    code = LineField(
        _("Mã đang hiện trong ứng dụng"), most=20, required=True, description=_("6 chữ số, đổi mỗi nửa phút.")
    )
    password = PasswordField(_("Mật khẩu của bạn"), [asked(), Length(max=LONGEST_PASSWORD)])
    next = HiddenField()


class LastCodeForm(ProofForm):
    """The password and a code of the phone or of the paper."""

    code = code_field()
