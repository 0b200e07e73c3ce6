"""What a booth's people are told: the list behind the bell, and what each of them wants to hear."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request
from werkzeug.wrappers import Response

from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import is_member
from marketplace.domain.notices import actions
from marketplace.domain.notices.queries import choices_of, notices_of
from marketplace.domain.notices.rules import KINDS, is_told
from marketplace.domain.notices.words import KIND_WORDS, notice_title
from marketplace.web.pages import Page, asked_page
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.session import the_person

PER_PAGE = 30


@bp.get("/notices")
@needs(is_member)
def list_notices() -> str:
    """What happened, the newest first."""
    number = asked_page()
    found, count = notices_of(the_person(), the_booth(), limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return render_template(
        "seller/notices/list_notices.html", notices=found, page=Page(number, count, PER_PAGE), title_of=notice_title
    )


@bp.post("/notices/<int:notice_id>/reading")
@needs(is_member)
def create_reading(notice_id: int) -> Response:
    """Mark one notice as read and go to what it is about."""
    path = actions.read_notice(the_booth(), notice_id, by=the_person())
    return redirect(f"{root()}{path or '/seller/notices'}", 303)


@bp.post("/notices/reading")
@needs(is_member)
def create_readings() -> Response:
    """Mark everything as read."""
    actions.read_all_notices(the_booth(), by=the_person())
    return redirect(f"{root()}/seller/notices", 303)


@bp.get("/notices/choices")
@needs(is_member)
def edit_choices() -> str:
    """Each kind with its two switches, and those that are always told, with the reason."""
    choices, role = choices_of(the_person(), the_booth()), g.part.role
    told = [name for name, kind in KINDS.items() if role in kind.roles]
    return render_template(
        "seller/notices/edit_choices.html", kinds=KINDS, told=told, names=KIND_WORDS,
        in_page={name: is_told(name, role, getattr(choices.get(name), "in_page", None)) for name in told},
        by_letter={name: getattr(choices.get(name), "by_letter", role == "owner") for name in told},
    )  # fmt: skip


@bp.post("/notices/choices")
@needs(is_member)
def update_choices() -> Any:
    """Keep what one wants of one kind."""
    wanted = {way: request.form.get(way) == "1" for way in ("in_page", "by_letter")}
    actions.choose_notices(the_booth(), request.form.get("kind", ""), by=the_person(), **wanted)
    flash(_("Đã lưu lựa chọn của bạn."), "success")
    return redirect(f"{root()}/seller/notices/choices", 303)
