"""Campaigns for programs: the list, one, its figures, and readings to record."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from flask import Response, g, jsonify, request

from marketplace.core.errors import BadInput, NotThere
from marketplace.core.language import lazy_gettext, public_url
from marketplace.core.money import parse_whole_number
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import ReadingRow, Source
from marketplace.domain.livestream.definitions import DEFINITIONS, NOTES, name_of
from marketplace.domain.livestream.errors import BadReading, UnknownToken
from marketplace.domain.livestream.models import Broadcast, Campaign
from marketplace.domain.livestream.queries import (
    BroadcastFigures,
    Guard,
    LinkFigures,
    Metrics,
    ProductSales,
    Sales,
    broadcast_by_id,
    broadcasts_of,
    campaign_for,
    figures_of,
    goals_against,
    metrics_of,
    public_campaign,
    public_campaigns,
)
from marketplace.domain.livestream.tables import FigureTable, tables_of
from marketplace.web.api.blueprint import bearer_token, bp, idempotency_key, token_asked

MOST_PER_PAGE = 100
_STAGES = ("placed", "secured", "delivered", "kept")


class BadBody(BadInput):
    """The body of a request is not the JSON that is asked for here."""

    sentence = lazy_gettext('Cần nội dung JSON dạng {"readings": [{"captured_at": …, "views": …}]}.')
    field = "readings"


@bp.get("/campaigns")
def list_campaigns() -> Response:
    """The campaigns that everybody may know of."""
    page = _number("page", 1, 10_000)
    per_page = _number("per_page", 20, MOST_PER_PAGE)
    found = public_campaigns()
    shown = found[(page - 1) * per_page : page * per_page]
    return jsonify({"items": [_summary(each) for each in shown], "total": len(found)})


def _number(name: str, usual: int, most: int) -> int:
    typed = request.args.get(name)
    return usual if typed is None else parse_whole_number(typed, 1, most)


def _summary(campaign: Campaign) -> dict[str, Any]:
    return {
        "slug": campaign.slug, "name": campaign.name, "url": public_url(f"/live/{campaign.slug}"),
        "state": campaign.state, "published": campaign.published_at is not None, "sample": campaign.is_sample,
    }  # fmt: skip


@bp.get("/campaigns/<slug>")
def show_campaign(slug: str) -> Response:
    """One campaign and its broadcasts."""
    campaign = public_campaign(slug)
    return jsonify(
        {
            **_summary(campaign),
            "name_en": campaign.name_en,
            "summary": campaign.summary,
            "summary_en": campaign.summary_en,
            "broadcasts": [_broadcast(each) for each in broadcasts_of(campaign)],
            "metrics_url": public_url(f"/api/v1/campaigns/{campaign.slug}/metrics"),
        }
    )


def _broadcast(broadcast: Broadcast) -> dict[str, Any]:
    return {
        "id": broadcast.id, "platform": broadcast.platform, "title": broadcast.title, "host": broadcast.host_name,
        "state": broadcast.state, "url": broadcast.url, "starts_at": broadcast.starts_at.isoformat(),
        "ends_at": broadcast.ends_at.isoformat(),
    }  # fmt: skip


@bp.get("/campaigns/<slug>/metrics")
def show_metrics(slug: str) -> Response:
    """The figures of a campaign: for everybody once they are published, for a token before."""
    campaign = _campaign_with_figures(slug)
    return jsonify(metrics_as_json(metrics_of(campaign)))


def _campaign_with_figures(slug: str) -> Campaign:
    campaign = _or_none(slug)
    if campaign is not None and campaign.published_at is not None:
        return campaign
    try:
        bearer_token()
    except UnknownToken:
        # A program without a token learns of a draft as little as of nothing.
        if campaign is None or campaign.state == "draft":
            raise NotThere from None
        raise
    if campaign is None:
        raise NotThere
    return campaign


def _or_none(slug: str) -> Campaign | None:
    try:
        return campaign_for(slug)
    except NotThere:
        return None


def metrics_as_json(metrics: Metrics) -> dict[str, Any]:
    """The same figures as on the page, with what they mean; of past campaigns only what the reader may see."""
    tables = tables_of(metrics, goals_against(metrics), public=metrics.campaign.published_at is not None)
    return {
        "campaign": _summary(metrics.campaign),
        "at": metrics.at.isoformat(),
        "figures": figures_of(metrics),
        "conversion_per": metrics.rates["conversion"].per,
        "rates": {
            key: {"of": rate.of, "per": rate.per, "numerator": rate.numerator, "denominator": rate.denominator}
            for key, rate in metrics.rates.items()
        },
        "notes": {note: str(NOTES[note]) for note in metrics.notes},
        "guards": [_guard(each) for each in metrics.guards],
        "ignored_clicks": metrics.ignored_clicks,
        "broadcasts": [_figures_of_broadcast(each) for each in metrics.broadcasts],
        "booths": [{"slug": each.slug, "name": each.name, **_stages(each.sales)} for each in metrics.booths],
        "products": [_product(each) for each in metrics.products],
        "routes": [{"route": each.route, **_stages(each.sales)} for each in metrics.routes],
        "links": [_link(each) for each in metrics.links],
        "tables": {key: _table(table) for key, table in tables.items()},
        "definitions": _definitions(metrics),
    }


def _table(table: FigureTable) -> list[dict[str, Any]]:
    """The lines of a table under the keys of its columns."""
    keys = [key for key, _name in table.columns]
    return [
        {"key": line.key, "name": line.name, "note": line.note}
        | {key: cell.value for key, cell in zip(keys, line.cells, strict=True)}
        for line in table.lines
    ]


def _guard(guard: Guard) -> dict[str, Any]:
    return {
        "guard": guard.key,
        "value": None if guard.value is None else round(float(guard.value), 6),
        "limit": round(float(guard.limit), 6),
        "explanation": guard.explanation.text if guard.explanation else None,
    }


def _product(product: ProductSales) -> dict[str, Any]:
    facts = asdict(product)
    facts["booth"] = facts.pop("booth_name")
    del facts["product_id"], facts["booth_id"]
    return facts


def _link(figures: LinkFigures) -> dict[str, Any]:
    hits = {"clicks": figures.hits.clicks, "unique_clickers": figures.hits.unique_clickers}
    return {"code": figures.link.code, "medium": figures.link.medium, **hits, **_stages(figures.sales)}


def _definitions(metrics: Metrics) -> dict[str, Any]:
    return {
        key: {
            "name": name_of(key, metrics), "definition": str(each.sentence), "source": each.source, "unit": each.unit
        }
        for key, each in DEFINITIONS.items()
    }  # fmt: skip


def _stages(sales: Sales) -> dict[str, int]:
    keys = [f"{what}_{stage}" for what in ("orders", "value") for stage in _STAGES]
    return {key: getattr(sales, key) for key in keys}


def _figures_of_broadcast(each: BroadcastFigures) -> dict[str, Any]:
    reported = ("views", "unique_viewers", "peak_viewers", "avg_watch_seconds", "clicks", "unique_clickers")
    return {
        **_broadcast(each.broadcast),
        **{key: getattr(each, key) for key in reported},
        **_stages(each),
        "assisted_orders_placed": each.assisted.orders_placed,
        "conversion": each.conversion.percent,
        "conversion_per": each.conversion.per,
    }


@bp.post("/broadcasts/<int:broadcast_id>/readings")
@token_asked
def create_readings(broadcast_id: int) -> tuple[Response, int]:
    """Record figures of one or many moments; the same Idempotency-Key again changes nothing."""
    key = idempotency_key()
    broadcast = broadcast_by_id(broadcast_id)
    token = g.token
    source = Source("api", f"api:{token.id}:{key}", token.person_id, None, token.name)
    recorded = actions.record_readings(broadcast, _rows(request.get_json(silent=True)), source)
    body = {"broadcast": broadcast_id, "recorded": recorded.new, "repeated": recorded.repeated}
    return jsonify(body), 200 if recorded.repeated else 201


def _rows(body: Any) -> list[ReadingRow]:
    rows = body.get("readings") if isinstance(body, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadBody
    return [_row(number, row) for number, row in enumerate(rows, start=1)]


def _row(number: int, row: dict[str, Any]) -> ReadingRow:
    figures = {key: value for key, value in row.items() if key not in ("captured_at", "provisional", "raw")}
    raw = row.get("raw") or {}
    whole = all(isinstance(value, int) and not isinstance(value, bool) for value in figures.values())
    if not whole or not isinstance(raw, dict):
        raise BadReading(row=number)
    try:
        captured_at = datetime.fromisoformat(str(row.get("captured_at", "")))
    except ValueError:
        raise BadReading(row=number) from None
    if captured_at.tzinfo is None:
        raise BadReading(row=number)
    return ReadingRow(captured_at, figures, raw, row.get("provisional") is True)
