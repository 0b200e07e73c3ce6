"""The law's kit of a broadcast: what must be on file before it goes on air, and its recording afterwards."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template
from flask_wtf import FlaskForm

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.models import Broadcast, Campaign
from marketplace.domain.livestream.queries import broadcast_for, campaign_for, standing_of
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.campaigns import Page, back_to, campaign_path
from marketplace.web.organizer.forms.clearances import HostCheckForm, OverrideForm, RecordingForm
from marketplace.web.session import the_person

_AT = "/campaigns/<slug>/broadcasts/<int:broadcast_id>/clearance"


def _found(slug: str, broadcast_id: int) -> tuple[Campaign, Broadcast]:
    campaign = campaign_for(slug)
    return campaign, broadcast_for(campaign, broadcast_id)


@bp.get(_AT)
def show_clearance(slug: str, broadcast_id: int) -> str:
    """What is on file and what is missing."""
    return _page(*_found(slug, broadcast_id))


def _page(
    campaign: Campaign, broadcast: Broadcast, host: HostCheckForm | None = None, override: OverrideForm | None = None,
    recording: RecordingForm | None = None,
) -> str:  # fmt: skip
    standing = standing_of(broadcast)
    return render_template(
        "organizer/campaigns/show_clearance.html",
        campaign=campaign, broadcast=broadcast, standing=standing,
        host=host or HostCheckForm(formdata=None, obj=standing.clearance),
        override=override or OverrideForm(formdata=None),
        recording=recording or RecordingForm(formdata=None, obj=standing.clearance),
    )  # fmt: skip


def _kept(
    campaign: Campaign,
    broadcast: Broadcast,
    form: FlaskForm,
    keep: Callable[[], None],
    done: str,
    again: Callable[[], str],
) -> Page:
    if form.validate_on_submit():
        try:
            keep()
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return back_to(campaign_path(campaign, f"/broadcasts/{broadcast.id}/clearance"), done)
    return again(), 422


@bp.post(f"{_AT}/host")
def create_host_check(slug: str, broadcast_id: int) -> Page:
    """Note that the host's identity was seen."""
    (campaign, broadcast), form = _found(slug, broadcast_id), HostCheckForm()
    return _kept(
        campaign, broadcast, form,
        lambda: actions.check_host(
            broadcast, form.host_legal_name.data or "", form.identity_seen.data or "", by=the_person()
        ),
        _("Đã ghi việc kiểm tra người phát."), lambda: _page(campaign, broadcast, host=form),
    )  # fmt: skip


@bp.post(f"{_AT}/rules")
def create_rules_acceptance(slug: str, broadcast_id: int) -> Page:
    """Note that the host accepted the rules."""
    campaign, broadcast = _found(slug, broadcast_id)
    actions.accept_rules(broadcast, by=the_person())
    return back_to(campaign_path(campaign, f"/broadcasts/{broadcast.id}/clearance"), _("Đã ghi cam kết."))


@bp.post(f"{_AT}/override")
def create_clearance_override(slug: str, broadcast_id: int) -> Page:
    """Answer for what is missing."""
    (campaign, broadcast), form = _found(slug, broadcast_id), OverrideForm()
    return _kept(
        campaign, broadcast, form,
        lambda: actions.answer_for_missing(broadcast, form.reason.data or "", by=the_person()),
        _("Đã ghi lý do. Buổi phát được phép bắt đầu."), lambda: _page(campaign, broadcast, override=form),
    )  # fmt: skip


@bp.post(f"{_AT}/recording")
def update_recording(slug: str, broadcast_id: int) -> Page:
    """Note where the recording is and until when it is kept."""
    (campaign, broadcast), form = _found(slug, broadcast_id), RecordingForm()
    return _kept(
        campaign, broadcast, form,
        lambda: actions.keep_recording(
            broadcast, form.recording_url.data or "", form.recording_kept_until.data, by=the_person()
        ),
        _("Đã ghi nơi lưu bản ghi."), lambda: _page(campaign, broadcast, recording=form),
    )  # fmt: skip
