"""What the booth sold and who came, for its owner and manager: on a page, and the same figures as files."""

from __future__ import annotations

from flask import Response, render_template, request
from werkzeug.datastructures import MultiDict

from marketplace.core import clock
from marketplace.core.sheets import write_csv, write_xlsx
from marketplace.domain.booths.access import can_see_money
from marketplace.domain.figures.queries import Line, Tally, figures_of_booth
from marketplace.domain.figures.rules import USUAL_DAYS, last_days
from marketplace.web.seller import figure_words
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.figures import FiguresForm

Page = str | tuple[str, int]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFERED = (7, 28, 90)
MOST_LISTED = 20


def _form() -> FiguresForm:
    """The days that the address names, else the last week."""
    usual = last_days(USUAL_DAYS, clock.today())
    asked = {"first": usual.first.isoformat(), "last": usual.last.isoformat(), **request.args.to_dict()}
    return FiguresForm(formdata=MultiDict(asked))


@bp.get("/figures")
@needs(can_see_money)
def show_figures() -> Page:
    """Sales, orders, visitors and conversion, by day, source, broadcast and product."""
    form, today = _form(), clock.today()
    figures = figures_of_booth(the_booth(), form.period) if form.validate() else None
    page = render_template(
        "seller/figures/show_figures.html", form=form, figures=figures, words=figure_words,
        offered={days: last_days(days, today) for days in OFFERED},
        products=_first_and_rest(figures.products) if figures else ((), None),
        drawn=figure_words.drawn(figures) if figures else None,
    )  # fmt: skip
    return page if figures else (page, 422)


@bp.get("/figures/<any(day, source, broadcast, product):group>.<any(csv, xlsx):kind>")
@needs(can_see_money)
def show_figures_file(group: str, kind: str) -> Page | Response:
    """One of the four tables as a file, every line of it."""
    form = _form()
    if not form.validate():
        return show_figures()
    header, rows = figure_words.figure_table(figures_of_booth(the_booth(), form.period), group)
    data = write_csv(header, rows) if kind == "csv" else write_xlsx(header[0], header, rows)
    response = Response(data, mimetype="text/csv" if kind == "csv" else XLSX)
    name = figure_words.file_name(the_booth().slug, group, form.period, kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _first_and_rest(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], Line | None]:
    """The products that sold most, and all others as one line; orders of several products would be counted twice."""
    rest = lines[MOST_LISTED:]
    if not rest:
        return lines, None
    now, before = (_value_of([getattr(line, side) for line in rest]) for side in ("now", "before"))
    return lines[:MOST_LISTED], Line(str(len(rest)), "", now, before)


def _value_of(tallies: list[Tally]) -> Tally:
    return Tally(value=sum(each.value for each in tallies), units=sum(each.units for each in tallies))
