"""What was bought in the booth's shop on TikTok: apart from the market's own orders, by API or by file."""

from __future__ import annotations

from typing import Any

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import can_run_booth
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.models import OrderImport
from marketplace.domain.livestream.queries import order_import_of, order_imports_of, shop_orders_of
from marketplace.web.forms import show_refusal
from marketplace.web.platform_columns import ORDER_QUESTIONS, columns_page
from marketplace.web.platform_files import evidence_file
from marketplace.web.platform_words import MOST_SHOWN, OrderFileForm, brought, counted, platform_words, taken_in_words
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.session import the_person

Page = str | tuple[str, int] | Response
PER_PAGE = 50
_AT = "/platform-orders"
_ONE = f"{_AT}/imports/<int(max=9007199254740991):import_id>"


def _page(form: OrderFileForm | None = None) -> str:
    typed = request.args.get("page", "1")
    page = max(int(typed), 1) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1
    seen = shop_orders_of(the_booth(), page=page, per_page=PER_PAGE)
    return render_template(
        "seller/platforms/list_orders.html",
        seen=seen, imports=order_imports_of(booth=the_booth()), form=form or OrderFileForm(formdata=None), page=page,
        pages=max(-(-seen.total // PER_PAGE), 1), href_for=lambda number: f"{root()}/seller{_AT}?page={number}",
        **platform_words(),
    )  # fmt: skip


@bp.get(_AT)
@needs(can_run_booth)
def list_platform_orders() -> str:
    """Every order of the booth's own shops, newest first, and the way to bring a file."""
    return _page()


@bp.post(_AT)
@needs(can_run_booth)
def create_order_import() -> Page:
    """Read a file into a preview."""
    form = OrderFileForm()
    if form.validate_on_submit():
        try:
            kept = actions.read_orders(*brought(form), by=the_person(), booth=the_booth())
        except Refusal as refusal:
            refusal.field = refusal.field or "file"
            show_refusal(form, refusal)
        else:
            return redirect(_path(kept), 303)
    return _page(form), 422


def _import(import_id: int) -> OrderImport:
    kept = order_import_of(import_id, booth=the_booth())
    if kept is None:
        raise NotThere
    return kept


def _path(kept: OrderImport) -> str:
    return f"{root()}/seller{_AT}/imports/{kept.id}"


@bp.get(_ONE)
@needs(can_run_booth)
def show_order_import(import_id: int) -> Page:
    """What taking the file in would do, before anything counts."""
    kept = _import(import_id)
    if ORDER_QUESTIONS.lacking(kept):
        return redirect(f"{_path(kept)}/columns", 303)
    rows = actions.previewed(kept)
    return render_template(
        "seller/platforms/show_order_import.html",
        kept=kept, rows=rows[:MOST_SHOWN], total=len(rows), counts=counted(rows), titles={}, **platform_words(),
    )  # fmt: skip


@bp.route(f"{_ONE}/columns", methods=["GET", "POST"])
@needs(can_run_booth)
def update_order_columns(import_id: int) -> Any:
    """Say which column is which."""
    kept = _import(import_id)
    return columns_page(kept, ORDER_QUESTIONS, "seller/platforms/update_order_columns.html", _path(kept))


@bp.get(f"{_ONE}/file")
@needs(can_run_booth)
def show_order_import_file(import_id: int) -> FlaskResponse:
    """The copy that was kept, without the columns that tell who bought."""
    return evidence_file(_import(import_id))


@bp.post(_ONE)
@needs(can_run_booth)
def update_order_import(import_id: int) -> Response:
    """Take the orders of a preview in."""
    kept = _import(import_id)
    try:
        counts = actions.take_in_orders(kept, by=the_person())
    except Refusal as refusal:
        flash(str(refusal), "error")
        return redirect(_path(kept), 303)
    flash(taken_in_words(counts), "success")
    return redirect(f"{root()}/seller{_AT}", 303)


@bp.post(f"{_ONE}/removal")
@needs(can_run_booth)
def delete_order_import(import_id: int) -> Response:
    """Put a preview away."""
    kept = _import(import_id)
    try:
        actions.drop_orders(kept, by=the_person())
    except Refusal as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("Đã bỏ tệp."), "success")
    return redirect(f"{root()}/seller{_AT}", 303)
