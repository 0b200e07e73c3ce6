"""What the booth asks for sending, and how long it takes."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import lazy_gettext, root
from marketplace.core.places.queries import commune_by_code
from marketplace.domain.booths.access import can_run_booth
from marketplace.domain.shipping.actions import save_pickup_point, save_rates
from marketplace.domain.shipping.queries import quote_by, table_of
from marketplace.domain.shipping.rules import ZONES, Quote
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.shipping import PARTS, PickUpForm, TermsForm, TryForm, pickup_form, rates_form
from marketplace.web.session import the_person

ZONE_NAMES: dict[str, Any] = {
    "commune": lazy_gettext("Trong xã, phường"),
    "province": lazy_gettext("Trong tỉnh"),
    "near": lazy_gettext("Tỉnh lân cận"),
    "country": lazy_gettext("Cả nước"),
}


@bp.get("/shipping")
@needs(can_run_booth)
def edit_rates() -> str:
    """The table as it holds, and a place to try it against."""
    return _page(rates_form(table_of(the_booth())))


@bp.post("/shipping")
@needs(can_run_booth)
def update_rates() -> Any:
    """Replace the table; orders that were placed keep their fee."""
    form = rates_form(table_of(the_booth()))
    if form.validate():
        try:
            save_rates(the_booth(), by=the_person(), terms=form.terms, rates=form.rates)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã lưu bảng phí. Đơn mới tính theo bảng này."), "success")
            return redirect(f"{root()}/seller/shipping", 303)
    return _page(form, TryForm()), 422


@bp.post("/shipping/pickup")
@needs(can_run_booth)
def update_pickup_point() -> Any:
    """Where shoppers may come for their goods, or that they no longer may."""
    form = PickUpForm()
    if form.validate():
        try:
            save_pickup_point(the_booth(), by=the_person(), address_line=form.address_line.data, hours=form.hours.data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã lưu nơi tự đến lấy."), "success")
            return redirect(f"{root()}/seller/shipping#pickup", 303)
    return _page(rates_form(table_of(the_booth())), pickup=form), 422


@bp.post("/shipping/trials")
@needs(can_run_booth)
def create_trial() -> Any:
    """What the table as it was typed asks for an address; nothing is saved."""
    form, trial = rates_form(table_of(the_booth())), TryForm()
    commune = None
    if form.validate() & trial.validate():
        commune = commune_by_code(trial.commune_code.data or "")
    if commune is None:
        return _page(form, trial), 422
    quote = quote_by(
        the_booth(), commune, terms=form.terms, rates=form.rates, weight_g=trial.weight_g.data,
        goods=trial.goods.data or 0,
    )  # fmt: skip
    return _page(form, trial, quote)


def _page(
    form: TermsForm, trial: TryForm | None = None, quote: Quote | None = None, *, pickup: PickUpForm | None = None
) -> str:
    return render_template(
        "seller/shipping/edit_rates.html",
        pickup=pickup or pickup_form(table_of(the_booth())), commune=the_booth().commune,
        form=form, zones=[(zone, ZONE_NAMES[zone]) for zone in ZONES], parts=PARTS,
        trial=trial or TryForm(formdata=None, data={"weight_g": 1000}), quote=quote, zone_names=ZONE_NAMES,
    )  # fmt: skip
