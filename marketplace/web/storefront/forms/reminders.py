"""The form of a reminder."""

from __future__ import annotations

from marketplace.core.language import lazy_gettext as _
from marketplace.web.forms import AddressField, MarketForm


class ReminderForm(MarketForm):
    """Where the letter goes."""

    email = AddressField(_("E-mail"), required=True)
