"""One-click unsubscribing: what mail programs post for their reader (RFC 8058)."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from marketplace.core.errors import BadInput
from marketplace.core.language import lazy_gettext as _
from marketplace.domain.notices.actions import end_letters
from marketplace.domain.notices.ways_out import way_out_behind
from marketplace.web.hooks.blueprint import bp


class NotOneClick(BadInput):
    """The body is not the one that RFC 8058, 3.1 has mail programs send."""

    sentence = _("Yêu cầu thôi nhận thư không đầy đủ. Xin mở đường dẫn trong thư.")
    status = 400


@bp.post("/letters/<key>")
def create_letters_ending(key: str) -> Response:
    """End the letters that the key was made for; without cookies, and twice is once."""
    way = way_out_behind(key)
    if request.form.get("List-Unsubscribe") != "One-Click":
        raise NotOneClick
    end_letters(way)
    return Response(status=204)


@bp.get("/letters/<key>")
def show_letters_ending(key: str) -> BaseResponse:
    """A person who followed the address in the header is led to the page that asks."""
    way_out_behind(key)
    return redirect(url_for("storefront.new_letters_ending", key=key))
