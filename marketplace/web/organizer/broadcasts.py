"""Broadcasts of a campaign: their facts, states, line-up, pins and links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response as FlaskResponse
from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import public_url
from marketplace.core.qr import qr_png, qr_svg
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import BroadcastFacts, LiveTerms
from marketplace.domain.livestream.models import Broadcast, Campaign, LineUpItem
from marketplace.domain.livestream.queries import (
    broadcast_for,
    campaign_for,
    item_for,
    line_up_of,
    link_of,
    links_of,
    pinned_now,
    variants_matching,
)
from marketplace.web.forms import choices, show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.campaigns import Page, attempt, back_to, campaign_path
from marketplace.web.organizer.forms.campaigns import BroadcastForm, ItemForm, LinkForm
from marketplace.web.session import the_person

_AT = "/campaigns/<slug>/broadcasts"
_ONE = f"{_AT}/<int:broadcast_id>"


def broadcast_path(campaign: Campaign, broadcast: Broadcast, rest: str = "") -> str:
    """The address of a broadcast's plan, or of what is under it."""
    return campaign_path(campaign, f"/broadcasts/{broadcast.id}{rest}")


def _found(slug: str, broadcast_id: int) -> tuple[Campaign, Broadcast]:
    campaign = campaign_for(slug)
    return campaign, broadcast_for(campaign, broadcast_id)


@bp.get(f"{_AT}/new")
def new_broadcast(slug: str) -> str:
    """An empty broadcast."""
    form = BroadcastForm(data={"platform": "tiktok"})
    return render_template(
        "organizer/campaigns/edit_broadcast.html", form=form, campaign=campaign_for(slug), broadcast=None
    )


@bp.post(_AT)
def create_broadcast(slug: str) -> Page:
    """Plan a broadcast."""
    campaign, form = campaign_for(slug), BroadcastForm()
    if form.validate_on_submit():
        try:
            broadcast = actions.add_broadcast(campaign, _facts(form), by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return back_to(broadcast_path(campaign, broadcast), _("Đã thêm buổi phát. Bây giờ hãy chọn sản phẩm."))
    return (
        render_template("organizer/campaigns/edit_broadcast.html", form=form, campaign=campaign, broadcast=None),
        422,
    )


@bp.get(f"{_ONE}/edit")
def edit_broadcast(slug: str, broadcast_id: int) -> str:
    """A broadcast's facts, to change."""
    campaign, broadcast = _found(slug, broadcast_id)
    code = broadcast.voucher.code if broadcast.voucher else ""
    form = BroadcastForm(obj=broadcast, code=code)
    return render_template("organizer/campaigns/edit_broadcast.html", form=form, campaign=campaign, broadcast=broadcast)


@bp.post(_ONE)
def update_broadcast(slug: str, broadcast_id: int) -> Page:
    """Change a broadcast."""
    (campaign, broadcast), form = _found(slug, broadcast_id), BroadcastForm()
    if form.validate_on_submit():
        try:
            actions.edit_broadcast(broadcast, _facts(form), by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return back_to(broadcast_path(campaign, broadcast), _("Đã lưu."))
    return (
        render_template("organizer/campaigns/edit_broadcast.html", form=form, campaign=campaign, broadcast=broadcast),
        422,
    )


def _facts(form: BroadcastForm) -> BroadcastFacts:
    values: dict[str, Any] = {name: getattr(form, name).data or "" for name in BroadcastFacts.__dataclass_fields__}
    return BroadcastFacts(**values)


@bp.get(_ONE)
def show_broadcast(slug: str, broadcast_id: int) -> str:
    """The plan of one broadcast: its line-up in order, what is pinned, its links."""
    campaign, broadcast = _found(slug, broadcast_id)
    return _plan(campaign, broadcast, ItemForm(formdata=None))


def _plan(campaign: Campaign, broadcast: Broadcast, form: ItemForm, wrong: LineUpItem | None = None) -> str:
    words = request.args.get("q", "")
    items = line_up_of([broadcast])
    links = [link for link in links_of(campaign) if link.broadcast_id == broadcast.id]
    return render_template(
        "organizer/campaigns/show_broadcast.html",
        campaign=campaign, broadcast=broadcast, items=items, pinned=pinned_now([broadcast]).get(broadcast.id),
        words=words, found=variants_matching(words) if words else [], form=form, wrong=wrong,
        link_form=_link_form(items), links=links, address_of=_address_of,
    )  # fmt: skip


def _address_of(code: str) -> str:
    return public_url(f"/l/{code}")


_STEPS: dict[str, Callable[..., Broadcast]] = {
    "live": actions.begin_broadcast,
    "ended": actions.end_broadcast,
    "cancelled": actions.cancel_broadcast,
}


@bp.post(f"{_ONE}/state")
def update_broadcast_state(slug: str, broadcast_id: int) -> Response:
    """Go on air, go off air, or call it off."""
    campaign, broadcast = _found(slug, broadcast_id)
    step = _STEPS.get(request.form.get("state", ""), actions.begin_broadcast)
    return attempt(
        lambda: step(broadcast, by=the_person()), broadcast_path(campaign, broadcast), _("Đã chuyển bước buổi phát.")
    )


@bp.post(f"{_ONE}/items")
def create_item(slug: str, broadcast_id: int) -> Page:
    """Put a product into the line-up."""
    (campaign, broadcast), form = _found(slug, broadcast_id), ItemForm()
    if form.validate_on_submit():
        try:
            actions.add_to_line_up(broadcast, _number(form.variant_id.data), _terms(form), by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return back_to(broadcast_path(campaign, broadcast, "#line-up"), _("Đã thêm vào danh sách."))
    return _plan(campaign, broadcast, form), 422


@bp.post(f"{_ONE}/items/<int:item_id>")
def update_item(slug: str, broadcast_id: int, item_id: int) -> Page:
    """Change how an item is sold."""
    (campaign, broadcast), form = _found(slug, broadcast_id), ItemForm()
    item = item_for(broadcast, item_id)
    if form.validate_on_submit():
        try:
            actions.change_item(item, _terms(form), by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return back_to(broadcast_path(campaign, broadcast, "#line-up"), _("Đã lưu giá và số lượng."))
    return _plan(campaign, broadcast, form, item), 422


def _terms(form: ItemForm) -> LiveTerms:
    return LiveTerms(form.price.data, form.quantity.data, form.per_buyer.data, form.talking_points.data or "")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


@bp.post(f"{_ONE}/items/<int:item_id>/removal")
def delete_item(slug: str, broadcast_id: int, item_id: int) -> Response:
    """Take an item out of the line-up."""
    campaign, broadcast = _found(slug, broadcast_id)
    item = item_for(broadcast, item_id)
    return attempt(
        lambda: actions.remove_from_line_up(item, by=the_person()),
        broadcast_path(campaign, broadcast, "#line-up"), _("Đã bỏ khỏi danh sách."),
    )  # fmt: skip


@bp.post(f"{_ONE}/items/<int:item_id>/place")
def update_item_place(slug: str, broadcast_id: int, item_id: int) -> Response:
    """Move an item one place up or down."""
    campaign, broadcast = _found(slug, broadcast_id)
    ids = [item.id for item in line_up_of([broadcast])]
    at = ids.index(item_for(broadcast, item_id).id)
    to = max(at - 1, 0) if request.form.get("to") == "up" else min(at + 1, len(ids) - 1)
    ids.insert(to, ids.pop(at))
    return attempt(
        lambda: actions.reorder_line_up(broadcast, ids, by=the_person()),
        broadcast_path(campaign, broadcast, "#line-up"), "",
    )  # fmt: skip


@bp.post(f"{_ONE}/items/<int:item_id>/pin")
def create_pin(slug: str, broadcast_id: int, item_id: int) -> Response:
    """Show an item first on the live page."""
    campaign, broadcast = _found(slug, broadcast_id)
    item = item_for(broadcast, item_id)
    return attempt(
        lambda: actions.create_pin(item, by=the_person()), broadcast_path(campaign, broadcast, "#line-up"),
        _("Đã ghim lên đầu trang livestream."),
    )  # fmt: skip


@bp.post(f"{_ONE}/pin/removal")
def delete_pin(slug: str, broadcast_id: int) -> Response:
    """Show nothing first any more."""
    campaign, broadcast = _found(slug, broadcast_id)
    actions.delete_pin(broadcast, by=the_person())
    return back_to(broadcast_path(campaign, broadcast, "#line-up"), _("Đã bỏ ghim."))


def _link_form(items: list[LineUpItem], data: bool = False) -> LinkForm:
    form = LinkForm() if data else LinkForm(formdata=None)
    booths = {item.booth_id: item.variant.product.booth.name for item in items}
    products = {item.variant.product_id: item.variant.product.name for item in items}
    of_booths = ((f"booth-{key}", _("Gian hàng: %(name)s", name=name)) for key, name in booths.items())
    of_products = ((f"product-{key}", _("Sản phẩm: %(name)s", name=name)) for key, name in products.items())
    form.target.choices = choices([("live", _("Trang livestream")), *of_booths, *of_products])
    return form


@bp.post(f"{_ONE}/links")
def create_link(slug: str, broadcast_id: int) -> Response:
    """Make a tracking link of the broadcast."""
    campaign, broadcast = _found(slug, broadcast_id)
    form = _link_form(line_up_of([broadcast]), data=True)
    path = broadcast_path(campaign, broadcast, "#links")
    if not form.validate():
        return back_to(path, _("Vui lòng chọn nơi liên kết dẫn đến."), "error")
    kind, _dash, number = str(form.target.data).partition("-")
    target = {f"{kind}_id": _number(number)} if number else {}
    return attempt(
        lambda: actions.create_link(broadcast, by=the_person(), medium=form.medium.data, **target), path,
        _("Liên kết đã sẵn sàng."),
    )  # fmt: skip


@bp.get("/campaigns/<slug>/links/<code>.<any(svg, png):kind>")
def show_link_picture(slug: str, code: str, kind: str) -> FlaskResponse:
    """The QR code of a tracking link, to print."""
    link = link_of(campaign_for(slug), code)
    address = _address_of(link.code)
    body = qr_png(address, scale=16) if kind == "png" else qr_svg(address, title=address).encode()
    response = make_response(body)
    response.content_type = "image/png" if kind == "png" else "image/svg+xml"
    response.headers["Content-Disposition"] = f'attachment; filename="{link.code}.{kind}"'
    return response
