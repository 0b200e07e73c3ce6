"""The password, asked once more before data leaves the house or an account goes."""

from __future__ import annotations

from wtforms import PasswordField
from wtforms.validators import Length

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.accounts.rules import LONGEST_PASSWORD
from marketplace.web.forms import MarketForm, asked


class ProofForm(MarketForm):
    """Whoever holds the phone is not always its owner."""

    password = PasswordField(_("Mật khẩu của bạn"), [asked(), Length(max=LONGEST_PASSWORD)])
