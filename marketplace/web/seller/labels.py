"""Papers for the chosen orders, as PDF."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, request

from marketplace.core.errors import NotThere
from marketplace.domain.booths.access import can_pack
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.queries import orders_called
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.slips import labels_pdf, slips_pdf

MOST_AT_ONCE = 100


@bp.get("/labels/slips.pdf")
@needs(can_pack)
def list_slips() -> Response:
    """Packing slips, an A4 page each."""
    return _pdf("slips", slips_pdf(the_booth(), _chosen()))


@bp.get("/labels/a6.pdf")
@needs(can_pack)
def list_labels() -> Response:
    """Address labels for a label printer, an A6 page each."""
    return _pdf("labels-a6", labels_pdf(the_booth(), _chosen(), sheets=False))


@bp.get("/labels/a4.pdf")
@needs(can_pack)
def list_label_sheets() -> Response:
    """Address labels, four to an A4 sheet."""
    return _pdf("labels-a4", labels_pdf(the_booth(), _chosen(), sheets=True))


def _chosen() -> Sequence[Order]:
    """The orders that the query names, another booth's left out; raise NotThere when none is left."""
    orders = orders_called(the_booth(), request.args.getlist("code")[:MOST_AT_ONCE])
    if not orders:
        raise NotThere
    return orders


def _pdf(name: str, file: bytes) -> Response:
    response = Response(file, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{name}.pdf")
    return response
