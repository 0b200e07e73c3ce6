"""The sellers' face: signed in, acting for one booth at a time, and never seeing another's rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Blueprint, current_app, flash, g, redirect, request, session
from werkzeug.wrappers import Response

from marketplace.core.errors import NotThere
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.tenancy import keep_to_booth, let_go
from marketplace.domain.booths.access import (
    can_close_booth,
    can_connect_shops,
    can_edit_products,
    can_make_offers,
    can_manage_members,
    can_pack,
    can_run_booth,
    can_see_money,
    is_member,
)
from marketplace.domain.booths.actions import note_act, note_reading
from marketplace.domain.booths.errors import NotYourPart, ReadEnough
from marketplace.domain.booths.models import Booth, HelperGrant, Part
from marketplace.domain.booths.queries import parts_in, parts_of
from marketplace.domain.booths.rules import MOST_READINGS
from marketplace.domain.joining.access import can_attest
from marketplace.domain.notices.queries import Bell, bell_of
from marketplace.domain.reviews.access import can_answer
from marketplace.web.session import current_person, the_person
from marketplace.web.words import page_words

P = ParamSpec("P")
R = TypeVar("R")

bp = Blueprint("seller", __name__, url_prefix="/seller")

# Pages for people who have no booth yet.
WITHOUT_BOOTH = frozenset({"seller.create_application", "seller.update_acting_booth"})

# What helpers see besides the pages of the work they were let in for.
OPEN_TO_HELPERS = frozenset(
    {"seller.show_today", "seller.list_products", "seller.show_product", "seller.update_acting_booth",
     "seller.delete_help"}
)  # fmt: skip
PERMISSION_FOR: dict[Any, str] = {can_edit_products: "products", can_pack: "orders"}
# Pages and papers with many buyers' names on them: a helper's reading is counted (THREATS T03).
LISTS_OF_BUYERS = frozenset(
    {"seller.list_orders", "seller.list_slips", "seller.list_labels", "seller.list_label_sheets", "seller.list_returns"}
)
# By what a page decides whether it shows the way to something.
MAY: dict[str, Callable[[Part | None], bool]] = {
    "is_member": is_member, "may_run_booth": can_run_booth, "may_edit_products": can_edit_products,
    "may_handle_orders": can_pack, "may_make_offers": can_make_offers, "may_answer": can_answer,
    "may_see_money": can_see_money, "may_connect": can_connect_shops, "may_manage_members": can_manage_members,
    "may_close": can_close_booth, "may_attest": can_attest,
}  # fmt: skip
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@bp.before_request
def _let_sellers_in() -> Any:
    g.booth = g.part = g.kept_to_booth = None
    g.parts = ()
    person = current_person()
    if person is None:
        return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    parts = parts_of(person)
    g.booths = list(dict.fromkeys(part.booth for part in parts))
    _act_for(parts)
    if g.booth is None and request.endpoint not in WITHOUT_BOOTH:
        if request.method in ("GET", "HEAD"):
            return _shown_out()
        raise NotThere
    if g.booth is not None and request.endpoint not in WITHOUT_BOOTH:
        g.kept_to_booth = keep_to_booth(g.booth.id)
    if isinstance(g.part, HelperGrant):
        _keep_to_grant(g.part)
    return None


def _shown_out() -> Response:
    """Who has no booth may apply for one; who had a part in one and has it no more is told so first."""
    if session.pop("booth", None):
        told = _("Bạn không còn làm trong gian hàng này: lượt giúp đã kết thúc, hoặc chủ gian hàng đã rút quyền.")
        flash(told, "info")
        return redirect(f"{root()}/account/helping")
    return redirect(f"{root()}/seller/application")


def _keep_to_grant(grant: HelperGrant) -> None:
    """A helper sees what the grant names; a page that asks for no part in particular is closed unless listed."""
    if request.endpoint in OPEN_TO_HELPERS:
        return
    may = _needed()
    permission = PERMISSION_FOR.get(may)
    if may is None or permission is None:
        raise NotYourPart
    if not may(grant):
        return
    what = str(request.endpoint).removeprefix("seller.")
    if request.method not in SAFE:
        note_act(grant, permission=permission, what=what)
    elif request.endpoint in LISTS_OF_BUYERS and not note_reading(grant, what=what):
        raise ReadEnough(most=MOST_READINGS)


@bp.teardown_request
def _let_go(_fault: BaseException | None) -> None:
    kept = g.pop("kept_to_booth", None)
    if kept is not None:
        let_go(kept)


@bp.context_processor
def _acting() -> dict[str, Any]:
    part = g.get("part")
    acting = {
        "booth": g.get("booth"), "booths": g.get("booths", ()),
        "helping": part if isinstance(part, HelperGrant) else None,
        "the_bell": _the_bell,
    }  # fmt: skip
    return {**acting, **{name: allows(may) for name, may in MAY.items()}, **page_words()}


def _the_bell() -> Bell:
    """What is new for who acts; asked once, by pages that show it."""
    if "bell" not in g:
        g.bell = bell_of(the_person(), the_booth())
    bell: Bell = g.bell
    return bell


def the_booth() -> Booth:
    """The booth this request acts for."""
    booth: Booth = g.booth
    return booth


def needs(may: Callable[[Part | None], bool]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Only for those whose part in the booth allows it; raise NotYourPart for the others."""

    def guarded(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def show(*args: P.args, **kwargs: P.kwargs) -> R:
            if not may(g.part):
                raise NotYourPart
            return view(*args, **kwargs)

        show.needs = may  # type: ignore[attr-defined] # what a helper's grant is held against
        return show

    return guarded


def allows(may: Callable[[Part | None], bool]) -> bool:
    """Whether any part of theirs lets whoever acts do this: somebody may have been let in twice, for different work."""
    return any(may(part) for part in g.get("parts", ()))


def _needed() -> Callable[[Part | None], bool] | None:
    """What the page that is asked for takes."""
    may: Callable[[Part | None], bool] | None
    may = getattr(current_app.view_functions.get(request.endpoint or ""), "needs", None)
    return may


def _act_for(parts: Sequence[Part]) -> None:
    """Take the booth of the session if the person still has a part in it, else the first that is not closed."""
    wanted = session.get("booth")
    living = [booth for booth in g.booths if booth.state != "closed"] or list(g.booths)
    g.booth = next((booth for booth in g.booths if booth.slug == wanted), living[0] if living else None)
    if g.booth is not None:
        g.parts = parts_in(g.booth, parts)
        needed = _needed()
        g.part = next((part for part in g.parts if needed and needed(part)), g.parts[0])
