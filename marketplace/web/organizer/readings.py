"""Readings: typed with a screenshot, brought as a file, reviewed by a second person, corrected with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Response as FlaskResponse
from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from marketplace.core import clock, files
from marketplace.core.codes import random_code
from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import lazy_gettext, ngettext
from marketplace.core.pictures import reencode
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import ReadingRow, Source, matched_rows
from marketplace.domain.livestream.models import Broadcast, Campaign, Reading, ReadingImport
from marketplace.domain.livestream.queries import (
    broadcast_for,
    broadcasts_of,
    campaign_for,
    import_of,
    imports_of,
    reading_of,
    readings_of,
)
from marketplace.domain.livestream.rules import METRICS
from marketplace.web.forms import choices, show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.campaigns import (
    Page,
    attempt,
    back_to,
    campaign_path,
    narrowed,
    narrowed_words,
    page_asked,
    page_of,
)
from marketplace.web.organizer.forms.campaigns import CorrectionForm, ExportForm, ReadingForm
from marketplace.web.organizer.results import written_figure
from marketplace.web.platform_columns import FIGURE_QUESTIONS, columns_page
from marketplace.web.session import the_person

SCREENSHOT_WIDTH = 1080
PER_PAGE = 50
_AT = "/campaigns/<slug>/readings"


class NoFile(BadInput):
    """A form was sent without its file."""

    sentence = lazy_gettext("Vui lòng chọn tệp.")
    field = "file"


@bp.get(_AT)
def list_readings(slug: str) -> str:
    """Every reading with its evidence, and the ways to bring new ones."""
    return _page(campaign_for(slug))


def _page(
    campaign: Campaign,
    *,
    form: ReadingForm | None = None,
    export_form: ExportForm | None = None,
    correction: tuple[int, CorrectionForm] | None = None,
) -> str:
    broadcasts = [each for each in broadcasts_of(campaign) if each.state != "cancelled"]
    page, only = page_asked(), narrowed()
    readings, total = readings_of(campaign, only=only, page=page, per_page=PER_PAGE)
    return render_template(
        "organizer/campaigns/list_readings.html",
        campaign=campaign, broadcasts=broadcasts, readings=readings, page=page, pages=max(-(-total // PER_PAGE), 1),
        href_for=lambda number: page_of(campaign_path(campaign, "/readings"), number), imports=imports_of(campaign),
        only=narrowed_words(only, broadcasts),
        form=form or _reading_form(broadcasts), export_form=export_form or ExportForm(formdata=None),
        correction=correction, metrics=METRICS, me=the_person(), written=written_figure,
        **_waiting(each.reading for each in readings),
    )  # fmt: skip


def _waiting(readings: Iterable[Reading]) -> dict[str, bool]:
    """Whether any of the readings on the page wait for this person, and whether any of the person's own wait."""
    own = [each.by_id == the_person().id for each in readings if each.reviewed_at is None]
    return {"to_review": not all(own), "own_wait": any(own)}


def _reading_form(broadcasts: list[Broadcast], *, sent: bool = False) -> ReadingForm:
    form = ReadingForm() if sent else ReadingForm(formdata=None, captured_at=clock.now(), key=random_code(16))
    form.broadcast_id.choices = choices((str(each.id), each.title) for each in broadcasts)
    wanted = request.args.get("broadcast", "")
    if not sent and wanted.isdigit():
        form.broadcast_id.data = int(wanted)
    return form


@bp.post(_AT)
def create_reading(slug: str) -> Page:
    """Keep figures read off a screen."""
    campaign = campaign_for(slug)
    form = _reading_form([each for each in broadcasts_of(campaign) if each.state != "cancelled"], sent=True)
    if form.validate_on_submit():
        try:
            recorded = _record(campaign, form)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            kept = ngettext("Đã ghi %(num)s con số.", "Đã ghi %(num)s con số.", recorded)
            return back_to(campaign_path(campaign, "/readings"), kept)
    return _page(campaign, form=form), 422


def _record(campaign: Campaign, form: ReadingForm) -> int:
    broadcast = broadcast_for(campaign, form.broadcast_id.data)
    figures = {each: form[each].data for each in METRICS if form[each].data is not None}
    source = Source(
        "typed", f"typed:{form.key.data or random_code(16)}"[:200], the_person().id, _screenshot(form),
        form.evidence_note.data or "",
    )  # fmt: skip
    return actions.record_readings(broadcast, [ReadingRow(form.captured_at.data, figures)], source).new


def _screenshot(form: ReadingForm) -> str | None:
    """Keep the picture, painted anew; None when none was brought."""
    data = form.evidence.data.read() if form.evidence.data else b""
    if not data:
        return None
    try:
        picture = reencode(data, widths=(SCREENSHOT_WIDTH,))
    except BadInput as refusal:
        refusal.field = "evidence"
        raise
    return files.keep(picture.renditions[SCREENSHOT_WIDTH, "webp"], folder="evidence", suffix="webp")


@bp.post(f"{_AT}/review")
def create_review(slug: str) -> Response:
    """Say that the chosen figures agree with their evidence."""
    campaign = campaign_for(slug)
    ids = [int(each) for each in request.form.getlist("reading") if each.isdigit() and len(each) < 19]
    return attempt(
        lambda: actions.review_readings(campaign, ids, by=the_person()), campaign_path(campaign, "/readings"),
        _("Đã duyệt các số được chọn."),
    )  # fmt: skip


@bp.post(f"{_AT}/<int:reading_id>/correction")
def create_correction(slug: str, reading_id: int) -> Page:
    """Put a right figure beside a wrong one."""
    campaign, form = campaign_for(slug), CorrectionForm()
    reading = _reading(campaign, reading_id)
    if form.validate_on_submit():
        try:
            actions.correct_reading(reading, form.value.data, form.reason.data or "", by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return back_to(campaign_path(campaign, "/readings"), _("Đã ghi số đúng; số cũ vẫn được giữ lại."))
    return _page(campaign, correction=(reading_id, form)), 422


def _reading(campaign: Campaign, reading_id: int) -> Reading:
    reading = reading_of(campaign, reading_id)
    if reading is None:
        raise NotThere
    return reading


@bp.get(f"{_AT}/<int:reading_id>/evidence")
def show_evidence(slug: str, reading_id: int) -> FlaskResponse:
    """The screenshot or file behind a figure."""
    reading = _reading(campaign_for(slug), reading_id)
    if reading.evidence_key is None:
        raise NotThere
    try:
        response = make_response(files.read(reading.evidence_key))
    except FileNotFoundError:
        raise NotThere from None
    response.content_type = files.media_type(reading.evidence_key)
    kind = "inline" if reading.evidence_key.endswith(".webp") else "attachment"
    response.headers["Content-Disposition"] = f"{kind}; filename=evidence.{reading.evidence_key.rsplit('.', 1)[-1]}"
    return response


@bp.post("/campaigns/<slug>/imports")
def create_import(slug: str) -> Page:
    """Read an export file into a preview."""
    campaign, form = campaign_for(slug), ExportForm()
    if form.validate_on_submit():
        try:
            kept = _read_export(campaign, form)
        except Refusal as refusal:
            refusal.field = refusal.field or "file"
            show_refusal(form, refusal)
        else:
            return back_to(campaign_path(campaign, f"/imports/{kept.id}"))
    return _page(campaign, export_form=form), 422


def _read_export(campaign: Campaign, form: ExportForm) -> ReadingImport:
    if not form.file.data or not form.file.data.filename:
        raise NoFile
    upload = form.file.data
    return actions.read_export(campaign, form.platform.data, upload.filename, upload.read(), by=the_person())


def _import(campaign: Campaign, import_id: int) -> ReadingImport:
    kept = import_of(campaign, import_id)
    if kept is None:
        raise NotThere
    return kept


@bp.get("/campaigns/<slug>/imports/<int:import_id>")
def show_import(slug: str, import_id: int) -> Page:
    """What was found in an export file, before anything counts."""
    campaign = campaign_for(slug)
    kept = _import(campaign, import_id)
    if FIGURE_QUESTIONS.lacking(kept):
        return back_to(campaign_path(campaign, f"/imports/{kept.id}/columns"))
    broadcasts = [each for each in broadcasts_of(campaign) if each.platform == kept.platform]
    return render_template(
        "organizer/campaigns/show_import.html",
        campaign=campaign, kept=kept, rows=matched_rows(kept), broadcasts=broadcasts, metrics=METRICS,
        now=clock.now(), written=written_figure,
    )  # fmt: skip


@bp.route("/campaigns/<slug>/imports/<int:import_id>/columns", methods=["GET", "POST"])
def update_figure_columns(slug: str, import_id: int) -> Any:
    """Say which column is which figure."""
    campaign = campaign_for(slug)
    kept = _import(campaign, import_id)
    template, here = "organizer/campaigns/update_figure_columns.html", campaign_path(campaign, f"/imports/{kept.id}")
    return columns_page(kept, FIGURE_QUESTIONS, template, here, campaign=campaign)


@bp.post("/campaigns/<slug>/imports/<int:import_id>")
def update_import(slug: str, import_id: int) -> Response:
    """Take the figures of a preview in."""
    campaign = campaign_for(slug)
    kept = _import(campaign, import_id)
    chosen = {row.number: request.form.get(f"row-{row.number}", "") for row, _id in matched_rows(kept)}
    wanted = {number: int(each) if each.isdigit() and len(each) < 19 else None for number, each in chosen.items()}
    try:
        new = actions.take_in_export(kept, wanted, by=the_person())
    except NotThere:
        raise
    except Refusal as refusal:
        return back_to(campaign_path(campaign, f"/imports/{kept.id}"), str(refusal), "error")
    sentence = ngettext("Đã nhận %(num)s số mới.", "Đã nhận %(num)s số mới.", new)
    return back_to(campaign_path(campaign, "/readings"), sentence if new else _("Tệp này không có số nào mới."))


@bp.post("/campaigns/<slug>/imports/<int:import_id>/removal")
def delete_import(slug: str, import_id: int) -> Response:
    """Put a preview away."""
    campaign = campaign_for(slug)
    kept = _import(campaign, import_id)
    return attempt(
        lambda: actions.drop_export(kept, by=the_person()), campaign_path(campaign, "/readings"), _("Đã bỏ tệp.")
    )
