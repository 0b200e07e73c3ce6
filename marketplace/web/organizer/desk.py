"""The live desk: one screen for the next minute of a broadcast, and one for the host's phone."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, make_response, render_template, request
from werkzeug.wrappers import Response

from marketplace.core import charts
from marketplace.core.clock import local
from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import LiveTerms
from marketplace.domain.livestream.models import Broadcast
from marketplace.domain.livestream.queries import (
    Desk,
    broadcasts_of,
    campaign_for,
    desk_of,
    item_for,
)
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.campaigns import Page, attempt, back_to, campaign_path
from marketplace.web.organizer.forms.campaigns import LivePriceForm, WarningForm
from marketplace.web.organizer.on_duty import asked_broadcast, needed_broadcast, own_broadcasts, role_in
from marketplace.web.session import the_person

VIEWS = ("desk", "host")


def desk_path(broadcast: Broadcast, view: str = "") -> str:
    """The address of a broadcast's desk, in the view that was asked for."""
    view = f"&view={view}" if view in VIEWS[1:] else ""
    return campaign_path(broadcast.campaign, f"/desk?broadcast={broadcast.id}{view}")


@bp.get("/campaigns/<slug>/desk")
def show_desk(slug: str) -> str:
    """The desk of the broadcast on air, else of the next; `view=host` is the one for a phone."""
    campaign = campaign_for(slug)
    broadcasts = broadcasts_of(campaign)
    broadcast = asked_broadcast(broadcasts)
    if broadcast is None:
        return render_template("organizer/campaigns/show_desk.html", campaign=campaign, desk=None, view=_view())
    return _page(desk_of(broadcast, broadcasts))


def _view() -> str:
    view = request.values.get("view", "")
    return view if view in VIEWS else VIEWS[0]


def _view_of(broadcast: Broadcast) -> str:
    """A host on duty has the screen for the phone and no other."""
    return "host" if role_in(broadcast) == "host" else _view()


def _page(desk: Desk, form: LivePriceForm | None = None, warning: WarningForm | None = None) -> str:
    return render_template(
        "organizer/campaigns/show_desk.html",
        campaign=desk.campaign,
        view=_view_of(desk.broadcast),
        warning=warning or WarningForm(formdata=None, text=desk.broadcast.warning),
        **_parts(desk, form),
    )


def _parts(desk: Desk, form: LivePriceForm | None = None) -> dict[str, Any]:
    minutes = charts.columns((f"{local(minute):%H:%M}", count) for minute, count in desk.minutes)
    here = campaign_path(desk.campaign, "/desk")
    return {"desk": desk, "minutes": minutes, "form": form, "here": here, "own": own_broadcasts(desk.broadcasts)}


@bp.get("/campaigns/<slug>/desk/board")
def show_desk_board(slug: str) -> FlaskResponse:
    """The part of the desk that changes, for browsers that ask again; 304 when nothing did."""
    campaign = campaign_for(slug)
    broadcasts = broadcasts_of(campaign)
    desk = desk_of(needed_broadcast(campaign, broadcasts), broadcasts)
    page = render_template(
        f"organizer/campaigns/_{_view_of(desk.broadcast)}_board.html",
        campaign=campaign,
        view=_view_of(desk.broadcast),
        **_parts(desk),
    )
    tag = sha256(page.encode()).hexdigest()[:24]
    response = make_response("" if request.if_none_match.contains_weak(tag) else page)
    response.status_code = 304 if request.if_none_match.contains_weak(tag) else 200
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@bp.post("/campaigns/<slug>/desk/pin")
def create_desk_pin(slug: str) -> Response:
    """Show an item first, at once, and stay at the desk."""
    broadcast = needed_broadcast(campaign_for(slug))
    item = item_for(broadcast, _number("item"))
    return attempt(lambda: actions.create_pin(item, by=the_person()), desk_path(broadcast, _view()), "")


@bp.post("/campaigns/<slug>/desk/pin/removal")
def delete_desk_pin(slug: str) -> Response:
    """Show nothing first any more, and stay at the desk."""
    broadcast = needed_broadcast(campaign_for(slug))
    actions.delete_pin(broadcast, by=the_person())
    return back_to(desk_path(broadcast, _view()))


_STEPS: dict[str, Callable[..., Broadcast]] = {"live": actions.begin_broadcast, "ended": actions.end_broadcast}


@bp.post("/campaigns/<slug>/desk/state")
def update_desk_state(slug: str) -> Response:
    """Go on air or off air, and stay at the desk."""
    broadcast = needed_broadcast(campaign_for(slug))
    step = _STEPS.get(request.form.get("state", ""), actions.begin_broadcast)
    return attempt(lambda: step(broadcast, by=the_person()), desk_path(broadcast, _view()), "")


@bp.post("/campaigns/<slug>/desk/price")
def update_desk_price(slug: str) -> Page:
    """Sell an item at another price from this moment on."""
    campaign, form = campaign_for(slug), LivePriceForm()
    broadcast = needed_broadcast(campaign)
    item = item_for(broadcast, _number("item"))
    if form.validate_on_submit():
        per_buyer = item.offer.per_buyer if item.offer is not None else None
        terms = LiveTerms(form.price.data, form.quantity.data, per_buyer, item.talking_points)
        try:
            actions.change_item(item, terms, by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return back_to(desk_path(broadcast, _view()))
    return _page(desk_of(broadcast, broadcasts_of(campaign)), form), 422


@bp.post("/campaigns/<slug>/desk/warning")
def update_desk_warning(slug: str) -> Page:
    """Tell everybody who watches what they must know."""
    campaign, form = campaign_for(slug), WarningForm()
    broadcast = needed_broadcast(campaign)
    if form.validate_on_submit():
        try:
            actions.warn_viewers(broadcast, form.text.data, by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Người xem thấy lời cảnh báo ngay trên trang livestream."), "success")
            return back_to(desk_path(broadcast))
    return _page(desk_of(broadcast, broadcasts_of(campaign)), warning=form), 422


@bp.post("/campaigns/<slug>/desk/warning/removal")
def delete_desk_warning(slug: str) -> Response:
    """Warn no longer."""
    broadcast = needed_broadcast(campaign_for(slug))
    actions.withdraw_warning(broadcast, by=the_person())
    return back_to(desk_path(broadcast))


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
