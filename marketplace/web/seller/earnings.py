"""What the booth has earned: its standing, and every line behind it, month by month."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from flask import Response, render_template, request

from marketplace.core import clock
from marketplace.core.language import gettext as _
from marketplace.core.numbers import format_points
from marketplace.core.sheets import write_csv
from marketplace.domain.booths.access import can_see_money
from marketplace.domain.ledger.queries import Posted, first_month, lines_of, standing_of, totals_of
from marketplace.web.pages import asked_page
from marketplace.web.rate_words import ENTRY_KINDS, LINE_PARTS, rate_words
from marketplace.web.seller.blueprint import bp, needs, the_booth

PER_PAGE = 20
MOST_PAGES = 1000


@bp.get("/earnings")
@needs(can_see_money)
def list_earnings() -> str:
    """The standing, a month's totals by rate, and its lines."""
    booth, month, page = the_booth(), _month(), min(asked_page(), MOST_PAGES)
    found = lines_of(booth, month, limit=PER_PAGE + 1, offset=(page - 1) * PER_PAGE)
    entries = [list(lines) for _key, lines in groupby(found, key=lambda line: line.key)]
    totals = sorted(totals_of(booth, month), key=lambda each: list(LINE_PARTS).index(each.part))
    began = first_month(booth)
    return render_template(
        "seller/earnings/list_earnings.html", standing=standing_of(booth), totals=totals,
        entries=entries[:PER_PAGE], more=len(entries) > PER_PAGE, page=page, month=month,
        before=_shifted(month, -1) if began and clock.day_start(month) > began else None,
        after=_shifted(month, 1) if month < clock.today().replace(day=1) else None, **rate_words(),
    )  # fmt: skip


@bp.get("/earnings.csv")
@needs(can_see_money)
def export_earnings() -> Response:
    """A month's lines as a sheet, each with name, percent, day and basis of its rate."""
    month = _month()
    header = [
        str(each) for each in (
            _("Lúc"), _("Đơn hàng"), _("Bút toán"), _("Việc"), _("Khoản"), _("Tên mức"), _("Mức"), _("Mức từ ngày"),
            _("Tính trên (đồng)"), _("Căn cứ"), _("Số tiền (đồng)"),
        )
    ]  # fmt: skip
    data = write_csv(header, [_row(each) for each in lines_of(the_booth(), month)])
    response = Response(data, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{the_booth().slug}-{month:%Y-%m}.csv"'
    return response


def _row(line: Posted) -> list[Any]:
    told = [line.at, line.order_code, line.key, str(ENTRY_KINDS[line.kind]), str(LINE_PARTS[line.part])]
    if line.rate is None:
        return [*told, "", "", "", "", "", line.amount]
    rate = line.rate
    return [*told, rate.name, format_points(rate.basis_points), rate.starts_on, line.base, rate.reason, line.amount]


def _month() -> date:
    """The first day of the month that the address asks for; of this month if it asks for none that can be."""
    this = clock.today().replace(day=1)
    try:
        asked = date.fromisoformat(f"{request.args.get('month', '')}-01")
    except ValueError:
        return this
    return min(asked, this) if asked.year >= 2000 else this


def _shifted(month: date, by: int) -> date:
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)
