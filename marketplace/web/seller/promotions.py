"""Lower prices for a time, and codes that lower."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from marketplace.core import clock
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.tenancy import across_booths
from marketplace.domain.booths.access import can_make_offers
from marketplace.domain.promotions.actions import end_offer, end_voucher, make_offer, make_voucher
from marketplace.domain.promotions.queries import offers_of_booth, vouchers_of_booth
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.promotions import OfferForm, VoucherForm


@bp.get("/promotions")
@needs(can_make_offers)
def list_promotions() -> str:
    """What runs, and two forms to begin something."""
    return _page()


@bp.post("/promotions/offers")
@needs(can_make_offers)
def create_offer() -> Any:
    """Sell a variant for less for a time."""
    form = OfferForm(the_booth())
    if form.validate():
        try:
            with across_booths("the form has only the booth's own goods to choose from"):
                make_offer(
                    int(form.variant_id.data), price=form.price.data, starts_at=form.starts_at.data,
                    ends_at=form.ends_at.data, quantity=form.quantity.data, per_buyer=form.per_buyer.data,
                )  # fmt: skip
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã đặt giá ưu đãi."), "success")
            return redirect(f"{root()}/seller/promotions", 303)
    return _page(offer=form), 422


@bp.post("/promotions/offers/<int(max=9007199254740991):offer_id>/ending")
@needs(can_make_offers)
def create_offer_ending(offer_id: int) -> Response:
    """End an offer now."""
    offers = offers_of_booth(the_booth().id, after=clock.now())
    offer = next((each for each in offers if each.id == offer_id), None)
    if offer is None:
        raise NotThere
    end_offer(offer)
    flash(_("Giá ưu đãi đã dừng."), "success")
    return redirect(f"{root()}/seller/promotions", 303)


@bp.post("/promotions/vouchers")
@needs(can_make_offers)
def create_voucher() -> Any:
    """Make a code of the booth."""
    form = VoucherForm()
    if form.validate():
        try:
            voucher = make_voucher(form.facts, booth_id=the_booth().id)
        except Refusal as refusal:
            refusal.field = form.value_field if refusal.field == "value" else refusal.field
            show_refusal(form, refusal)
        else:
            flash(_("Đã tạo mã %(code)s.", code=voucher.code), "success")
            return redirect(f"{root()}/seller/promotions", 303)
    return _page(voucher=form), 422


@bp.post("/promotions/vouchers/<int(max=9007199254740991):voucher_id>/ending")
@needs(can_make_offers)
def create_voucher_ending(voucher_id: int) -> Response:
    """Take a code back now."""
    voucher = next((each for each in vouchers_of_booth(the_booth().id) if each.id == voucher_id), None)
    if voucher is None:
        raise NotThere
    end_voucher(voucher)
    flash(_("Mã %(code)s đã dừng.", code=voucher.code), "success")
    return redirect(f"{root()}/seller/promotions", 303)


def _page(offer: OfferForm | None = None, voucher: VoucherForm | None = None) -> str:
    now = clock.now()
    minute = now.replace(second=0, microsecond=0)
    times = {"starts_at": minute, "ends_at": minute + timedelta(days=7)}
    return render_template(
        "seller/promotions/list_promotions.html",
        offers=offers_of_booth(the_booth().id, after=now), vouchers=vouchers_of_booth(the_booth().id), now=now,
        offer=offer or OfferForm(the_booth(), formdata=None, data=times),
        voucher=voucher or VoucherForm(formdata=None, data=times),
    )  # fmt: skip
