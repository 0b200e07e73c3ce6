"""Product lists: bring a file, look at every row, mend cells, take the products in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask import Response, flash, redirect, render_template, request

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import ngettext, root
from marketplace.core.sheets import write_csv, write_xlsx
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.catalog.actions import (
    ask_to_take_in,
    checked_import,
    drop_import,
    read_import,
    stop_taking_in,
    update_import_cells,
)
from marketplace.domain.catalog.errors import SheetHasProblems
from marketplace.domain.catalog.importing import COLUMNS, list_rows, template_rows
from marketplace.domain.catalog.models import ImportSheet
from marketplace.domain.catalog.queries import import_sheet_for, import_sheets_of, products_to_list
from marketplace.domain.stock.queries import left_of
from marketplace.web.forms import show_refusal
from marketplace.web.pages import Page, asked_page
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.products import SheetForm
from marketplace.web.session import the_person
from marketplace.web.uploads import bytes_of, file_name_of
from marketplace.web.words import IMPORT_HALTS, IMPORT_STATES

ROWS_PER_PAGE = 40
# A form may carry 400 parts: so many wrong cells are mended at once, the rest after them.
CELLS_AT_ONCE = 300
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CELL = re.compile(r"cell-([0-9]{1,4})-([a-z_]{1,20})")


@bp.route("/imports", methods=["GET", "POST"])
@needs(can_edit_products)
def list_imports() -> Any:
    """The lists brought so far, and a form for another."""
    booth, form = the_booth(), SheetForm()
    if form.is_submitted():
        data = bytes_of(form.file)
        try:
            if data is None:
                form.file.errors = [_("Vui lòng chọn tệp.")]
            else:
                sheet = read_import(booth, by=the_person(), file_name=file_name_of(form.file), data=data)
                return redirect(f"{root()}/seller/imports/{sheet.id}", 303)
        except Refusal as refusal:
            refusal.field = refusal.field or "file"
            show_refusal(form, refusal)
    page = render_template(
        "seller/imports/list_imports.html", form=form, sheets=import_sheets_of(booth), columns=COLUMNS,
        states=IMPORT_STATES,
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


@bp.get("/imports/template.<any(csv, xlsx):kind>")
@needs(can_edit_products)
def show_template(kind: str) -> Response:
    """The empty list to fill in."""
    return _file("bang-hang-mau", kind, *template_rows())


@bp.get("/imports/products.<any(csv, xlsx):kind>")
@needs(can_edit_products)
def show_product_list(kind: str) -> Response:
    """The booth's own products as a list, in the columns in which one is brought."""
    products = products_to_list(the_booth())
    left = left_of([variant.id for product in products for variant in product.variants])
    return _file(f"san-pham-{the_booth().slug}", kind, *list_rows(products, left))


@bp.get("/imports/<int:sheet_id>")
@needs(can_edit_products)
def show_import(sheet_id: int) -> Any:
    """Every row as typed, wrong cells to be mended; while it is taken in, how far that is."""
    sheet = import_sheet_for(the_booth(), sheet_id)
    if sheet.state == "taking_in":
        return render_template("seller/imports/show_progress.html", sheet=sheet)
    if sheet.state != "preview":
        return render_template("seller/imports/show_done.html", sheet=sheet)
    if not sheet.is_readable:
        return redirect(f"{root()}/seller/imports/{sheet_id}/columns", 303)
    return _preview(sheet)


@bp.post("/imports/<int:sheet_id>/cells")
@needs(can_edit_products)
def update_cells(sheet_id: int) -> Any:
    """Write what was typed into cells and check again."""
    sheet = import_sheet_for(the_booth(), sheet_id)
    found = ((_CELL.fullmatch(name), text) for name, text in request.form.items())
    cells = {(int(match[1]), match[2]): text for match, text in found if match}
    update_import_cells(sheet, by=the_person(), cells=cells)
    wrong = checked_import(sheet).problem_count
    if wrong:
        flash(ngettext("Còn %(num)s ô cần sửa.", "Còn %(num)s ô cần sửa.", wrong), "warning")
        return _preview(sheet), 422
    flash(_("Mọi ô đã đúng. Bây giờ có thể đưa sản phẩm vào gian hàng."), "success")
    return redirect(f"{root()}/seller/imports/{sheet_id}", 303)


@bp.post("/imports/<int:sheet_id>/taking-in")
@needs(can_edit_products)
def create_taking_in(sheet_id: int) -> Any:
    """Have a worker make the products of the list."""
    sheet = import_sheet_for(the_booth(), sheet_id)
    try:
        ask_to_take_in(sheet, by=the_person())
    except SheetHasProblems as refusal:
        flash(str(refusal), "error")
        return _preview(sheet), refusal.status
    return redirect(f"{root()}/seller/imports/{sheet_id}", 303)


@bp.post("/imports/<int:sheet_id>/stopping")
@needs(can_edit_products)
def create_stopping(sheet_id: int) -> Any:
    """Have the worker leave the list; the rest is shown again."""
    sheet = import_sheet_for(the_booth(), sheet_id)
    try:
        stop_taking_in(sheet, by=the_person())
    except NotThere:
        raise
    except Refusal as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("Đã dừng. Những dòng đã vào vẫn giữ; phần còn lại chưa vào."), "success")
    return redirect(f"{root()}/seller/imports/{sheet_id}", 303)


@bp.post("/imports/<int:sheet_id>/removal")
@needs(can_edit_products)
def delete_import(sheet_id: int) -> Any:
    """Drop a list that was not taken in."""
    drop_import(import_sheet_for(the_booth(), sheet_id), by=the_person())
    flash(_("Đã bỏ bảng này."), "success")
    return redirect(f"{root()}/seller/imports", 303)


def _file(name: str, kind: str, header: list[str], rows: Sequence[Sequence[str | int]]) -> Response:
    data = write_csv(header, rows) if kind == "csv" else write_xlsx(_("Bảng hàng"), header, rows)
    response = Response(data, mimetype="text/csv" if kind == "csv" else XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _preview(sheet: ImportSheet) -> str:
    checked = checked_import(sheet)
    only_wrong = request.args.get("rows") != "all" and bool(checked.problem_count)
    rows = checked.wrong_rows if only_wrong else checked.rows
    page = Page(asked_page(), len(rows), ROWS_PER_PAGE)
    first = (min(page.number, page.pages) - 1) * ROWS_PER_PAGE
    opened = request.args.get("row", "")
    return render_template(
        "seller/imports/show_import.html", sheet=sheet, checked=checked, only_wrong=only_wrong, page=page,
        rows=_within_one_form(rows[first : first + ROWS_PER_PAGE]), opened=opened, columns=COLUMNS, halts=IMPORT_HALTS,
        drafts=0 if checked.problem_count else len(checked.drafts()),
    )  # fmt: skip


def _within_one_form(rows: list[Any]) -> list[Any]:
    """As many of the rows as one form can carry the wrong cells of; at least one."""
    kept: list[Any] = []
    cells = 0
    for row in rows:
        cells += len(row.problems)
        if kept and cells > CELLS_AT_ONCE:
            break
        kept.append(row)
    return kept
