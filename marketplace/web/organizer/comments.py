"""Orders by comment and telephone: pasted or typed in one line, confirmed one after the other, by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, request

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import language, ngettext
from marketplace.core.money import format_dong
from marketplace.core.places.queries import commune_by_code
from marketplace.domain.checkout.actions import buy_what_was_heard
from marketplace.domain.checkout.rules import Delivery, Wish
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import Listening
from marketplace.domain.livestream.errors import UnclearGoods
from marketplace.domain.livestream.models import Broadcast, HeardOrder
from marketplace.domain.livestream.queries import (
    broadcasts_of,
    campaign_for,
    heard_counts,
    heard_order_for,
    heard_orders,
    left_of,
    line_up_of,
    said_by_same,
)
from marketplace.domain.livestream.queries.comments import known_items
from marketplace.domain.livestream.rules.comments import goods_in
from marketplace.domain.stock.errors import SoldOut
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.campaigns import Page, attempt, back_to, campaign_path
from marketplace.web.organizer.forms.campaigns import HeardOrderForm, HearingForm
from marketplace.web.organizer.on_duty import asked_broadcast, needed_broadcast, own_broadcasts
from marketplace.web.session import the_person

_AT = "/campaigns/<slug>/comments"
_ONE = f"{_AT}/<int:heard_id>"


def comments_path(broadcast: Broadcast) -> str:
    """The address of what was heard for a broadcast."""
    return campaign_path(broadcast.campaign, f"/comments?broadcast={broadcast.id}")


@bp.get(_AT)
def list_comments(slug: str) -> str:
    """What was heard and waits for somebody: the first of it open, ready to be confirmed."""
    campaign = campaign_for(slug)
    broadcasts = broadcasts_of(campaign)
    broadcast = asked_broadcast(broadcasts)
    if broadcast is None:
        return render_template("organizer/campaigns/list_comments.html", campaign=campaign, broadcast=None)
    return _page(broadcast, broadcasts=broadcasts)


def _page(
    broadcast: Broadcast, *, hearing: HearingForm | None = None, current: HeardOrder | None = None,
    form: HeardOrderForm | None = None, sold_out: bool = False, broadcasts: Sequence[Broadcast] | None = None,
) -> str:  # fmt: skip
    proposed = heard_orders(broadcast, ("proposed",))
    current = current or _chosen(proposed)
    items = line_up_of([broadcast])
    if current is not None and form is None and current.kind == "order":
        form = _form_of(current, {item.variant_id: item.variant.sku for item in items})
    standing = broadcasts_of(broadcast.campaign) if broadcasts is None else broadcasts
    own = own_broadcasts(tuple(each for each in standing if each.state != "cancelled"))
    return render_template(
        "organizer/campaigns/list_comments.html",
        campaign=broadcast.campaign, broadcast=broadcast, broadcasts=own, proposed=proposed,
        waiting=heard_orders(broadcast, ("waiting", "offered", "lapsed")), counts=heard_counts(broadcast),
        current=current, form=form, hearing=hearing or HearingForm(formdata=None), sold_out=sold_out,
        same=said_by_same(current) if current is not None else [], items={item.variant_id: item for item in items},
        left=left_of(item.variant_id for item in items),
    )  # fmt: skip


def _chosen(proposed: Sequence[HeardOrder]) -> HeardOrder | None:
    wanted = request.args.get("at", "")
    return next((each for each in proposed if str(each.id) == wanted), proposed[0] if proposed else None)


def _form_of(heard: HeardOrder, codes: dict[int, str]) -> HeardOrderForm:
    goods = ", ".join(f"{quantity} {codes.get(variant_id, '')}" for variant_id, quantity in heard.items)
    commune = commune_by_code(heard.commune_code) if heard.commune_code else None
    return HeardOrderForm(
        formdata=None, goods=goods, recipient=heard.recipient, phone=heard.phone, address_line=heard.address_line,
        commune_code=heard.commune_code, commune=commune.full_name if commune else "",
    )  # fmt: skip


@bp.post(_AT)
def create_comment(slug: str) -> Page:
    """Read what was pasted, or the line from the telephone."""
    campaign, form = campaign_for(slug), HearingForm()
    broadcast = needed_broadcast(campaign)
    source = "phone" if request.form.get("source") == "phone" else "comment"
    if form.validate_on_submit():
        try:
            told = actions.hear_comments(broadcast, form.words.data or "", by=the_person(), source=source)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return back_to(comments_path(broadcast), _told(told))
    return _page(broadcast, hearing=form), 422


def _told(told: Listening) -> str:
    parts = [ngettext("%(num)s đơn mới", "%(num)s đơn mới", told.proposed)]
    if told.cancelled:
        parts.append(ngettext("%(num)s người muốn bỏ", "%(num)s người muốn bỏ", told.cancelled))
    if told.repeated:
        parts.append(ngettext("%(num)s dòng đã có từ trước", "%(num)s dòng đã có từ trước", told.repeated))
    if told.others:
        parts.append(ngettext("%(num)s dòng không phải đơn", "%(num)s dòng không phải đơn", told.others))
    return ", ".join(parts) + "."


@bp.post(f"{_ONE}/order")
def create_heard_order(slug: str, heard_id: int) -> Page:
    """Make an order of a proposal."""
    campaign = campaign_for(slug)
    broadcast = needed_broadcast(campaign)
    heard, form = heard_order_for(broadcast, heard_id), HeardOrderForm()
    sold_out = False
    if form.validate_on_submit():
        try:
            placed = buy_what_was_heard(
                heard, _wishes(broadcast, form), _delivery(form), by=the_person(), language=language()
            )
        except Refusal as refusal:
            sold_out = isinstance(refusal, SoldOut)
            show_refusal(form, refusal)
        else:
            total = format_dong(placed.grand_total)
            return back_to(
                comments_path(broadcast),
                _("Đã ghi đơn %(code)s, thu %(total)s khi giao.", code=placed.code, total=total),
            )
    return _page(broadcast, current=heard, form=form, sold_out=sold_out), 422


def _wishes(broadcast: Broadcast, form: HeardOrderForm) -> list[Wish]:
    heard = goods_in(form.goods.data, known_items(line_up_of([broadcast])))
    if not heard or any("which_item" in item.doubts for item in heard):
        raise UnclearGoods
    return [Wish(item.variant_id, item.quantity) for item in heard]


def _delivery(form: HeardOrderForm) -> Delivery:
    return Delivery(
        form.recipient.data, form.phone.data, form.address_line.data, form.commune_code.data or "", None,
        form.note.data or "",
    )  # fmt: skip


@bp.post(f"{_ONE}/removal")
def delete_comment(slug: str, heard_id: int) -> Page:
    """Say that nothing comes of it."""
    broadcast = needed_broadcast(campaign_for(slug))
    heard = heard_order_for(broadcast, heard_id)
    return attempt(lambda: actions.drop_heard(heard, by=the_person()), comments_path(broadcast), "")


@bp.post(f"{_ONE}/waiting")
def create_waiting(slug: str, heard_id: int) -> Page:
    """Let somebody wait for sold-out goods."""
    broadcast = needed_broadcast(campaign_for(slug))
    heard = heard_order_for(broadcast, heard_id)
    return attempt(
        lambda: actions.put_on_waiting_list(heard, by=the_person()),
        comments_path(broadcast),
        _("Đã vào danh sách chờ."),
    )


@bp.post(f"{_ONE}/turn")
def create_turn(slug: str, heard_id: int) -> Page:
    """Offer the goods to whoever waits longest, for ten minutes."""
    broadcast = needed_broadcast(campaign_for(slug))
    heard = heard_order_for(broadcast, heard_id)
    return attempt(
        lambda: actions.offer_turn(heard, by=the_person()), comments_path(broadcast),
        _("Đã mời. Hãy báo khách; chỉ khi ghi đơn hàng mới được giữ."),
    )  # fmt: skip
