"""The report of a period for the province: what livestreams sold, by campaign, commune, booth or product."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Response, render_template, request
from werkzeug.datastructures import MultiDict

from marketplace.core import clock
from marketplace.core.language import gettext as _
from marketplace.core.language import lazy_gettext
from marketplace.core.sheets import write_csv, write_xlsx
from marketplace.domain.livestream.queries import PeriodReport, period_report
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.campaigns import Page
from marketplace.web.organizer.figures import XLSX
from marketplace.web.organizer.forms.periods import PeriodForm

GROUPS = {
    "campaign": (lazy_gettext("Chương trình"), lazy_gettext("Buổi đầu")),
    "commune": (lazy_gettext("Xã, phường"), lazy_gettext("Số gian hàng")),
    "booth": (lazy_gettext("Gian hàng"), lazy_gettext("Xã, phường")),
    "product": (lazy_gettext("Sản phẩm"), lazy_gettext("Gian hàng")),
}
USUAL = timedelta(days=30)


def _form() -> PeriodForm:
    """The days that the address names, else the last month."""
    today = clock.today()
    usual = {"first": (today - USUAL).isoformat(), "last": today.isoformat()}
    return PeriodForm(formdata=MultiDict({**usual, **request.args.to_dict()}))


@bp.get("/periods")
def show_period() -> Page:
    """The report, and the days from which to which it goes."""
    form = _form()
    report = period_report(form.first.data, form.last.data) if form.validate() else None
    page = render_template("organizer/periods/show_period.html", form=form, report=report, groups=GROUPS)
    return page if report is not None else (page, 422)


@bp.get("/periods/<any(campaign, commune, booth, product):group>.<any(csv, xlsx):kind>")
def show_period_file(group: str, kind: str) -> Page | Response:
    """One of its four tables as a file."""
    form = _form()
    if not form.validate():
        return show_period()
    report = period_report(form.first.data, form.last.data)
    header, rows = _table(report, group)
    data = write_csv(header, rows) if kind == "csv" else write_xlsx(str(GROUPS[group][0]), header, rows)
    response = Response(data, mimetype="text/csv" if kind == "csv" else XLSX)
    name = f"livestream-{group}-{_day(report.first)}-{_day(report.last)}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _table(report: PeriodReport, group: str) -> tuple[list[str], list[list[object]]]:
    name, of = GROUPS[group]
    header = [
        str(name), str(of), _("Đơn đã đặt"), _("Đơn chắc chắn"), _("Đơn giữ lại"), _("Giá trị đã đặt"),
        _("Giá trị chắc chắn"), _("Giá trị giữ lại"),
    ]  # fmt: skip
    return header, [list(vars(row).values()) for row in report.rows[group]]


def _day(day: date) -> str:
    return day.isoformat()
