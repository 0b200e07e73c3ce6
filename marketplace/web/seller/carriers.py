"""The booth's account with a carrier: connected, seen, ended."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import can_run_booth
from marketplace.domain.shipping.actions import connect_ghn, disconnect_carrier, hook_secret_of
from marketplace.domain.shipping.queries import connection_of
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.shipping import GhnForm
from marketplace.web.session import the_person


@bp.get("/shipping/ghn")
@needs(can_run_booth)
def edit_carrier() -> str:
    """Whether the booth is connected, and how to be."""
    return _page(GhnForm())


@bp.post("/shipping/ghn")
@needs(can_run_booth)
def update_carrier() -> Any:
    """Connect, or connect anew; tried with GHN first."""
    form = GhnForm()
    if form.validate():
        try:
            connect_ghn(the_booth(), by=the_person(), token=form.token.data, shop_id=form.shop_id.data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã kết nối Giao Hàng Nhanh. Đơn đã đóng gói có thể đặt GHN đến lấy."), "success")
            return redirect(f"{root()}/seller/shipping/ghn", 303)
    return _page(form), 422


@bp.post("/shipping/ghn/removal")
@needs(can_run_booth)
def delete_carrier() -> Any:
    """Hand everything over by hand again."""
    disconnect_carrier(the_booth(), by=the_person())
    flash(_("Đã ngắt kết nối. Mã kết nối đã được xóa; mọi đơn gửi bằng tay như trước."), "success")
    return redirect(f"{root()}/seller/shipping/ghn", 303)


def _page(form: GhnForm) -> str:
    connection = connection_of(the_booth().id)
    secret = hook_secret_of(connection) if connection else ""
    return render_template(
        "seller/shipping/edit_carrier.html", form=form, connection=connection,
        hook=f"{current_app.config['MARKET'].PUBLIC_URL}/hooks/ghn/{secret}" if secret else "",
    )  # fmt: skip
