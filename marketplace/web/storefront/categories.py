"""The shelves of the market."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import url_for

from marketplace.core.bilingual import told
from marketplace.core.pagecache import public_page
from marketplace.domain.catalog.errors import CategoryNotThere
from marketplace.domain.catalog.queries import signs
from marketplace.domain.search.queries import listed
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.choices import asked
from marketplace.web.storefront.linked_data import trail_data
from marketplace.web.storefront.lists import list_page


@bp.get("/categories/<slug>")
@public_page
def show_category(slug: str) -> str:
    """What stands on one shelf and on those under it."""
    every = {category.slug: category for category in signs()}
    if slug not in every:
        raise CategoryNotThere
    category = every[slug]
    top = next((each for each in every.values() if each.id == category.parent_id), None)
    beside = [each for each in every.values() if each.parent_id == (top.id if top else category.id)]
    wish = asked()
    wish = replace(wish, text="", filters=replace(wish.filters, category=(slug,)))
    found = listed(filters=wish.filters, sort=wish.sort, page=wish.page)
    address = url_for("storefront.show_category", slug=slug)

    def more() -> dict[str, Any]:
        steps = [(told(each), url_for("storefront.show_category", slug=each.slug)) for each in (top, category) if each]
        return {"category": category, "top": top, "beside": beside, "linked_data": trail_data(steps)}

    return list_page("storefront/categories/show_category.html", wish, found, address, more, without=("category",))
