"""Booths: who sells, from where, and what."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from marketplace.core import clock
from marketplace.core.keeping import kept_while_standing
from marketplace.core.pagecache import public_page
from marketplace.core.personal import carrying_cart
from marketplace.domain.booths.errors import BoothNotThere
from marketplace.domain.booths.queries import current_slug_of
from marketplace.domain.leaving.errors import BoothGone
from marketplace.domain.leaving.queries import is_gone
from marketplace.domain.reviews.queries import voices_of_booth
from marketplace.domain.search.queries import booth_cards, booth_communes, listed
from marketplace.domain.shipping.queries import open_booth_and_table
from marketplace.domain.shipping.rules import ZONES
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.choices import asked
from marketplace.web.storefront.communes import has_map, outside_map
from marketplace.web.storefront.linked_data import booth_data
from marketplace.web.storefront.lists import list_page
from marketplace.web.storefront.presenting import plain_slug

PAGE = 24


@bp.get("/booths")
@public_page
def list_booths() -> str:
    """Every open booth, to be narrowed by place and name."""
    wish = asked()
    commune = wish.filters.commune[0] if wish.filters.commune else ""
    booths, total = booth_cards(text=wish.text, commune=commune, youth=wish.filters.youth, size=PAGE, page=wish.page)
    address = url_for("storefront.list_booths")
    return render_template(
        "storefront/booths/list_booths.html",
        booths=booths, total=total, pages=-(-total // PAGE), wish=wish, commune=commune, communes=booth_communes(),
        href_for=lambda page: address + wish.query(page=page), address=address,
    )  # fmt: skip


@bp.get("/booths/<slug>")
@public_page
def show_booth(slug: str) -> str | Response:
    """One booth: its people and place, its goods, who answers for them."""
    found_booth = cache(lambda: open_booth_and_table(slug))
    try:
        kept_while_standing("catalogue", ("booth", plain_slug(slug)), lambda: found_booth()[0].id)
    except BoothNotThere:
        current = current_slug_of(slug)
        if current is None:
            if is_gone(slug):
                raise BoothGone from None
            raise
        return redirect(carrying_cart(url_for("storefront.show_booth", slug=current)), 301)
    wish = asked()
    wish = replace(wish, text="", filters=replace(wish.filters, booth=(slug,)))
    found = listed(filters=wish.filters, sort=wish.sort, page=wish.page, at=clock.now())
    address = url_for("storefront.show_booth", slug=slug)

    def more() -> dict[str, Any]:
        booth, shipping = found_booth()
        voices, is_first = voices_of_booth(booth.id), request.args.get("page") in (None, "1")
        return {
            "booth": booth, "voices": voices, "shipping": shipping, "zones": ZONES, "is_first": is_first,
            "has_map": has_map(booth), "outside_map": outside_map(booth), "today": clock.today(),
            "linked_data": booth_data(booth, address, voices),
        }  # fmt: skip

    return list_page("storefront/booths/show_booth.html", wish, found, address, more, without=("booth",))
