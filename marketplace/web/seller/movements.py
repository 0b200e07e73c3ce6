"""All that went in and out of the booth's shelves, to read and to take away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request
from werkzeug.datastructures import MultiDict

from marketplace.core.language import gettext as _
from marketplace.core.sheets import write_csv, write_xlsx
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.orders.queries import codes_of_lines
from marketplace.domain.stock.queries import Moved, moved_in
from marketplace.domain.stock.rules import MOST_EXPORTED
from marketplace.web.pages import asked_page
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.movements import MovesForm
from marketplace.web.seller.imports import XLSX
from marketplace.web.words import MOVEMENT_KINDS

PER_PAGE = 50
OPENING = "opening stock"


@bp.get("/movements")
@needs(can_edit_products)
def list_movements() -> Any:
    """The movements that the address asks for, newest first."""
    form, page = MovesForm(formdata=MultiDict({"kind": "", **request.args.to_dict()})), asked_page()
    fine = form.validate()
    found = moved_in(the_booth(), form.moves(), limit=PER_PAGE + 1, offset=(page - 1) * PER_PAGE) if fine else []
    moved = found[:PER_PAGE]
    shown = render_template(
        "seller/movements/list_movements.html",
        form=form, moved=moved, codes=_codes(moved), kinds=MOVEMENT_KINDS, page=page, more=len(found) > PER_PAGE,
        asked=urlencode({name: value for name, value in request.args.items() if name in form and value}),
        opening=OPENING, most=MOST_EXPORTED,
    )  # fmt: skip
    return shown if fine else (shown, 422)


@bp.get("/movements.<any(csv, xlsx):kind>")
@needs(can_edit_products)
def show_movement_file(kind: str) -> Any:
    """The same movements as a file."""
    form = MovesForm(formdata=MultiDict({"kind": "", **request.args.to_dict()}))
    if not form.validate():
        return list_movements()
    moved = moved_in(the_booth(), form.moves(), limit=MOST_EXPORTED)
    header = [
        _("Lúc"), _("Tên sản phẩm"), _("Quy cách"), _("Mã hàng"), _("Việc"), _("Số lượng"), _("Ghi chú"), _("Đơn hàng"),
        _("Người ghi"),
    ]  # fmt: skip
    codes = _codes(moved)
    rows = [
        (each.at, each.product_name, each.variant_name, each.sku, str(MOVEMENT_KINDS[each.kind]), each.delta,
         "" if each.reason == OPENING else each.reason, codes.get(each.order_line_id or 0, ""), each.by)
        for each in moved
    ]  # fmt: skip
    data = write_csv(header, rows) if kind == "csv" else write_xlsx(_("Ra vào kho"), header, rows)
    response = Response(data, mimetype="text/csv" if kind == "csv" else XLSX)
    response.headers.set("Content-Disposition", "attachment", filename=f"ra-vao-kho-{the_booth().slug}.{kind}")
    return response


def _codes(moved: Sequence[Moved]) -> dict[int, str]:
    return codes_of_lines(the_booth(), [each.order_line_id for each in moved if each.order_line_id is not None])
