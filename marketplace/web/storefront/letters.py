"""The page behind the link that ends letters of one kind, for whoever holds it, signed in or not."""

from __future__ import annotations

from flask import render_template

from marketplace.core.language import gettext as _
from marketplace.domain.notices.actions import end_letters
from marketplace.domain.notices.ways_out import ASKING, GUEST, LIVE, WayOut, way_out_behind
from marketplace.domain.notices.words import KIND_WORDS
from marketplace.web.storefront.blueprint import bp


@bp.get("/follows/letters/<key>")
def new_letters_ending(key: str) -> str:
    """Ask whoever opened the link of a letter; opening it ends nothing, because mail programs open links too."""
    return _page(way_out_behind(key), key, is_done=False)


@bp.post("/follows/letters/<key>")
def create_letters_ending(key: str) -> str:
    """End the letters of this kind, without signing in."""
    way = way_out_behind(key)
    end_letters(way)
    return _page(way, key, is_done=True)


def _page(way: WayOut, key: str, *, is_done: bool) -> str:
    names = {LIVE: _("Thư báo livestream"), ASKING: _("Thư mời đánh giá"), GUEST: _("Thư mời đánh giá")}
    return render_template(
        "storefront/letters/end_letters.html", key=key, is_done=is_done, way=way,
        name=names.get(way.kind) or KIND_WORDS[way.kind],
    )  # fmt: skip
