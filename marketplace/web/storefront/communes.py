"""Where everything comes from: the province as a map of its communes, and as a list by the districts of before."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response, current_app, render_template, request, url_for

from marketplace.core import clock
from marketplace.core.errors import NotThere
from marketplace.core.pagecache import public_page
from marketplace.core.places.maps import drawn, grouped
from marketplace.core.places.queries import places_in
from marketplace.core.text import clean
from marketplace.domain.booths.models import Booth
from marketplace.domain.search.queries import booth_communes, products_by_commune
from marketplace.web.storefront.blueprint import bp

MOST_LETTERS = 100


@bp.get("/communes")
@public_page
def list_communes() -> str:
    """Every commune with how many booths and products it has, found by its old names too."""
    typed = clean(request.args.get("q", ""))[:MOST_LETTERS]
    booths = {each.value: each.count for each in booth_communes()}
    products, places = products_by_commune(clock.now()), places_in(_province())
    fitting = [place for place in places if place.fits(typed)]
    return render_template(
        "storefront/communes/list_communes.html",
        groups=grouped(fitting), booths=booths, products=products, typed=typed, found=len(fitting), whole=len(places),
        map=drawn(places, _sum(booths, products)), address=url_for("storefront.list_communes"),
    )  # fmt: skip


@bp.get("/communes/<code>.svg")
@public_page
def show_commune_map(code: str) -> Response:
    """The communes of the market's province with one of them marked, as a small picture."""
    places = places_in(_province())
    if all(place.code != code for place in places):
        raise NotThere
    body = render_template("storefront/communes/show_commune_map.svg", map=drawn(places, {}, marked=(code,)))
    return Response(body, content_type="image/svg+xml; charset=utf-8")


def outside_map(booth: Booth) -> str:
    """Where OpenStreetMap looks the booth's place up, once somebody asks it to; a sample has no address to find."""
    commune = booth.commune
    where = [] if booth.is_sample else [booth.legal_address]
    sought = ", ".join([*where, commune.full_name, commune.province.name])
    return "https://www.openstreetmap.org/search?" + urlencode({"query": sought})


def has_map(booth: Booth) -> bool:
    """Whether the booth lies in the province that the maps show."""
    return bool(booth.commune.province_code == _province())


def _sum(booths: dict[str, int], products: dict[str, int]) -> dict[str, int]:
    return {code: booths.get(code, 0) + products.get(code, 0) for code in booths | products}


def _province() -> Any:
    return current_app.config["MARKET"].PROVINCE_CODE
