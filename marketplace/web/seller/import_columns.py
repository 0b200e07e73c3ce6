"""What each column of a brought list is."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import BadInput
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.catalog.actions import map_import_columns
from marketplace.domain.catalog.queries import import_sheet_for
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.columns import columns_form
from marketplace.web.session import the_person


@bp.route("/imports/<int:sheet_id>/columns", methods=["GET", "POST"])
@needs(can_edit_products)
def update_columns(sheet_id: int) -> Any:
    """Choose which of our fields each column is; what was guessed stands there already."""
    sheet = import_sheet_for(the_booth(), sheet_id)
    form = columns_form(sheet)
    if form.validate_on_submit():
        try:
            map_import_columns(sheet, by=the_person(), fields=form.fields())
        except BadInput as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã nhận các cột. Lần sau bảng cùng tên cột sẽ được đọc như vậy."), "success")
            return redirect(f"{root()}/seller/imports/{sheet_id}", 303)
    page = render_template("seller/imports/update_columns.html", form=form, sheet=sheet)
    return page, 422 if form.is_submitted() else 200
