"""What all lists of products have in common: cards, choices, orders, pages."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import Any

from flask import render_template, request

from marketplace.core import clock
from marketplace.core.keeping import kept_frame, kept_while_standing
from marketplace.core.language import public_url
from marketplace.core.pagecache import key_of
from marketplace.domain.search.queries import Results
from marketplace.domain.search.rules import Filters
from marketplace.web.storefront.choices import Asked, chips_of, groups_of, sorts_for
from marketplace.web.storefront.freshness import note_ends


def list_page(
    template: str,
    wish: Asked,
    found: Results,
    address: str,
    more: Callable[[], dict[str, Any]] = dict,
    *,
    without: Iterable[str] = (),
) -> str:
    """One page of a list; groups in `without` are given by the address itself and offer no choice.

    It is drawn once for the same cards; `more` gives what else the template shows, all of it part of the catalogue.
    """
    note_ends(clock.now(), found.hits)
    shown = (tuple(found.hits), found.total)
    return drawn_once(shown, lambda: _drawn(template, wish, found, address, without, more()))


def drawn_once(shown: Hashable, draw: Callable[[], str]) -> str:
    """The markup of a public page, drawn once for the same address, the same catalogue and what is `shown` beside."""
    return kept_while_standing("catalogue", ("drawn", key_of(request.environ), shown), draw)


def framed_once(shown: Hashable, draw: Callable[[], str]) -> str:
    """As `drawn_once`, for a page with marks where the rest is put in: it can show nothing else than all this."""
    return kept_frame("catalogue", ("framed", key_of(request.environ), shown), draw)


def _drawn(
    template: str, wish: Asked, found: Results, address: str, without: Iterable[str], more: dict[str, Any]
) -> str:
    given = {group: getattr(Filters(), group) for group in without}
    own = replace(wish, filters=replace(wish.filters, **given))
    chips = [(label, address + query) for label, query in chips_of(own, found.facets, without=without)]
    return render_template(
        template,
        wish=own, found=found, address=address, chips=chips, query=wish.text,
        groups=groups_of(found.facets, wish.filters, without=without), shown_filters=own.filters.count,
        sorts=[(address + query, name, here) for query, name, here in sorts_for(own)],
        href_for=lambda page: address + own.query(page=page), clear=address + own.query(filters=Filters()),
        canonical=public_url(address + (f"?page={wish.page}" if wish.page > 1 else "")),
        **more,
    )  # fmt: skip
