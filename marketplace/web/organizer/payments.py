"""Money that does not fit: bank lines, refunds to pay by hand, and what somebody must look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.payments.actions import (
    attach_bank_line,
    close_issue,
    dismiss_bank_line,
    settle_refund_by_hand,
)
from marketplace.domain.payments.queries import codes_of, open_issues, refunds_by_hand, waiting_lines
from marketplace.web.organizer.blueprint import bp
from marketplace.web.session import the_person

PARTS = ("lines", "refunds", "issues")


@bp.get("/payments")
def list_payments() -> str:
    """What waits at the desk, in three parts."""
    return _desk(request.args.get("part", "lines"))


@bp.post("/payments/lines/<int:line_id>/attachment")
def create_line_attachment(line_id: int) -> Any:
    """Say which purchase a bank line belongs to."""
    code, decision = request.form.get("code", ""), request.form.get("decision", "")
    return _decide(
        "lines",
        line_id,
        lambda: attach_bank_line(line_id, code, by=the_person(), decision=decision),
        _("Đã gắn khoản tiền vào đơn."),
    )


@bp.post("/payments/lines/<int:line_id>/dismissal")
def create_line_dismissal(line_id: int) -> Any:
    """Say that a bank line was dealt with outside the market."""
    decision = request.form.get("decision", "")
    return _decide(
        "lines",
        line_id,
        lambda: dismiss_bank_line(line_id, by=the_person(), decision=decision),
        _("Đã ghi lại cách xử lý khoản tiền."),
    )


@bp.post("/payments/refunds/<int:refund_id>/settlement")
def create_refund_settlement(refund_id: int) -> Any:
    """Say that a refund was paid by hand."""
    decision = request.form.get("decision", "")
    return _decide(
        "refunds",
        refund_id,
        lambda: settle_refund_by_hand(refund_id, by=the_person(), decision=decision),
        _("Đã ghi là hoàn tiền xong."),
    )


@bp.post("/payments/issues/<int:issue_id>/closing")
def create_issue_closing(issue_id: int) -> Any:
    """Say what was decided about something that did not fit."""
    decision = request.form.get("decision", "")
    return _decide(
        "issues",
        issue_id,
        lambda: close_issue(issue_id, by=the_person(), decision=decision),
        _("Đã đóng việc này."),
    )


def _decide(part: str, row_id: int, act: Callable[[], object], done: str) -> Response | tuple[str, int]:
    try:
        act()
    except NotThere:
        raise
    except Refusal as refusal:
        return _desk(part, wrong=row_id, refusal=refusal), 422
    flash(done, "success")
    return redirect(f"{root()}/organizer/payments?part={part}", 303)


def _desk(part: str, *, wrong: int | None = None, refusal: Refusal | None = None) -> str:
    lines, refunds, issues = waiting_lines(), refunds_by_hand(), open_issues()
    return render_template(
        "organizer/payments/list_payments.html",
        part=part if part in PARTS else "lines",
        lines=lines, refunds=refunds, issues=issues,
        codes=codes_of([*(line.purchase_id for line in lines), *(issue.purchase_id for issue in issues)]),
        wrong=wrong, refusal=refusal, typed=request.form,
    )  # fmt: skip
