"""Search: what was found, help when nothing was, and what to offer while somebody types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask import Response, jsonify, render_template, request, url_for

from marketplace.core import clock
from marketplace.core.bilingual import told
from marketplace.core.language import gettext as _
from marketplace.core.limits import limiter
from marketplace.core.pagecache import public_page
from marketplace.domain.catalog.queries import shelves
from marketplace.domain.search.queries import Suggestion, Suggestions, search, shelved_cards, suggestions
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.choices import LONGEST_TEXT, Asked, asked
from marketplace.web.storefront.lists import list_page


@bp.get("/search")
@public_page
def list_search_results() -> str:
    """The products that fit the words."""
    wish = asked()
    if not wish.text:
        return _help(wish)
    found = search(wish.text, filters=wish.filters, sort=wish.sort, page=wish.page)
    if not found.total and not wish.filters.count:
        return _help(wish)
    address = url_for("storefront.list_search_results")
    return list_page("storefront/search/list_search_results.html", wish, found, address)


@bp.get("/search/suggestions")
@limiter.limit("240/minute")
@public_page
def list_suggestions() -> Response:
    """What begins with the words typed so far, for programs on the page."""
    found = suggestions(request.args.get("q", "")[:LONGEST_TEXT])
    return jsonify({"items": _items(found)})


def _help(wish: Asked) -> str:
    shelved = shelved_cards(clock.now(), size=4)
    return render_template(
        "storefront/search/show_help.html", wish=wish, query=wish.text, shelves=shelves(), newest=shelved["newest"]
    )


def _items(found: Suggestions) -> list[dict[str, str]]:
    list_url = url_for("storefront.list_products")
    return [
        *(
            _item("category", told(each), url_for("storefront.show_category", slug=each.key), _("Nhóm hàng"))
            for each in found.categories
        ),
        *_products(found.products),
        *(
            _item("booth", each.name, url_for("storefront.show_booth", slug=each.key), _("Gian hàng"))
            for each in found.booths
        ),
        *(_item("commune", each.name, f"{list_url}?commune={each.key}", _("Nơi làm")) for each in found.communes),
    ]


def _products(found: Sequence[Suggestion]) -> list[dict[str, str]]:
    """Products by name, and by their booth too where several of them are called the same."""
    names = Counter(told(each) for each in found)
    return [
        _item(
            "product", told(each), url_for("storefront.show_product", slug=each.key),
            each.booth if names[told(each)] > 1 else "",
        )
        for each in found
    ]  # fmt: skip


def _item(kind: str, name: str, url: str, note: str = "") -> dict[str, str]:
    return {"kind": kind, "name": name, "url": url, "note": note}
