"""Codes on paper that lead to the booth and its products: chosen, printed, and how often they were scanned."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response, redirect, render_template, request

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import root
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.catalog.queries import products_named
from marketplace.domain.figures.actions import print_codes
from marketplace.domain.figures.queries import codes_called, printable_products, printings_of
from marketplace.domain.figures.rules import MOST_COPIES, MOST_LABELS
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.code_sheets import sheet_pdf
from marketplace.web.seller.forms.codes import CodesForm
from marketplace.web.session import the_person

MOST_LISTED = 100


@bp.route("/codes", methods=["GET", "POST"])
@needs(can_edit_products)
def list_codes() -> Any:
    """What to print, and the printings so far with their scans."""
    booth, form = the_booth(), CodesForm()
    sought, chosen = request.values.get("q", "")[:100], request.form.getlist("product")
    if form.validate_on_submit():
        try:
            codes = print_codes(
                booth, by=the_person(), with_booth=form.with_booth.data, products=products_named(booth, chosen),
                fair=form.fair.data or "", copies=form.copies.data,
            )  # fmt: skip
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            asked = [("code", each.code) for each in codes] + [("copies", str(form.copies.data))]
            asked += [("price", "1")] if form.price.data else []
            return redirect(f"{root()}/seller/codes/sheet.pdf?{urlencode(asked)}", 303)
    page = render_template(
        "seller/codes/list_codes.html", form=form, products=printable_products(booth, sought, limit=MOST_LISTED),
        sought=sought, chosen=chosen,
        printings=printings_of(booth), most=MOST_LISTED,
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


@bp.get("/codes/sheet.pdf")
@needs(can_edit_products)
def show_code_sheet() -> Response:
    """The labels to cut out, A4."""
    copies = min(max(request.args.get("copies", 1, type=int), 1), MOST_COPIES)
    codes = codes_called(the_booth(), request.args.getlist("code")[: MOST_LABELS // copies])
    if not codes:
        raise NotThere
    file = sheet_pdf(the_booth(), codes, copies=copies, with_price=bool(request.args.get("price")))
    response = Response(file, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename="ma-qr.pdf")
    return response
