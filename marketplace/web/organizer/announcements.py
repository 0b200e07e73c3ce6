"""What organizers tell booths, and how many have read it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core import clock
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.notices.actions import announce, withdraw_announcement
from marketplace.domain.notices.queries import announcement_by_id, announcements
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.forms.announcements import AnnouncementForm
from marketplace.web.pages import Page, asked_page
from marketplace.web.session import the_person

PER_PAGE = 20


@bp.get("/announcements")
def list_announcements() -> str:
    """Every announcement with how many people have it and how many read it."""
    number = asked_page()
    found, count = announcements(limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return render_template(
        "organizer/announcements/list_announcements.html", announced=found, page=Page(number, count, PER_PAGE),
        now=clock.now(),
    )  # fmt: skip


@bp.route("/announcements/new", methods=["GET", "POST"])
def create_announcement() -> Any:
    """Tell booths something."""
    form = AnnouncementForm()
    if form.validate_on_submit():
        try:
            announce(form.said(), by=the_person())
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã gửi. Gian hàng thấy ngay khi đến giờ."), "success")
            return redirect(f"{root()}/organizer/announcements", 303)
    page = render_template("organizer/announcements/create_announcement.html", form=form)
    return page, 422 if form.is_submitted() else 200


@bp.post("/announcements/<int:announcement_id>/withdrawal")
def create_announcement_withdrawal(announcement_id: int) -> Any:
    """Show it to nobody any more."""
    withdraw_announcement(announcement_by_id(announcement_id), by=the_person())
    flash(_("Đã rút thông báo. Thư đã gửi thì không rút được."), "success")
    return redirect(f"{root()}/organizer/announcements", 303)
