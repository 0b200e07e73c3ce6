"""What was bought inside TikTok Shop in a campaign: apart from the market's own purchases, each with evidence."""

from __future__ import annotations

from typing import Any

from flask import Response as FlaskResponse
from flask import render_template
from werkzeug.wrappers import Response
from wtforms import SelectField

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import lazy_gettext
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.models import Campaign, OrderImport
from marketplace.domain.livestream.queries import (
    broadcasts_of,
    campaign_for,
    invitations_of,
    order_import_of,
    order_imports_of,
    shop_orders_in,
)
from marketplace.web.forms import choices, show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.campaigns import (
    Page,
    attempt,
    back_to,
    campaign_path,
    narrowed,
    narrowed_words,
    page_asked,
    page_of,
)
from marketplace.web.platform_columns import ORDER_QUESTIONS, columns_page
from marketplace.web.platform_files import evidence_file
from marketplace.web.platform_words import MOST_SHOWN, OrderFileForm, brought, counted, platform_words, taken_in_words
from marketplace.web.session import the_person

PER_PAGE = 50
_AT = "/campaigns/<slug>/platform-orders"
_ONE = f"{_AT}/imports/<int(max=9007199254740991):import_id>"


class CampaignOrderFileForm(OrderFileForm):
    """A file of orders, and whose shop it is from."""

    booth = SelectField(lazy_gettext("Cửa hàng của"))


def _form(campaign: Campaign, *, sent: bool = False) -> CampaignOrderFileForm:
    form = CampaignOrderFileForm() if sent else CampaignOrderFileForm(formdata=None)
    booths = [each.booth for each in invitations_of(campaign) if each.state == "accepted"]
    form.booth.choices = choices([("", _("Ban tổ chức")), *((str(each.id), each.name) for each in booths)])
    return form


def _page(campaign: Campaign, form: CampaignOrderFileForm | None = None) -> str:
    page, only = page_asked(), narrowed()
    seen = shop_orders_in(campaign, only=only, page=page, per_page=PER_PAGE)
    return render_template(
        "organizer/campaigns/list_platform_orders.html",
        campaign=campaign, seen=seen, imports=order_imports_of(campaign=campaign), form=form or _form(campaign),
        page=page, pages=max(-(-seen.total // PER_PAGE), 1),
        href_for=lambda number: page_of(campaign_path(campaign, "/platform-orders"), number),
        only=narrowed_words(only, broadcasts_of(campaign) if only.broadcast_id else ()), **platform_words(),
    )  # fmt: skip


@bp.get(_AT)
def list_platform_orders(slug: str) -> str:
    """The orders of platforms' shops in this campaign, newest first, and the way to bring a file."""
    return _page(campaign_for(slug))


@bp.post(_AT)
def create_order_import(slug: str) -> Page:
    """Read a file into a preview."""
    campaign = campaign_for(slug)
    form = _form(campaign, sent=True)
    if form.validate_on_submit():
        booths = {str(each.booth.id): each.booth for each in invitations_of(campaign)}
        try:
            booth = booths.get(form.booth.data or "")
            kept = actions.read_orders(*brought(form), by=the_person(), campaign=campaign, booth=booth)
        except Refusal as refusal:
            refusal.field = refusal.field or "file"
            show_refusal(form, refusal)
        else:
            return back_to(_path(campaign, kept))
    return _page(campaign, form), 422


def _import(campaign: Campaign, import_id: int) -> OrderImport:
    kept = order_import_of(import_id, campaign=campaign)
    if kept is None:
        raise NotThere
    return kept


def _path(campaign: Campaign, kept: OrderImport) -> str:
    return campaign_path(campaign, f"/platform-orders/imports/{kept.id}")


@bp.get(_ONE)
def show_order_import(slug: str, import_id: int) -> Page:
    """What taking the file in would do, before anything counts."""
    campaign = campaign_for(slug)
    kept = _import(campaign, import_id)
    if ORDER_QUESTIONS.lacking(kept):
        return back_to(f"{_path(campaign, kept)}/columns")
    rows = actions.previewed(kept)
    titles = {each.id: each.title for each in broadcasts_of(campaign)}
    return render_template(
        "organizer/campaigns/show_order_import.html",
        campaign=campaign, kept=kept, rows=rows[:MOST_SHOWN], total=len(rows), counts=counted(rows), titles=titles,
        **platform_words(),
    )  # fmt: skip


@bp.route(f"{_ONE}/columns", methods=["GET", "POST"])
def update_order_columns(slug: str, import_id: int) -> Any:
    """Say which column is which."""
    campaign = campaign_for(slug)
    kept = _import(campaign, import_id)
    template = "organizer/campaigns/update_order_columns.html"
    return columns_page(kept, ORDER_QUESTIONS, template, _path(campaign, kept), campaign=campaign)


@bp.get(f"{_ONE}/file")
def show_order_import_file(slug: str, import_id: int) -> FlaskResponse:
    """The copy that was kept, without the columns that tell who bought."""
    return evidence_file(_import(campaign_for(slug), import_id))


@bp.post(_ONE)
def update_order_import(slug: str, import_id: int) -> Response:
    """Take the orders of a preview in."""
    campaign = campaign_for(slug)
    kept = _import(campaign, import_id)
    try:
        counts = actions.take_in_orders(kept, by=the_person())
    except Refusal as refusal:
        return back_to(_path(campaign, kept), str(refusal), "error")
    return back_to(campaign_path(campaign, "/platform-orders"), taken_in_words(counts))


@bp.post(f"{_ONE}/removal")
def delete_order_import(slug: str, import_id: int) -> Response:
    """Put a preview away."""
    campaign = campaign_for(slug)
    kept = _import(campaign, import_id)
    return attempt(
        lambda: actions.drop_orders(kept, by=the_person()), campaign_path(campaign, "/platform-orders"), _("Đã bỏ tệp.")
    )
