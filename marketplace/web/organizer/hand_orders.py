"""Orders that came by comment or phone, and the list of what was counted."""

from __future__ import annotations

from typing import Any

from flask import render_template

from marketplace.core.codes import random_code
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import language
from marketplace.core.money import format_dong
from marketplace.domain.checkout.actions import place_purchase
from marketplace.domain.checkout.rules import Delivery, HandEntry, Placed, Wish
from marketplace.domain.livestream.models import Campaign
from marketplace.domain.livestream.queries import (
    broadcast_for,
    broadcasts_of,
    campaign_for,
    line_up_of,
    purchase_evidence,
    purchase_with,
    purchases_of,
)
from marketplace.web.forms import choices, show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.campaigns import (
    Page,
    back_to,
    campaign_path,
    narrowed,
    narrowed_words,
    page_asked,
    page_of,
)
from marketplace.web.organizer.forms.campaigns import HandOrderForm
from marketplace.web.session import the_person

PER_PAGE = 50


@bp.get("/campaigns/<slug>/orders/new")
def new_order(slug: str) -> str:
    """An empty order; the broadcast on air is chosen."""
    campaign = campaign_for(slug)
    return _page(campaign, _form(campaign))


def _form(campaign: Campaign) -> HandOrderForm:
    form = HandOrderForm(key=random_code(16), quantity=1)
    if not form.is_submitted():
        form.key.data = random_code(16)
    broadcasts = [each for each in broadcasts_of(campaign) if each.state != "cancelled"]
    on_air = sorted(broadcasts, key=lambda each: each.state != "live")
    form.broadcast_id.choices = choices((str(each.id), each.title) for each in on_air)
    items = {item.variant_id: item for item in line_up_of(broadcasts)}
    form.variant_id.choices = choices((str(key), _label(item.variant)) for key, item in items.items())
    return form


def _label(variant: Any) -> str:
    name = f"{variant.product.name} {variant.name}".strip()
    return f"{name} · {variant.sku} · {format_dong(variant.price)}"


def _page(campaign: Campaign, form: HandOrderForm) -> str:
    return render_template("organizer/campaigns/new_order.html", campaign=campaign, form=form)


@bp.post("/campaigns/<slug>/orders")
def create_order(slug: str) -> Page:
    """Write an order down: cash on delivery, tied to its broadcast."""
    campaign = campaign_for(slug)
    form = _form(campaign)
    if form.validate_on_submit():
        try:
            placed = _place(campaign, form)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            said = _(
                "Đã ghi đơn %(code)s, thu %(total)s khi giao.", code=placed.code, total=format_dong(placed.grand_total)
            )
            return back_to(campaign_path(campaign, "/orders/new"), said)
    return _page(campaign, form), 422


def _place(campaign: Campaign, form: HandOrderForm) -> Placed:
    broadcast, person = broadcast_for(campaign, form.broadcast_id.data), the_person()
    delivery = Delivery(
        form.recipient.data, form.phone.data, form.address_line.data, form.commune_code.data or "", None,
        form.note.data or "",
    )  # fmt: skip
    return place_purchase(
        wishes=[Wish(form.variant_id.data, form.quantity.data)], delivery=delivery, payment_method="cod",
        expected_total=None, idempotency=(f"hand:{person.id}", form.key.data or random_code(16)), by=person,
        language=language(), hand=HandEntry(broadcast.id, person.id),
    )  # fmt: skip


@bp.get("/campaigns/<slug>/purchases")
def list_purchases(slug: str) -> str:
    """The purchases behind the figure of orders, without anybody's name."""
    campaign = campaign_for(slug)
    page, only = page_asked(), narrowed()
    rows, total = purchases_of(campaign, only=only, page=page, per_page=PER_PAGE)
    return render_template(
        "organizer/campaigns/list_purchases.html",
        campaign=campaign, rows=rows, total=total, page=page, pages=max(-(-total // PER_PAGE), 1),
        href_for=lambda number: page_of(campaign_path(campaign, "/purchases"), number),
        only=narrowed_words(only, broadcasts_of(campaign)),
    )  # fmt: skip


@bp.get("/campaigns/<slug>/purchases/<code>")
def show_purchase_evidence(slug: str, code: str) -> str:
    """Why one purchase was counted, or was not."""
    campaign, purchase = campaign_for(slug), purchase_with(code)
    evidence = purchase_evidence(purchase) if purchase else None
    if evidence is None or all(touch.broadcast.campaign_id != campaign.id for touch in evidence.touches):
        raise NotThere
    return render_template(
        "organizer/campaigns/show_purchase_evidence.html", campaign=campaign, purchase=purchase, evidence=evidence
    )
