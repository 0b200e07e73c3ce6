"""Places a person has goods sent to."""

from __future__ import annotations

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.accounts.actions import remove_address, save_address
from marketplace.domain.accounts.queries import addresses_of
from marketplace.web.account.blueprint import bp
from marketplace.web.account.forms.addresses import AddressForm
from marketplace.web.forms import show_refusal
from marketplace.web.session import the_person


@bp.get("/addresses")
def list_addresses() -> str:
    """The kept ones, and a form for another."""
    person = the_person()
    return _page(AddressForm(recipient=person.full_name, phone=person.phone))


@bp.post("/addresses")
def create_address() -> Response | tuple[str, int]:
    """Keep another."""
    form = AddressForm()
    if form.validate_on_submit():
        try:
            save_address(
                the_person(),
                recipient=form.recipient.data,
                phone=form.phone.data,
                line=form.line.data,
                commune_code=form.commune_code.data or "",
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
            return _page(form), refusal.status
        flash(_("Đã lưu địa chỉ."), "success")
        return redirect(f"{root()}/account/addresses", 303)
    return _page(form), 422


@bp.post("/addresses/<int:address_id>/removal")
def delete_address(address_id: int) -> Response:
    """Forget one."""
    remove_address(the_person(), address_id)
    flash(_("Đã xóa địa chỉ."), "success")
    return redirect(f"{root()}/account/addresses", 303)


def _page(form: AddressForm) -> str:
    return render_template("account/addresses/list_addresses.html", form=form, addresses=addresses_of(the_person()))
