"""A question for each column of a brought file of a platform's orders, as both desks ask it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template
from wtforms import SelectField

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.domain.livestream import actions, definitions
from marketplace.domain.livestream.models import OrderImport
from marketplace.domain.livestream.rules.order_columns import lacking
from marketplace.web.forms import MarketForm, choices, show_refusal


class OrderColumnsForm(MarketForm):
    """Which of our fields each column is; made for one file by `_columns_form`."""

    def fields(self) -> list[str]:
        """What was chosen, in the order of the columns."""
        return [field.data for field in self]


def lacking_columns(kept: OrderImport) -> list[str]:
    """What no column of a preview is yet, in words; nothing once its orders can be read."""
    if kept.state != "preview" or not kept.columns:
        return []
    return [str(definitions.ORDER_FIELD_NAMES[each]) for each in lacking([each["field"] for each in kept.columns])]


def columns_page(kept: OrderImport, template: str, here: str, **shown: Any) -> Any:
    """The page on which columns are told, and what becomes of the answer; `here` is the address of the preview."""
    if kept.state != "preview" or not kept.columns:
        return redirect(here, 303)
    form = _columns_form(kept)
    if form.validate_on_submit():
        try:
            actions.map_order_columns(kept, form.fields())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã nhận các cột. Lần sau tệp cùng tên cột sẽ được đọc như vậy."), "success")
            return redirect(here, 303)
    page = render_template(template, form=form, kept=kept, lacking=lacking_columns(kept), **shown)
    return page, 422 if form.is_submitted() else 200


def _columns_form(kept: OrderImport) -> OrderColumnsForm:
    names = definitions.ORDER_FIELD_NAMES
    options = choices([("", _("Không dùng cột này")), *((key, str(name)) for key, name in names.items())])
    questions = {
        f"column-{place}": SelectField(
            column["name"], choices=options, default=column["field"],
            description=column["samples"] or _("(cột trống)"),
        )
        for place, column in enumerate(kept.columns)
    }  # fmt: skip
    form: OrderColumnsForm = type("OrderColumnsOfFile", (OrderColumnsForm,), questions)()
    return form
