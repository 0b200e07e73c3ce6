"""Days off: when the booth sends nothing."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import can_run_booth
from marketplace.domain.booths.actions import end_holiday, take_holiday
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.booths import HolidayForm
from marketplace.web.session import the_person


@bp.route("/holiday", methods=["GET", "POST"])
@needs(can_run_booth)
def update_holiday() -> Any:
    """The days off as they hold, to be changed."""
    booth = the_booth()
    form = HolidayForm(obj=booth.holiday)
    if form.validate_on_submit():
        try:
            take_holiday(
                booth, by=the_person(), first_day=form.first_day.data, last_day=form.last_day.data, note=form.note.data
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã lưu ngày nghỉ. Người mua thấy thông báo này trước khi đặt."), "success")
            return redirect(f"{root()}/seller/holiday", 303)
    page = render_template("seller/holiday/update_holiday.html", form=form, holiday=booth.holiday)
    return page, 422 if form.is_submitted() else 200


@bp.post("/holiday/removal")
@needs(can_run_booth)
def create_holiday_removal() -> Any:
    """Send again from today on."""
    end_holiday(the_booth(), by=the_person())
    flash(_("Gian hàng gửi hàng trở lại như thường."), "success")
    return redirect(f"{root()}/seller/holiday", 303)
