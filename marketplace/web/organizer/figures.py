"""The figures of a campaign as a file: every number with its name, its definition and its source."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response

from marketplace.core.language import gettext as _
from marketplace.core.language import lazy_gettext
from marketplace.core.sheets import write_csv, write_xlsx
from marketplace.domain.livestream.definitions import DEFINITIONS, SOURCE_NAMES, name_of
from marketplace.domain.livestream.models import Campaign
from marketplace.domain.livestream.queries import campaign_for, figures_of, goals_against, metrics_of
from marketplace.domain.livestream.tables import FigureTable, tables_of
from marketplace.web.organizer.blueprint import bp

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNITS = {"dong": lazy_gettext("đồng"), "seconds": lazy_gettext("giây"), "percent": "%"}


@bp.get("/campaigns/<slug>/figures.<any(csv, xlsx):kind>")
def show_figures_file(slug: str, kind: str) -> Response:
    """The figures of the results page and, once they are closed, those that were signed off beside them."""
    campaign = campaign_for(slug)
    header, rows = figure_rows(campaign)
    data = write_csv(header, rows) if kind == "csv" else write_xlsx(campaign.name, header, rows)
    response = Response(data, mimetype="text/csv" if kind == "csv" else XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{campaign.slug}.{kind}"'
    return response


def figure_rows(campaign: Campaign) -> tuple[list[str], list[list[object]]]:
    """One row for each figure of section 6 and for each cell of the tables; money in whole đồng, rates in per cent."""
    metrics = metrics_of(campaign)
    closed = campaign.final_figures
    header = [_("Khóa"), _("Tên"), _("Giá trị"), _("Đơn vị"), _("Nguồn"), _("Định nghĩa")]
    header += [_("Đã chốt")] if closed is not None else []
    rows: list[list[object]] = []
    for key, value in figures_of(metrics).items():
        about = DEFINITIONS.get(key.removeprefix("assisted_"))
        if about is None:
            continue
        name = str(about.name) if key.startswith("assisted_") else name_of(key, metrics)
        name = f"{name} ({_('hỗ trợ')})" if key.startswith("assisted_") else name
        row: list[object] = [
            key, name, value, str(UNITS.get(about.unit, "")), str(SOURCE_NAMES[about.source]), str(about.sentence)
        ]  # fmt: skip
        rows.append([*row, closed.get(key)] if closed is not None else row)
    for table in tables_of(metrics, goals_against(metrics)).values():
        rows.extend(_cells_of(table))
    return header, rows


def _cells_of(table: FigureTable) -> Iterator[list[object]]:
    """One row for each cell of a table, its key made of table, line and column."""
    for line in table.lines:
        for (key, name), cell in zip(table.columns, line.cells, strict=True):
            about = DEFINITIONS.get(key.removeprefix("assisted_"))
            whole = ", ".join(filter(None, (line.name, line.note)))
            yield [
                f"{table.key}.{line.key}.{key}", f"{table.name}: {whole}: {name}", cell.value,
                str(UNITS.get(cell.unit, "")), str(SOURCE_NAMES[about.source]) if about else "",
                str(about.sentence) if about else "",
            ]  # fmt: skip
