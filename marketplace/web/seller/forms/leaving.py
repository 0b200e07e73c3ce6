"""The reason and the password, asked before a booth closes."""

from __future__ import annotations

from marketplace.core.language import lazy_gettext as _
from marketplace.web.account.forms.leaving import ProofForm
from marketplace.web.forms import LinesField


class ClosingForm(ProofForm):
    """Why, and by whom."""

    reason = LinesField(
        _("Vì sao đóng"), most=1000, required=True, description=_("Ban tổ chức đọc được, để giúp gian hàng sau.")
    )
