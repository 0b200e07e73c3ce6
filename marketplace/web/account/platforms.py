"""The way back from a platform that was asked for leave to read a shop."""

from __future__ import annotations

from flask import redirect, request, session
from werkzeug.wrappers import Response

from marketplace.core.errors import NotThere
from marketplace.core.language import root
from marketplace.domain.booths.access import can_connect_shops
from marketplace.domain.booths.queries import parts_of
from marketplace.domain.livestream import actions
from marketplace.web.account.blueprint import bp
from marketplace.web.session import current_sign_in, the_person


@bp.get("/tiktok-shop")
def show_platform_answer() -> Response:
    """Take the platform's answer in, once, and lead to the list of shops to choose from."""
    sign_in = current_sign_in()
    if sign_in is None:
        raise NotThere
    came = actions.come_back(request.args.get("state", "")[:200], request.args.get("code", "")[:2000], sign_in)
    if came.booth_id is None:
        return redirect(f"{root()}/organizer/platform-shops/choice", 303)
    part = next((each for each in parts_of(the_person()) if each.booth.id == came.booth_id), None)
    if part is None or not can_connect_shops(part):
        raise NotThere
    session["booth"] = part.booth.slug
    return redirect(f"{root()}/seller/platform-shops/choice", 303)
